import { Injectable } from '@nestjs/common';
import { authorizeRemoteStop, evseIdKey } from '#oicp';
import type { HbsOperation, HbsReply, HbsRequest } from '../hbs/hbs-operation.js';
import { acknowledged, bareStatus, refused } from '../hbs/replies.js';
import { EvseDirectory } from '../network/evse-directory.js';
import { ChargingStations } from '../stations/charging-stations.js';
import { OperatorAnswer } from '../stations/operator-answer.js';
import { remoteCall, unheard } from '../stations/remote-call.js';
import { namesOf } from '../stations/session-at-hbs.js';

/** Stops a charge that a remote start began. A session that has ended, or that HBS does not know as such, is invalid. */
@Injectable()
export class RemoteStopOperation implements HbsOperation {
  readonly operation = 'authorizeRemoteStop';

  constructor(
    private readonly directory: EvseDirectory,
    private readonly stations: ChargingStations,
    private readonly operator: OperatorAnswer,
  ) {}

  async answer({ providerId, body }: HbsRequest): Promise<HbsReply> {
    const call = remoteCall(authorizeRemoteStop, body, this.directory);
    if ('refusal' in call) return call.refusal;
    const { SessionID = '', EvseID = '' } = call.request;
    const charge = this.stations.find(SessionID);
    const isItsOwn =
      charge?.order.passedOn === true &&
      charge.order.startedBy === 'app' &&
      charge.order.providerId === providerId &&
      evseIdKey(charge.order.evse.evseId) === evseIdKey(EvseID);
    if (!charge || !isItsOwn) return refused('400', 'Session is invalid');
    if (charge.endedAt !== undefined) return bareStatus('400', 'The session is closed', 404);
    const heard = await this.operator.waitFor(() => this.stations.end(charge, 'remote stop'));
    if (!heard) return unheard(namesOf(charge.order));
    return acknowledged(namesOf(charge.order));
  }
}
