import { Injectable } from '@nestjs/common';
import { pullEvsePricing } from '#oicp';
import type { HbsOperation, OperationReply, OperationRequest } from '../hbs/hbs-operation.js';
import { readConformant, jsonReply } from '../hbs/replies.js';
import { EvseNetwork } from '../network/evse-network.js';
import { findPricedOperators, toProductId } from './operator-tariffs.js';

/** Answers which tariffs hold at the charging points of operators. */
@Injectable()
export class PullEvsePricingOperation implements HbsOperation {
  readonly operation = 'pullEvsePricing';

  constructor(private readonly network: EvseNetwork) {}

  /** The names of tariffs by charging point; operators without prices are omitted. */
  answer({ body }: OperationRequest): OperationReply {
    const read = readConformant(pullEvsePricing, body);
    if ('refusal' in read) return read.refusal;
    const EVSEPricing = [...findPricedOperators(this.network, read.value.OperatorIDs ?? []).values()].map(
      (evses) => ({
        OperatorID: evses[0]?.operatorId,
        OperatorName: evses[0]?.operatorName ?? null,
        EVSEPricing: evses.map((evse) => ({
          EvseID: evse.evseId,
          ProviderID: '*',
          EvseIDProductList: [toProductId(evse)],
        })),
      }),
    );
    return jsonReply({ EVSEPricing, StatusCode: { Code: '000', Description: null } });
  }
}
