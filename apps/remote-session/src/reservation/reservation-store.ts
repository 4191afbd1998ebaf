import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Outbox, RpcRefusal, type OutboxTransaction } from '#messaging';
import type { ReservationState, ReservationView, SuiteMessages } from '#suite';
import { evcoIdKey, evseIdKey, sessionIdKey } from '#oicp';
import { keyText } from '#persistence';
import { Reservation } from './reservation.entity.js';

type Change = Partial<Omit<ReservationView, 'id'>> & { readonly state: ReservationState };

/** States in which a reservation may still keep its charging point. */
export const standingStates = [
  'requested',
  'reserved',
  'releasing',
  'UNKNOWN',
] as const satisfies ReservationState[];

/** Reservations in their current state. A change is published with the transaction that makes it. */
@Injectable()
export class ReservationStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox<SuiteMessages>,
  ) {}

  /** @throws {RpcRefusal} RESERVATION_UNKNOWN */
  async view(id: string, manager: EntityManager = this.dataSource.manager): Promise<ReservationView> {
    const found = await manager.getRepository(Reservation).findOneBy({ id });
    if (!found) throw new RpcRefusal('RESERVATION_UNKNOWN', 'There is no reservation with this id.');
    return found.view;
  }

  /** Stores what is intended, unless this driver has a reservation there already. @returns the one that holds */
  async intend(view: ReservationView, answerDueAt: Date): Promise<ReservationView> {
    const { id, state, requestedAt, reservedUntil: endsAt } = view;
    const [evseKey, evcoKey] = [keyText(evseIdKey(view.evseId)), keyText(evcoIdKey(view.evcoId))];
    return await this.outbox.transaction(async (transaction) => {
      const { manager } = transaction;
      const taken = await manager.query<{ view: ReservationView; isNew: boolean }[]>(
        `insert into session.reservation as standing
           (id, state, evse_key, evco_key, view, requested_at, ends_at, answer_due_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (evse_key, evco_key) where state in ('requested', 'reserved', 'releasing', 'UNKNOWN')
           do update set state = standing.state
         returning view, id = $1 as "isNew"`,
        [id, state, evseKey, evcoKey, view, requestedAt, endsAt, answerDueAt],
      );
      const [row] = taken;
      if (row?.isNew !== true) return row?.view ?? view;
      transaction.publish('reservation.updated', id, view);
      return view;
    });
  }

  /** Moves a reservation that is in one of these states; any other is unchanged. @returns its view afterwards */
  async move(
    id: string,
    from: readonly ReservationState[],
    change: Change | ((view: ReservationView) => Change),
    answerDueAt: Date | null = null,
  ): Promise<{ readonly view: ReservationView; readonly moved: boolean }> {
    return await this.outbox.transaction(async (transaction) => {
      const row = await locked(transaction, id);
      if (!from.includes(row.state)) return { view: row.view, moved: false };
      const { reasonCode: _code, reason: _reason, ...unchanged } = row.view;
      const view = { ...unchanged, ...(typeof change === 'function' ? change(row.view) : change) };
      const { state, sessionId } = view;
      const sessionKey = sessionId === undefined ? null : keyText(sessionIdKey(sessionId));
      await transaction.manager.update(Reservation, { id }, { state, view, sessionKey, answerDueAt });
      transaction.publish('reservation.updated', id, view);
      return { view, moved: true };
    });
  }
}

/** @throws {RpcRefusal} RESERVATION_UNKNOWN */
async function locked({ manager }: OutboxTransaction<SuiteMessages>, id: string): Promise<Reservation> {
  const found = await manager.getRepository(Reservation).findOne({
    where: { id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!found) throw new RpcRefusal('RESERVATION_UNKNOWN', 'There is no reservation with this id.');
  return found;
}
