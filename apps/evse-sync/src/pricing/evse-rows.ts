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
  const shared = await removeEvses(manager, [operatorKey]);
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
  await promoteFurther(manager, shared);
}

/** Deletes the tariffs of operators’ charging points. A further operator that lists one of them becomes its first. */
export async function deleteEvses(manager: EntityManager, operatorKeys: readonly string[]): Promise<void> {
  await promoteFurther(manager, await removeEvses(manager, operatorKeys));
}

/**
 * Whether each of an operator's charging points is stored once. The release before, which may pull beside this one, knows
 * no further operators: it makes every charging point that it receives the last operator's, and overwrites the first's.
 */
export async function isEachStored(
  manager: EntityManager,
  operatorKey: string,
  { size }: OperatorPrices['evses'],
): Promise<boolean> {
  const [stored] = await manager.query<{ rows: number; keys: number }[]>(
    `select count(*)::int as rows, count(distinct key)::int as keys from (
       select key from evse.evse_pricing where operator_key = $1
       union all select key from evse.further_evse_pricing where operator_key = $1) listed`,
    [operatorKey],
  );
  return stored?.rows === size && stored.keys === size;
}

/** Deletes what only this release stores of operators without prices: the release before deletes an operator without it. */
export async function deleteLeftOver(manager: EntityManager): Promise<void> {
  await manager.query(
    `delete from evse.further_evse_pricing further
     where not exists (select from evse.operator_pricing where operator_key = further.operator_key)`,
  );
}

/** @returns the charging points that have no first operator now, but a further one */
async function removeEvses(
  manager: EntityManager,
  operatorKeys: readonly string[],
): Promise<readonly string[]> {
  await manager.query('delete from evse.further_evse_pricing where operator_key = any($1)', [operatorKeys]);
  const shared = await manager.query<{ key: string }[]>(
    `with removed as (delete from evse.evse_pricing where operator_key = any($1) returning key)
     select key from removed where exists (select from evse.further_evse_pricing where key = removed.key)`,
    [operatorKeys],
  );
  return shared.map(({ key }) => key);
}

/** Makes a further operator the first of each of these charging points that has none. */
async function promoteFurther(manager: EntityManager, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await manager.query(
    `with next as (
       insert into evse.evse_pricing (key, operator_key, product_ids, findings)
       select distinct on (key) key, operator_key, product_ids, findings from evse.further_evse_pricing further
       where key = any($1) and not exists (select from evse.evse_pricing where key = further.key)
       order by key, operator_key returning key, operator_key
     )
     delete from evse.further_evse_pricing further using next
     where further.key = next.key and further.operator_key = next.operator_key`,
    [keys],
  );
}
