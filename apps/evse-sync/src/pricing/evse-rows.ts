import type { EntityManager } from 'typeorm';
import { storableJson } from '#oicp';
import type { OperatorPrices } from './read-pricing.js';

/**
 * Replaces the tariffs of an operator's charging points. One that another operator lists too stays that one's; what
 * further operators say is kept beside it, so that it is there when the first no longer lists the charging point.
 */
export async function replaceEvses(
  manager: EntityManager,
  operatorKey: string,
  evses: OperatorPrices['evses'],
): Promise<void> {
  await deleteEvses(manager, [operatorKey]);
  await manager.query(
    `with received as (
       select key, $1 as operator_key, product_ids::jsonb, findings::jsonb
       from unnest($2::text[], $3::text[], $4::text[]) as received (key, product_ids, findings)
     ), first as (
       insert into evse.evse_pricing (key, operator_key, product_ids, findings)
       select key, operator_key, product_ids, findings from received on conflict (key) do nothing returning key
     )
     insert into evse.further_evse_pricing (key, operator_key, product_ids, findings)
     select key, operator_key, product_ids, findings from received where key not in (select key from first)`,
    [
      operatorKey,
      [...evses.keys()],
      [...evses.values()].map(({ productIds }) => storableJson(productIds)),
      [...evses.values()].map(({ findings }) => storableJson(findings)),
    ],
  );
}

/** Deletes the tariffs of operators’ charging points. A further operator that lists one of them becomes its first. */
export async function deleteEvses(manager: EntityManager, operatorKeys: readonly string[]): Promise<void> {
  await manager.query('delete from evse.further_evse_pricing where operator_key = any($1)', [operatorKeys]);
  await manager.query('delete from evse.evse_pricing where operator_key = any($1)', [operatorKeys]);
  await manager.query(
    `with next as (
       insert into evse.evse_pricing (key, operator_key, product_ids, findings)
       select distinct on (key) key, operator_key, product_ids, findings from evse.further_evse_pricing further
       where not exists (select from evse.evse_pricing where key = further.key)
       order by key, operator_key returning key, operator_key
     )
     delete from evse.further_evse_pricing further using next
     where further.key = next.key and further.operator_key = next.operator_key`,
  );
}
