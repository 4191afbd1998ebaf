import { randomUUID } from 'node:crypto';
import { aCdr } from './cdr.js';

export const EVCO_ID = 'DE-EMP-C12345678-X';

/** A unique card for each test, so that no two tests collide. */
export const aUid = (): string => randomUUID().replaceAll('-', '').slice(0, 14).toUpperCase();
export const anEvse = (): string => `DE*ABC*E${randomUUID().slice(0, 8)}`;

/** A card at an EVSE, and its session. */
export interface SwipedCard {
  readonly sessionId: string;
  readonly uid: string;
  readonly evseId: string;
}
export const aSwipe = (): SwipedCard => ({ sessionId: randomUUID(), uid: aUid(), evseId: anEvse() });

export const byCard = (UID: string): object => ({
  Identification: { RFIDMifareFamilyIdentification: { UID } },
});
export const byApp = (EvcoID = EVCO_ID): object => ({ Identification: { RemoteIdentification: { EvcoID } } });
/** The charge detail record of a session; some members exchanged. */
export const cdrOf = ({ sessionId, uid, evseId }: SwipedCard, update: object = {}): ReturnType<typeof aCdr> =>
  aCdr({ SessionID: sessionId, EvseID: evseId, CPOPartnerSessionID: sessionId, ...byCard(uid), ...update });
/** The data of `authorization.decided` for an authorised card; some members exchanged. */
export const aDecision = ({ sessionId, uid, evseId }: SwipedCard, update: object = {}): object => ({
  decision: 'authorized',
  code: '000',
  at: '2026-09-23T14:11:00Z',
  medium: 'rfid',
  uid,
  evcoId: EVCO_ID,
  providerId: 'DE-EMP',
  sessionId,
  empPartnerSessionId: randomUUID(),
  operatorId: 'DE*ABC',
  evseId,
  ...update,
});
