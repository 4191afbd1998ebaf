import { Injectable } from '@nestjs/common';
import { authorizeRemoteStop, evseIdKey } from '#oicp';
import type { HbsOperation, OperationReply, OperationRequest } from '../hbs/hbs-operation.js';
import { acknowledgementReply, statusReply, refusalReply } from '../hbs/replies.js';
import { EvseDirectory } from '../network/evse-directory.js';
import { ChargingStations } from '../stations/charging-stations.js';
import { OperatorAnswer } from '../stations/operator-answer.js';
import { readRemoteCall, operatorTimeoutReply } from '../stations/remote-call.js';
import { toSessionNames } from '../stations/session-at-hbs.js';

/** Stops a charge that a remote start began. Any other session, and one that has ended, is invalid. */
@Injectable()
export class RemoteStopOperation implements HbsOperation {
  readonly operation = 'authorizeRemoteStop';

  constructor(
    private readonly directory: EvseDirectory,
    private readonly stations: ChargingStations,
    private readonly operator: OperatorAnswer,
  ) {}

  /** An acknowledgement, or a refusal: 310 (too late), 400 (invalid or closed session), 603 or 604. */
  async answer({ providerId, body }: OperationRequest): Promise<OperationReply> {
    const call = readRemoteCall(authorizeRemoteStop, body, this.directory);
    if ('refusal' in call) return call.refusal;
    const { SessionID = '', EvseID = '' } = call.request;
    const charge = this.stations.find(SessionID);
    const isItsOwn =
      charge?.order.passedOn === true &&
      charge.order.startedBy === 'app' &&
      charge.order.providerId === providerId &&
      evseIdKey(charge.order.evse.evseId) === evseIdKey(EvseID);
    if (!charge || !isItsOwn) return refusalReply('400', 'Session is invalid');
    if (charge.endedAt !== undefined) return statusReply('400', 'The session is closed', 404);
    const isInTime = await this.operator.waitFor(() => this.stations.end(charge, 'remote stop'));
    if (!isInTime) return operatorTimeoutReply(toSessionNames(charge.order));
    return acknowledgementReply(toSessionNames(charge.order));
  }
}
