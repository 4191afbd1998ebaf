import { Injectable } from '@nestjs/common';
import { evseIdKey, pullEvseStatus } from '#oicp';
import type { HbsOperation, OperationReply, OperationRequest } from '../../hbs/hbs-operation.js';
import { readConformant } from '../../hbs/replies.js';
import { EvseNetwork } from '../evse-network.js';
import { NetworkStatuses } from '../network-statuses.js';
import { isWithinCircle } from '../search-circle.js';
import type { StatusRecord } from '../statuses.js';
import { streamStatuses } from './status-body.js';

/** Answers the statuses of the whole network, of a circle, or those with a certain value. */
@Injectable()
export class PullEvseStatusOperation implements HbsOperation {
  readonly operation = 'pullEvseStatus';

  constructor(
    private readonly statuses: NetworkStatuses,
    private readonly network: EvseNetwork,
  ) {}

  /** The statuses as a stream, by operator. */
  answer({ body }: OperationRequest): OperationReply {
    const read = readConformant(pullEvseStatus, body);
    if ('refusal' in read) return read.refusal;
    const { EVSEStatus, SearchCenter } = read.value;
    const isNear = SearchCenter && isWithinCircle(SearchCenter);
    const isAsked = ({ evseId, status }: StatusRecord): boolean => {
      if (EVSEStatus !== undefined && status !== EVSEStatus) return false;
      if (!isNear) return true;
      const evse = this.network.find(evseIdKey(evseId));
      return evse !== undefined && isNear(evse);
    };
    return streamStatuses(this.statuses.now.operators, isAsked);
  }
}
