import { Injectable } from '@nestjs/common';
import { remoteReservationStart } from '#oicp';
import type { HbsOperation, HbsReply, HbsRequest } from '../hbs/hbs-operation.js';
import { acknowledged, conformant, refused } from '../hbs/replies.js';
import { EvseDirectory } from '../network/evse-directory.js';
import { EvseStatusBoard } from '../network/evse-status-board.js';
import { ChargingStations } from '../stations/charging-stations.js';
import { reachableEvse } from '../stations/evse-refusal.js';
import { OperatorAnswer } from '../stations/operator-answer.js';
import { namesOf, remoteSession } from '../stations/session-at-hbs.js';
import { Reservations } from './reservations.js';

/** What an operator grants when nothing is asked. */
const USUAL_MINUTES = 15;

/** Keeps a charging point free for a driver. */
@Injectable()
export class ReservationStartOperation implements HbsOperation {
  readonly operation = 'remoteReservationStart';

  constructor(
    private readonly directory: EvseDirectory,
    private readonly status: EvseStatusBoard,
    private readonly stations: ChargingStations,
    private readonly reservations: Reservations,
    private readonly operator: OperatorAnswer,
  ) {}

  async answer({ providerId, body }: HbsRequest): Promise<HbsReply> {
    const request = conformant(remoteReservationStart, body);
    if ('refusal' in request) return request.refusal;
    const { EvseID = '', Duration } = request.value;
    const found = reachableEvse(this.directory, EvseID);
    if ('refusal' in found) return found.refusal;
    const session = remoteSession(providerId, found.evse, request.value);
    const station: { code?: string | undefined } = {};
    const heard = await this.operator.waitFor((inTime) => {
      station.code = this.unavailable(found.evse.evseId);
      if (inTime && station.code === undefined) this.reservations.reserve(session, Duration ?? USUAL_MINUTES);
    });
    if (!heard) return refused('310', 'The operator did not answer in time');
    if (station.code !== undefined) return refused(station.code);
    return acknowledged(namesOf(session));
  }

  private unavailable(evseId: string): string | undefined {
    if (this.status.statusOf(evseId) === 'OutOfService') return '700';
    if (this.stations.runningAt(evseId)) return '602';
    return this.reservations.at(evseId) && '601';
  }
}
