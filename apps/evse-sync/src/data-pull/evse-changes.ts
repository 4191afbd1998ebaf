import type { OutboxTransaction } from '#messaging';
import type { SuiteMessages } from '#suite';
import type { PageRecord } from './read-page.js';

/** Most charging points in one event: it stays far below the limit of one megabyte. */
const BATCH = 500;
const SUBJECT = 'evses';

type Transaction = OutboxTransaction<SuiteMessages>;

/** Publishes the changes of a run as events, in batches of charging points. */
export const evseChanges = {
  /** Publishes `evse.inserted`. */
  publishInserted: (transaction: Transaction, runId: string, records: readonly PageRecord[]): void =>
    publishBatches(transaction, 'evse.inserted', runId, records),

  /** Publishes `evse.updated`. */
  publishUpdated: (transaction: Transaction, runId: string, records: readonly PageRecord[]): void =>
    publishBatches(transaction, 'evse.updated', runId, records),

  /**
   * Deletes the rows `e` of `evse.evse` that meet a condition and publishes `evse.deleted`. The rows stay in the
   * database: a pull may delete more than this process should hold.
   *
   * @param condition SQL from code; its parameters are `$1` and on
   * @returns the count of rows deleted
   */
  async deleteAndPublish(
    transaction: Transaction,
    runId: string,
    condition: string,
    parameters: readonly unknown[],
  ): Promise<number> {
    const { manager } = transaction;
    await manager.query('create temp table gone (number bigint, change jsonb) on commit drop');
    const [row] = await manager.query<{ deleted: number }[]>(
      `with deleted as (delete from evse.evse e where ${condition} returning e.*),
       stored as (
         insert into gone select row_number() over (order by key), jsonb_strip_nulls(jsonb_build_object(
           'evseId', evse_id, 'operatorId', operator_id, 'operatorName', operator_name, 'position',
           case when latitude is not null then jsonb_build_object('latitude', latitude, 'longitude', longitude) end
         )) from deleted returning 1)
       select count(*)::int as deleted from stored`,
      [...parameters],
    );
    await transaction.tellEach(
      'evse.deleted',
      SUBJECT,
      `select jsonb_build_object('runId', $1::text, 'evses', jsonb_agg(change order by number)) as data
       from gone group by (number - 1) / ${BATCH} order by (number - 1) / ${BATCH}`,
      [runId],
    );
    await manager.query('drop table gone');
    return row?.deleted ?? 0;
  },
};

function publishBatches(
  transaction: Transaction,
  event: 'evse.inserted' | 'evse.updated',
  runId: string,
  records: readonly PageRecord[],
): void {
  for (let from = 0; from < records.length; from += BATCH) {
    const evses = records.slice(from, from + BATCH).map(({ parsed }) => ({
      evseId: parsed.evseId,
      operatorId: parsed.operatorId,
      operatorName: parsed.operatorName,
      position: parsed.position,
    }));
    transaction.tell(event, SUBJECT, { runId, evses });
  }
}
