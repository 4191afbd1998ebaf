import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { HbsClient, RemoteSettings, type ReservationStart, type ReservationView } from '#suite';
import { remoteReservationStart, type RemoteReservationStart } from '#oicp';
import { PendingHbsCalls } from '../hbs-calls/pending-hbs-calls.js';
import { toOutcome, toFailureOutcome, type HbsOutcome } from '../hbs-calls/hbs-outcome.js';
import { ChargeableContracts, type ChargeableContract } from '../start/chargeable-contract.js';
import { unfitRequest } from '../start/unfit-request.js';
import { ReservationStore } from './reservation-store.js';
import { aboutReservation } from './reservation-messages.js';

const MINUTE_MS = 60_000;
const STATE_OF = {
  accepted: 'reserved',
  refused: 'failed',
  'not-sent': 'failed',
  unanswered: 'UNKNOWN',
} as const;

/**
 * Reserves charging points for apps. Like a start it is stored first and sent once; a driver has one reservation at a
 * charging point, so that asking again answers with the valid one.
 */
@Injectable()
export class ReserveService {
  constructor(
    private readonly store: ReservationStore,
    private readonly contracts: ChargeableContracts,
    private readonly hbs: HbsClient,
    private readonly pendingCalls: PendingHbsCalls,
    private readonly settings: RemoteSettings,
  ) {}

  /** @throws {RpcRefusal} RESERVATION_INVALID, and those of {@link ChargeableContracts} */
  async reserve(asked: ReservationStart): Promise<ReservationView> {
    const [evseId, contract] = await this.contracts.at(asked, 'RESERVATION_INVALID');
    const id = randomUUID();
    const body = bodyOf(id, { ...asked, evseId }, contract);
    const now = Date.now();
    const { evcoId, providerId } = contract;
    const intended: ReservationView = {
      id,
      state: 'requested',
      evseId,
      evcoId,
      providerId,
      requestedAt: new Date(now).toISOString(),
      reservedUntil: new Date(now + asked.minutes * MINUTE_MS).toISOString(),
    };
    const standing = await this.store.intend(intended, new Date(now + this.settings.REMOTE_TIMEOUT_MS));
    if (standing.id === id) this.send(id, providerId, body);
    return standing;
  }

  private send(id: string, providerId: string, body: string): void {
    this.pendingCalls.begin({
      operation: 'remoteReservationStart',
      ask: () => this.ask(providerId, body),
      store: ({ kind, processId, says: { sessionId, reasonCode, reason } }) =>
        this.store.move(id, ['requested', 'UNKNOWN'], (view) => ({
          state: STATE_OF[kind],
          sessionId: sessionId ?? view.sessionId,
          processId,
          reasonCode,
          reason,
        })),
    });
  }

  private async ask(providerId: string, body: string): Promise<HbsOutcome> {
    try {
      const { answer } = await this.hbs.ask('remoteReservationStart', providerId, body);
      return toOutcome(answer, aboutReservation);
    } catch (error) {
      return toFailureOutcome(error, aboutReservation);
    }
  }
}

function bodyOf(
  id: string,
  { evseId, minutes, partnerProductId }: ReservationStart,
  { evcoId, providerId }: ChargeableContract,
): string {
  const request: RemoteReservationStart = {
    EMPPartnerSessionID: id,
    ProviderID: providerId,
    EvseID: evseId,
    Identification: { RemoteIdentification: { EvcoID: evcoId } },
    Duration: minutes,
    ...(partnerProductId !== undefined && { PartnerProductID: partnerProductId }),
  };
  const violations = remoteReservationStart.check(request);
  if (violations.length === 0) return remoteReservationStart.write(request);
  throw unfitRequest(violations, 'RESERVATION_INVALID');
}
