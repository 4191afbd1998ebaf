import { Injectable } from '@nestjs/common';
import { evseIdKey, pullEvseStatusById } from '#oicp';
import type { HbsOperation, OperationReply, OperationRequest } from '../../hbs/hbs-operation.js';
import { readConformant, jsonReply } from '../../hbs/replies.js';
import { NetworkStatuses } from '../network-statuses.js';

const SUCCESS = { Code: '000', Description: null, AdditionalInfo: null };

/** Answers the statuses of up to 100 charging points; an unknown one is `EvseNotFound`. */
@Injectable()
export class PullEvseStatusByIdOperation implements HbsOperation {
  readonly operation = 'pullEvseStatusById';

  constructor(private readonly statuses: NetworkStatuses) {}

  /** The statuses; validation errors for more than 100 EvseIDs. */
  answer({ body }: OperationRequest): OperationReply {
    const read = readConformant(pullEvseStatusById, body);
    if ('refusal' in read) return read.refusal;
    const records = (read.value.EvseID ?? []).map((asked) => {
      const found = this.statuses.now.find(evseIdKey(asked));
      return { EvseID: found?.evseId ?? asked, EvseStatus: found?.status ?? 'EvseNotFound' };
    });
    return jsonReply({ EVSEStatusRecords: { EvseStatusRecord: records }, StatusCode: SUCCESS });
  }
}
