import { Injectable } from '@nestjs/common';
import { evcoIdKey, evseIdKey, sessionIdKey } from '#oicp';
import { CdrForwarder } from '../cdrs/cdr-forwarder.js';
import type { WireIdentification } from '../cdrs/wire-cdr.js';
import { EvseStatusBoard } from '../network/evse-status-board.js';
import { toCdr } from '../stations/reports-of-charge.js';
import type { SessionAtHbs } from '../stations/session-at-hbs.js';
import { Pauses } from '../time/pauses.js';

const MINUTE_MS = 60_000;

/** A reservation of a charging point. */
export interface StationReservation {
  readonly session: SessionAtHbs;
  readonly startedAt: number;
  /** Aborts when it ends. */
  readonly over: AbortController;
}

/** The reservations of charging points. Each ends when it expires, is released, or is used, and a record follows. */
@Injectable()
export class Reservations {
  private readonly byEvse = new Map<string, StationReservation>();

  constructor(
    private readonly status: EvseStatusBoard,
    private readonly cdrs: CdrForwarder,
    private readonly pauses: Pauses,
  ) {}

  /** The reservation of a charging point. */
  at(evseId: string): StationReservation | undefined {
    return this.byEvse.get(evseIdKey(evseId));
  }

  /** The reservation of a session. */
  find(sessionId: string): StationReservation | undefined {
    const key = sessionIdKey(sessionId);
    return [...this.byEvse.values()].find(({ session }) => sessionIdKey(session.sessionId) === key);
  }

  /** Whether a session is of the driver who has the reservation. */
  isFor({ session: reserved }: StationReservation, session: SessionAtHbs): boolean {
    const driver = (identification: WireIdentification): string | undefined =>
      'RemoteIdentification' in identification
        ? evcoIdKey(identification.RemoteIdentification.EvcoID)
        : undefined;
    return (
      reserved.providerId === session.providerId &&
      driver(reserved.identification) === driver(session.identification)
    );
  }

  /** Reserves a charging point. */
  reserve(session: SessionAtHbs, minutes: number): void {
    const reservation = { session, startedAt: Date.now(), over: new AbortController() };
    this.byEvse.set(evseIdKey(session.evse.evseId), reservation);
    this.status.setStatus(session.evse.evseId, 'Reserved');
    void this.expire(reservation, minutes);
  }

  /** Ends a reservation; the charging point is available to everyone. */
  release(reservation: StationReservation): void {
    this.take(reservation);
    this.status.setStatus(reservation.session.evse.evseId, 'Available');
  }

  /** Ends a reservation because its driver begins to charge; the charge sets the status. */
  take({ session, startedAt, over }: StationReservation): void {
    over.abort();
    this.byEvse.delete(evseIdKey(session.evse.evseId));
    const endedAt = Date.now();
    const record = toCdr(session, { startedAt, endedAt, meterStart: 0, consumed: 0 });
    const { providerId, evse } = session;
    void this.cdrs.receive({ record, providerId, operatorId: evse.operatorId, receivedAt: endedAt });
  }

  private async expire(reservation: StationReservation, minutes: number): Promise<void> {
    await this.pauses.for(minutes * MINUTE_MS, reservation.over.signal);
    if (!reservation.over.signal.aborted && !this.pauses.ended) this.release(reservation);
  }
}
