import { Injectable } from '@nestjs/common';
import { authorizeRemoteStart } from '#oicp';
import type { HbsOperation, OperationReply, OperationRequest } from '../hbs/hbs-operation.js';
import { acknowledgementReply, refusalReply } from '../hbs/replies.js';
import { EvseDirectory } from '../network/evse-directory.js';
import { EvseStatusBoard } from '../network/evse-status-board.js';
import { Reservations } from '../reservations/reservations.js';
import { ChargingStations } from '../stations/charging-stations.js';
import { OperatorAnswer } from '../stations/operator-answer.js';
import { readRemoteCall, operatorTimeoutReply } from '../stations/remote-call.js';
import { toSessionNames, openRemoteSession, type SessionAtHbs } from '../stations/session-at-hbs.js';

/**
 * Starts a charge at a virtual charging station. HBS assigns the SessionID, passes the call to the operator, and returns
 * its answer. An operator that is too slow may start the charge nevertheless, in a session that HBS has dropped.
 */
@Injectable()
export class RemoteStartOperation implements HbsOperation {
  readonly operation = 'authorizeRemoteStart';

  constructor(
    private readonly directory: EvseDirectory,
    private readonly status: EvseStatusBoard,
    private readonly stations: ChargingStations,
    private readonly reservations: Reservations,
    private readonly operator: OperatorAnswer,
  ) {}

  /** An acknowledgement, or a refusal: 310 (too late), 601 (reserved), 602 (in use), 603, 604 or 700 (out of service). */
  async answer({ providerId, body }: OperationRequest): Promise<OperationReply> {
    const call = readRemoteCall(authorizeRemoteStart, body, this.directory);
    if ('refusal' in call) return call.refusal;
    const session = openRemoteSession(providerId, call.evse, call.request);
    const station: { code?: string | undefined } = {};
    const isInTime = await this.operator.waitFor((inTime) => {
      station.code = this.begin(session, inTime);
    });
    const { SessionID: _dropped, ...partnerNames } = toSessionNames(session);
    if (!isInTime) return operatorTimeoutReply(partnerNames);
    if (station.code !== undefined) return refusalReply(station.code, undefined, partnerNames);
    return acknowledgementReply(toSessionNames(session));
  }

  /** Begins a charge. @returns the code of a refusal */
  private begin(session: SessionAtHbs, passedOn: boolean): string | undefined {
    const { evseId } = session.evse;
    if (this.status.statusOf(evseId) === 'OutOfService') return '700';
    const reservation = this.reservations.at(evseId);
    if (reservation && !this.reservations.isFor(reservation, session)) return '601';
    const charge = this.stations.start({ ...session, startedBy: 'app', passedOn });
    if (!charge) return '602';
    if (reservation) this.reservations.take(reservation);
    return undefined;
  }
}
