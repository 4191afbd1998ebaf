import { Injectable } from '@nestjs/common';
import { pullPricingProductData } from '#oicp';
import type { HbsOperation, HbsReply, HbsRequest } from '../hbs/hbs-operation.js';
import { conformant, jsonReply } from '../hbs/replies.js';
import { EvseNetwork } from '../network/evse-network.js';
import { pricedOperators, tariffsOf } from './operator-tariffs.js';

/** The tariffs of operators. */
@Injectable()
export class PullPricingProductDataOperation implements HbsOperation {
  readonly operation = 'pullPricingProductData';

  constructor(private readonly network: EvseNetwork) {}

  answer({ body }: HbsRequest): HbsReply {
    const read = conformant(pullPricingProductData, body);
    if ('refusal' in read) return read.refusal;
    const priced = pricedOperators(this.network, read.value.OperatorIDs ?? []);
    const PricingProductData = [...priced].map(([key, [first]]) =>
      Object.assign(tariffsOf(key), {
        OperatorID: first?.operatorId,
        OperatorName: first?.operatorName ?? null,
      }),
    );
    return jsonReply({ PricingProductData, StatusCode: { Code: '000', Description: null } });
  }
}
