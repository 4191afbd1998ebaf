import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Outbox } from '#messaging';
import type { SuiteMessages } from '#suite';
import { operatorIdKey, parseOperatorId, storableJson } from '#oicp';
import { holdsLease, type Leadership } from '#persistence';
import { RunTakenAwayError } from '../runs/run-errors.js';
import { deleteEvses, deleteLeftOver, isEachStored, replaceEvses } from './evse-rows.js';
import type { OperatorPrices } from './read-pricing.js';

/** HBS omits an operator by mistake now and then: its prices are deleted when it is missing twice in a row. */
const MOST_MISSED = 2;

/** The stored prices. Those of an operator are replaced as a whole, and the change is published with them. */
@Injectable()
export class PricingStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox<SuiteMessages>,
  ) {}

  /** OperatorIDs of the replica, as HBS writes them. Invalid ones are omitted: HBS would refuse a whole call for one. */
  async listOperatorIds(): Promise<readonly string[]> {
    const rows = await this.dataSource.query<{ operator_id: string }[]>(
      `select operator_id from evse.evse where operator_id is not null
       union select operator_id from evse.operator_pricing order by operator_id`,
    );
    const ids = rows.map(({ operator_id: id }) => id).filter((id) => parseOperatorId(id) !== undefined);
    const byKey = new Map(ids.map((id) => [operatorIdKey(id), id]));
    return [...byKey.values()];
  }

  /**
   * Replaces the prices of an operator. What the release before has overwritten meanwhile is restored, which is a change.
   *
   * @returns whether they changed
   * @throws {RunTakenAwayError} when another replica leads
   */
  async put(prices: OperatorPrices, leadership: Leadership): Promise<boolean> {
    const { operatorId, tariffs, unreadTariffs, defaultPrice, defaultFindings, evses } = prices;
    const operatorKey = operatorIdKey(operatorId);
    const digest = digestOf(prices);
    return await this.outbox.transaction(async (transaction) => {
      const { manager } = transaction;
      await assertLeads(manager, leadership);
      const [known] = await manager.query<{ digest: string }[]>(
        'select digest from evse.operator_pricing where operator_key = $1 for update',
        [operatorKey],
      );
      await manager.query(
        `insert into evse.operator_pricing
           (operator_key, operator_id, tariffs, unread_tariffs, default_price, default_findings, digest, missed,
             pulled_at)
         values ($1, $2, $3, $4, $5, $6, $7, 0, clock_timestamp())
         on conflict (operator_key) do update set operator_id = excluded.operator_id, tariffs = excluded.tariffs,
           unread_tariffs = excluded.unread_tariffs, default_price = excluded.default_price,
           default_findings = excluded.default_findings, digest = excluded.digest, missed = 0,
           pulled_at = excluded.pulled_at`,
        [
          operatorKey,
          operatorId,
          storableJson(tariffs),
          storableJson(unreadTariffs),
          defaultPrice ? storableJson(defaultPrice) : null,
          storableJson(defaultFindings),
          digest,
        ],
      );
      if (known?.digest === digest && (await isEachStored(manager, operatorKey, evses))) return false;
      await replaceEvses(manager, operatorKey, evses);
      transaction.publish('pricing.changed', operatorId, {
        operatorId,
        tariffs: tariffs.length,
        evses: evses.size,
      });
      return true;
    });
  }

  /** Counts that operators were requested and not received. @returns how many lost their prices @throws {RunTakenAwayError} */
  async countMissing(operatorIds: readonly string[], leadership: Leadership): Promise<number> {
    return await this.outbox.transaction(async (transaction) => {
      const { manager } = transaction;
      await assertLeads(manager, leadership);
      await manager.query(
        'update evse.operator_pricing set missed = missed + 1 where operator_key = any($1)',
        [operatorIds.map(operatorIdKey)],
      );
      const [gone] = await manager.query<[{ operator_key: string; operator_id: string }[], number]>(
        'delete from evse.operator_pricing where missed >= $1 returning operator_key, operator_id',
        [MOST_MISSED],
      );
      const keys = gone.map(({ operator_key: key }) => key);
      if (keys.length > 0) await deleteEvses(manager, keys);
      await deleteLeftOver(manager);
      for (const { operator_id: operatorId } of gone)
        transaction.publish('pricing.changed', operatorId, { operatorId, tariffs: 0, evses: 0 });
      return gone.length;
    });
  }
}

async function assertLeads(manager: EntityManager, leadership: Leadership): Promise<void> {
  if (!(await holdsLease(manager, leadership))) throw new RunTakenAwayError();
}

/** Never equals a digest of the release before: the first pull of this release checks every price for completeness. */
function digestOf(prices: OperatorPrices): string {
  const { tariffs, unreadTariffs, defaultPrice, defaultFindings, evses } = prices;
  const charged = { tariffs, unreadTariffs, defaultPrice, defaultFindings };
  const named = [...evses].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([charged, named]))
    .digest('hex');
}
