import { Injectable } from '@nestjs/common';
import { pullPricingProductData } from '#oicp';
import type { HbsOperation, OperationReply, OperationRequest } from '../hbs/hbs-operation.js';
import { readConformant, jsonReply } from '../hbs/replies.js';
import { EvseNetwork } from '../network/evse-network.js';
import { findPricedOperators, generateTariffs } from './operator-tariffs.js';

/** Answers the tariffs of operators. */
@Injectable()
export class PullPricingProductDataOperation implements HbsOperation {
  readonly operation = 'pullPricingProductData';

  constructor(private readonly network: EvseNetwork) {}

  /** The tariffs by operator; operators without prices are omitted. */
  answer({ body }: OperationRequest): OperationReply {
    const read = readConformant(pullPricingProductData, body);
    if ('refusal' in read) return read.refusal;
    const priced = findPricedOperators(this.network, read.value.OperatorIDs ?? []);
    const PricingProductData = [...priced].map(([key, [first]]) =>
      Object.assign(generateTariffs(key), {
        OperatorID: first?.operatorId,
        OperatorName: first?.operatorName ?? null,
      }),
    );
    return jsonReply({ PricingProductData, StatusCode: { Code: '000', Description: null } });
  }
}
