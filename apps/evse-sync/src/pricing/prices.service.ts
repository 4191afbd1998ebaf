import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DefaultPrice, EvsePrices, Tariff } from '#messaging';
import { askedEvseId } from '#oicp';
import { unknownEvse } from '../search/unknown-evse.js';

interface PricesRow {
  readonly evse_id: string;
  readonly operator_id: string | null;
  readonly product_ids: readonly string[] | null;
  readonly tariffs: readonly Tariff[] | null;
  readonly default_price: DefaultPrice | null;
  readonly pulled_at: Date | null;
}

/** What the replica knows of prices. */
@Injectable()
export class PricesService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws {RpcRefusal} EVSE_UNKNOWN, EVSE_ID_INVALID */
  async pricesOf(evseId: string): Promise<EvsePrices> {
    const [row] = await this.dataSource.query<PricesRow[]>(
      `select e.evse_id, coalesce(p.operator_id, e.operator_id) as operator_id, ep.product_ids, p.tariffs,
         p.default_price, p.pulled_at
       from evse.evse e left join evse.evse_pricing ep using (key)
       left join evse.operator_pricing p on p.operator_key = coalesce(ep.operator_key, e.operator_key)
       where e.key = any($1::text[]) order by array_position($1::text[], e.key) limit 1`,
      [askedEvseId(evseId).keys],
    );
    if (!row) throw unknownEvse(evseId);
    const named = new Set(row.product_ids ?? []);
    return {
      evseId: row.evse_id,
      operatorId: row.operator_id ?? undefined,
      tariffs: (row.tariffs ?? []).filter(({ productId }) => named.has(productId)),
      defaultPrice: row.default_price ?? undefined,
      pulledAt: row.pulled_at?.toISOString(),
    };
  }
}
