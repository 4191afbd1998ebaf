import { Injectable } from '@nestjs/common';
import { remoteReservationStart } from '#oicp';
import type { HbsOperation, OperationReply, OperationRequest } from '../hbs/hbs-operation.js';
import { acknowledgementReply, refusalReply } from '../hbs/replies.js';
import { EvseDirectory } from '../network/evse-directory.js';
import { EvseStatusBoard } from '../network/evse-status-board.js';
import { ChargingStations } from '../stations/charging-stations.js';
import { OperatorAnswer } from '../stations/operator-answer.js';
import { readRemoteCall, operatorTimeoutReply } from '../stations/remote-call.js';
import { toSessionNames, openRemoteSession } from '../stations/session-at-hbs.js';
import { Reservations } from './reservations.js';

/** Minutes of a reservation without a `Duration`. */
const USUAL_MINUTES = 15;

/** Reserves a charging point for a driver. */
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

  /** An acknowledgement, or a refusal: 310 (too late), 601 (reserved), 602 (in use), 603, 604 or 700 (out of service). */
  async answer({ providerId, body }: OperationRequest): Promise<OperationReply> {
    const call = readRemoteCall(remoteReservationStart, body, this.directory);
    if ('refusal' in call) return call.refusal;
    const { Duration = USUAL_MINUTES } = call.request;
    const session = openRemoteSession(providerId, call.evse, call.request);
    const station: { code?: string | undefined } = {};
    const isInTime = await this.operator.waitFor((inTime) => {
      station.code = this.findRefusal(call.evse.evseId);
      if (inTime && station.code === undefined) this.reservations.reserve(session, Duration);
    });
    if (!isInTime) return operatorTimeoutReply();
    if (station.code !== undefined) return refusalReply(station.code);
    return acknowledgementReply(toSessionNames(session));
  }

  /** The code of a refusal; `undefined` if the charging point is available. */
  private findRefusal(evseId: string): string | undefined {
    if (this.status.statusOf(evseId) === 'OutOfService') return '700';
    if (this.stations.runningAt(evseId)) return '602';
    return this.reservations.at(evseId) && '601';
  }
}
