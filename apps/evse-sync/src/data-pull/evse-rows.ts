import type { EntityManager, QueryRunner } from 'typeorm';
import type { OutboxTransaction } from '#messaging';
import type { SuiteMessages } from '#suite';
import { copyAtOnceInto } from '#persistence';
import { EVSE_COLUMNS } from '../replica/parsed-record.js';
import { evseChanges } from './evse-changes.js';
import type { PageRecord } from './read-page.js';

/** The records of a page that change the replica; the rows of all others are not touched. */
export interface PageChange {
  readonly inserted: readonly PageRecord[];
  readonly updated: readonly PageRecord[];
}

/** Finds which records are new, and which differ from those stored. */
export async function findChange(
  manager: EntityManager,
  records: readonly PageRecord[],
): Promise<PageChange> {
  const stored = await manager.query<{ key: string; digest: string }[]>(
    'select key, digest from evse.evse where key = any($1)',
    [records.map(({ parsed }) => parsed.key)],
  );
  const digests = new Map(stored.map(({ key, digest }) => [key, digest]));
  return {
    inserted: records.filter(({ parsed }) => !digests.has(parsed.key)),
    updated: records.filter(({ parsed: { key, digest } }) => {
      const before = digests.get(key);
      return before !== undefined && before !== digest;
    }),
  };
}

/** The rows of a change in COPY's text format. */
export function toCopyRows({ inserted, updated }: PageChange): Buffer {
  return Buffer.from([...inserted, ...updated].map(({ line }) => line()).join(''));
}

/**
 * Writes a change and publishes it.
 *
 * @param onRowsSent called when the database has received all rows and works on them
 */
export async function writeChange(
  transaction: OutboxTransaction<SuiteMessages>,
  runId: string,
  { inserted, updated }: PageChange,
  { rows, onRowsSent }: { readonly rows: Buffer; readonly onRowsSent: () => void },
): Promise<void> {
  const { manager } = transaction;
  if (updated.length > 0) {
    const keys = updated.map(({ parsed }) => parsed.key);
    await manager.query('delete from evse.evse where key = any($1)', [keys]);
  }
  if (rows.length === 0) {
    onRowsSent();
    return;
  }
  const copied = copyAtOnceInto(runnerOf(manager), 'evse.evse', EVSE_COLUMNS, rows, onRowsSent);
  // Awaited below; until then a failure must not be an unhandled rejection.
  copied.catch(() => {});
  // Meanwhile the database copies.
  evseChanges.publishInserted(transaction, runId, inserted);
  evseChanges.publishUpdated(transaction, runId, updated);
  await copied;
}

/** The connection of a transaction. @throws {Error} outside of one */
export function runnerOf(manager: EntityManager): QueryRunner {
  if (!manager.queryRunner) throw new Error('COPY needs the connection of its transaction');
  return manager.queryRunner;
}
