import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RpcRefusal, type DefaultPrice, type EvsePrices, type Tariff } from '#messaging';
import { evseIdKey } from '#oicp';

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

  /** @throws {RpcRefusal} EVSE_UNKNOWN */
  async pricesOf(evseId: string): Promise<EvsePrices> {
    const [row] = await this.dataSource.query<PricesRow[]>(
      `select e.evse_id, coalesce(p.operator_id, e.operator_id) as operator_id, ep.product_ids, p.tariffs,
         p.default_price, p.pulled_at
       from evse.evse e left join evse.evse_pricing ep using (key)
       left join evse.operator_pricing p on p.operator_key = coalesce(ep.operator_key, e.operator_key)
       where e.key = $1`,
      [evseIdKey(evseId)],
    );
    if (!row) throw new RpcRefusal('EVSE_UNKNOWN', 'HBS has told of no charging point with this EvseID');
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
