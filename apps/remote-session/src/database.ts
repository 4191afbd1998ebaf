import { OutboxRow } from '#messaging';
import { Lease, type ServiceDatabase } from '#persistence';
import { CreateSessions1795700000001 } from './migrations/1795700000001-create-sessions.js';
import { CreateReservations1795700000002 } from './migrations/1795700000002-create-reservations.js';
import { IndexOwnSessionNames1795700000003 } from './migrations/1795700000003-index-own-session-names.js';
import { CompareEnergy1795700000004 } from './migrations/1795700000004-compare-energy.js';
import { Reservation } from './reservation/reservation.entity.js';
import { IdempotencyKey } from './store/idempotency-key.entity.js';
import { SessionFact } from './store/session-fact.entity.js';
import { Session } from './store/session.entity.js';

/** The schema of remote-session. */
export const remoteSessionDatabase: ServiceDatabase = {
  schema: 'session',
  entities: [OutboxRow, Lease, Session, SessionFact, IdempotencyKey, Reservation],
  migrations: [
    CreateSessions1795700000001,
    CreateReservations1795700000002,
    IndexOwnSessionNames1795700000003,
    CompareEnergy1795700000004,
  ],
};
