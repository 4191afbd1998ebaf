import { Injectable } from '@nestjs/common';
import { operatorIdKey, pullEvseStatusByOperatorId } from '#oicp';
import type { HbsOperation, OperationReply, OperationRequest } from '../../hbs/hbs-operation.js';
import { readConformant } from '../../hbs/replies.js';
import { NetworkStatuses } from '../network-statuses.js';
import { streamStatuses } from './status-body.js';

/** Answers the statuses of all charging points of single operators. */
@Injectable()
export class PullEvseStatusByOperatorIdOperation implements HbsOperation {
  readonly operation = 'pullEvseStatusByOperatorId';

  constructor(private readonly statuses: NetworkStatuses) {}

  /** The statuses as a stream, by operator. */
  answer({ body }: OperationRequest): OperationReply {
    const read = readConformant(pullEvseStatusByOperatorId, body);
    if ('refusal' in read) return read.refusal;
    const asked = new Set((read.value.OperatorID ?? []).map(operatorIdKey));
    const operators = this.statuses.now.operators.filter(({ operatorId }) =>
      asked.has(operatorIdKey(operatorId)),
    );
    return streamStatuses(operators, () => true);
  }
}
