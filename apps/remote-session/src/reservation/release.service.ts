import { Injectable } from '@nestjs/common';
import { RpcRefusal } from '#messaging';
import { HbsClient, RemoteSettings, type ReservationView } from '#suite';
import { remoteReservationStop } from '#oicp';
import { PendingHbsCalls } from '../hbs-calls/pending-hbs-calls.js';
import { toOutcome, toFailureOutcome, type HbsOutcome } from '../hbs-calls/hbs-outcome.js';
import { ReservationStore } from './reservation-store.js';
import { aboutRelease, noLongerReserved } from './reservation-messages.js';

/** Gives reserved charging points back. One that is under way is not sent again; one that got lost may be. */
@Injectable()
export class ReleaseService {
  constructor(
    private readonly store: ReservationStore,
    private readonly hbs: HbsClient,
    private readonly pendingCalls: PendingHbsCalls,
    private readonly settings: RemoteSettings,
  ) {}

  /** @throws {RpcRefusal} RESERVATION_UNKNOWN, RESERVATION_OVER, RESERVATION_NOT_NAMED */
  async release(id: string): Promise<ReservationView> {
    const dueAt = new Date(Date.now() + this.settings.REMOTE_TIMEOUT_MS);
    let body = '';
    const { view, moved } = await this.store.move(
      id,
      ['requested', 'reserved', 'UNKNOWN'],
      (standing) => {
        body = bodyOf(standing);
        return { state: 'releasing' };
      },
      dueAt,
    );
    if (moved) this.send(view, body);
    else if (view.state !== 'releasing')
      throw new RpcRefusal('RESERVATION_OVER', `The reservation cannot be released: it is ${view.state}.`);
    return view;
  }

  private send(reservation: ReservationView, body: string): void {
    this.pendingCalls.begin({
      operation: 'remoteReservationStop',
      ask: () => this.ask(reservation, body),
      store: (outcome) => this.store.move(reservation.id, ['releasing', 'UNKNOWN'], changeBy(outcome)),
    });
  }

  private async ask({ providerId }: ReservationView, body: string): Promise<HbsOutcome> {
    try {
      const { answer } = await this.hbs.ask('remoteReservationStop', providerId, body);
      return toOutcome(answer, aboutRelease);
    } catch (error) {
      return toFailureOutcome(error, aboutRelease);
    }
  }
}

/** @throws {RpcRefusal} RESERVATION_NOT_NAMED */
function bodyOf({ id, sessionId, providerId, evseId }: ReservationView): string {
  if (sessionId === undefined) {
    throw new RpcRefusal(
      'RESERVATION_NOT_NAMED',
      'HBS has not assigned a SessionID to this reservation yet, and accepts no release without one. Try again, or let it expire.',
    );
  }
  const written = remoteReservationStop.tryWrite({
    SessionID: sessionId,
    EMPPartnerSessionID: id,
    ProviderID: providerId,
    EvseID: evseId,
  });
  if ('text' in written) return written.text;
  throw new RpcRefusal(
    'RESERVATION_NOT_NAMED',
    'The SessionID of this reservation is not a GUID, and HBS accepts no release with it. Let it expire.',
  );
}

function changeBy({ kind, code, processId, says: { reasonCode, reason } }: HbsOutcome) {
  switch (kind) {
    case 'accepted':
      return { state: 'released', processId } as const;
    case 'refused':
      // "Session is invalid": the operator knows of none any more, and it is over.
      if (code === '400') return { state: 'expired', processId, ...noLongerReserved } as const;
      return { state: 'reserved', processId, reasonCode, reason } as const;
    case 'not-sent':
      return { state: 'reserved', reasonCode, reason } as const;
    case 'unanswered':
      return { state: 'UNKNOWN', processId, reasonCode, reason } as const;
  }
}
