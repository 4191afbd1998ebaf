import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EvsePrices } from '#suite';
import { parseEvseIdQuery } from '#oicp';
import { unknownEvseRefusal } from '../search/unknown-evse.js';
import { showPrices, type StoredPrices } from './show-prices.js';

interface PricesRow {
  readonly evse_id: string;
  readonly operator_id: string | null;
  readonly product_ids: StoredPrices['productIds'];
  readonly evse_findings: StoredPrices['evseFindings'];
  readonly listed_by: readonly string[] | null;
  readonly tariffs: StoredPrices['tariffs'];
  readonly unread_tariffs: StoredPrices['unreadTariffs'];
  readonly default_price: StoredPrices['defaultPrice'];
  readonly default_findings: StoredPrices['defaultFindings'];
  readonly pulled_at: Date | null;
}

/** Reads prices from the replica. */
@Injectable()
export class PricesService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Finds the prices of a charging point: those of its own operator, or else of the first by OperatorID that lists it. The
   * release before may have made an operator the first that is a further one; it counts once.
   *
   * @throws {RpcRefusal} EVSE_UNKNOWN, EVSE_ID_INVALID
   */
  async findPrices(evseId: string): Promise<EvsePrices> {
    const [row] = await this.dataSource.query<PricesRow[]>(
      `select e.evse_id, coalesce(p.operator_id, e.operator_id) as operator_id, ep.product_ids,
         ep.findings as evse_findings, ep.listed_by, p.tariffs, p.unread_tariffs, p.default_price, p.default_findings, p.pulled_at
       from evse.evse e left join lateral (
         select product_ids, findings, operator_key, array_agg(operator_key) over () as listed_by
         from (select key, operator_key, product_ids, findings from evse.evse_pricing
           union all select key, operator_key, product_ids, findings from evse.further_evse_pricing further
           where not exists (
             select from evse.evse_pricing first where first.key = further.key and first.operator_key = further.operator_key)
         ) listed
         where listed.key = e.key
         order by operator_key = e.operator_key desc nulls last, operator_key limit 1) ep on true
       left join evse.operator_pricing p on p.operator_key = coalesce(ep.operator_key, e.operator_key)
       where e.key = any($1::text[]) order by array_position($1::text[], e.key) limit 1`,
      [parseEvseIdQuery(evseId).keys],
    );
    if (!row) throw unknownEvseRefusal(evseId);
    return {
      evseId: row.evse_id,
      operatorId: row.operator_id ?? undefined,
      ...showPrices({
        productIds: row.product_ids,
        evseFindings: row.evse_findings,
        listedBy: row.listed_by ?? [],
        tariffs: row.tariffs,
        unreadTariffs: row.unread_tariffs,
        defaultPrice: row.default_price,
        defaultFindings: row.default_findings,
      }),
      pulledAt: row.pulled_at?.toISOString(),
    };
  }
}
