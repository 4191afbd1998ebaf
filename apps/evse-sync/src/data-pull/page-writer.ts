import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Outbox, type OutboxTransaction } from '#messaging';
import type { SuiteMessages } from '#suite';
import { copyInto } from '#persistence';
import { RecordFindingStore } from '../findings/record-finding-store.js';
import { Coverage } from '../replica/coverage.js';
import { removalLimit } from '../replica/removal-limit.js';
import { RECORDS_MOVED, withReason } from '../runs/reasons.js';
import { toProgressColumns, type RunProgress, type SyncClaim } from '../runs/run-store.js';
import { SyncSettings } from '../sync-settings.js';
import { evseChanges } from './evse-changes.js';
import { findChange, toCopyRows, runnerOf, writeChange } from './evse-rows.js';
import type { PageRecord, ReadPage } from './read-page.js';

/** A page with the state of its run. */
export interface PageToWrite {
  readonly claim: SyncClaim;
  readonly number: number;
  readonly page: ReadPage;
  /** As of before the page, but with the totals that the page names. */
  readonly progress: RunProgress;
  /** Called when the database has received the rows: most of its work needs nothing more from this process. */
  readonly onRowsSent: () => void;
}

type Transaction = OutboxTransaction<SuiteMessages>;

/**
 * Writes a page into the replica: records, events and the run's progress in one transaction under the lease, so that a
 * page is written as a whole or not at all, and a leader that resumes the run starts with the page after it.
 */
@Injectable()
export class PageWriter {
  private readonly coverage: Coverage;

  constructor(
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly settings: SyncSettings,
    private readonly findings: RecordFindingStore,
  ) {
    this.coverage = new Coverage(settings);
  }

  /** Writes a page. @returns the progress of the run. @throws {RunEndedError | LeadLostError} and nothing is written */
  async write(pageToWrite: PageToWrite): Promise<RunProgress> {
    return await this.outbox.transaction(async (transaction) => {
      const { manager } = transaction;
      // A crash of the database loses a page together with the progress that says it was written: it is pulled again.
      await manager.query('set local synchronous_commit = off');
      await pageToWrite.claim.assertHeld(manager);
      const progress = await this.apply(transaction, pageToWrite);
      await pageToWrite.claim.advance(manager, toProgressColumns(progress));
      return progress;
    });
  }

  private async apply(transaction: Transaction, pageToWrite: PageToWrite): Promise<RunProgress> {
    const { number, page, progress, onRowsSent } = pageToWrite;
    const { run } = pageToWrite.claim;
    const { manager } = transaction;
    const all = [...page.records.values()];
    const covered = all.filter(({ parsed }) => !parsed.isTombstone && this.coverage.covers(parsed));
    await this.clearMissing(manager, page);
    const change = await findChange(manager, covered);
    // The database marks the keys while this process builds the rows.
    const marking = this.markSeen(manager, run.id, run.mode === 'full' ? covered : all);
    marking.catch(() => {}); // Awaited below; until then a failure must not be an unhandled rejection.
    await setImmediate(); // Sends the statement before this thread is busy.
    const rows = toCopyRows(change);
    const seenBefore = await marking;
    await writeChange(transaction, run.id, change, { rows, onRowsSent });
    await this.findings.write(manager, change.inserted, covered);
    const [inserted, updated] = [change.inserted.length, change.updated.length];
    const removal = await this.remove(transaction, pageToWrite, all);
    if (page.unreadable.length > 0) await quarantine(manager, run.id, number, page);

    const { counts } = progress;
    const repeated = [...page.repeated, ...seenBefore];
    let reasons = removal.reasons;
    if (repeated.length > 0)
      reasons = withReason(
        reasons,
        'EVSE_ID_REPEATED',
        `more than one record was received of ${listSome(repeated)}; the last one counts`,
      );
    if (seenBefore.length > 0)
      reasons = withReason(
        reasons,
        RECORDS_MOVED,
        `page ${number} has ${seenBefore.length} records of the pages before it, so that as many may be in none`,
      );
    if (isPageRepeated(seenBefore.length, page.records.size))
      reasons = withReason(reasons, 'PAGE_REPEATED', `page ${number} repeats records of the pages before it`);
    return {
      nextPage: number + 1,
      reasons,
      counts: {
        ...counts,
        pages: counts.pages + 1,
        records: counts.records + page.entries,
        inserted: counts.inserted + inserted,
        updated: counts.updated + updated,
        unchanged: counts.unchanged + covered.length - inserted - updated,
        deleted: counts.deleted + removal.deleted,
        repeated: counts.repeated + repeated.length,
        quarantined: counts.quarantined + page.unreadable.length,
      },
    };
  }

  /** Clears the records of a page from those that an earlier pull missed. Nearly always there are none. */
  private async clearMissing(manager: EntityManager, { records }: ReadPage): Promise<void> {
    const [row] = await manager.query<{ some: boolean }[]>(
      'select exists (select from evse.sync_missing) as some',
    );
    if (row?.some !== true) return;
    await manager.query('delete from evse.sync_missing where key = any($1)', [[...records.keys()]]);
  }

  /** Marks records as received by the run. @returns the EvseIDs that were marked before */
  private async markSeen(
    manager: EntityManager,
    runId: string,
    records: readonly PageRecord[],
  ): Promise<readonly string[]> {
    const byKey = new Map(records.map(({ parsed }) => [parsed.key, parsed.evseId]));
    const rows = await manager.query<{ key: string }[]>(
      `insert into evse.sync_seen (run_id, key) select $1, unnest($2::text[])
       on conflict do nothing returning key`,
      [runId, [...byKey.keys()]],
    );
    for (const { key } of rows) byKey.delete(key);
    return [...byKey.values()];
  }

  /** Deletes what HBS reports as deleted, and after a delta what is no longer covered by the filters. */
  private async remove(
    transaction: Transaction,
    { claim: { run }, progress: { counts, reasons } }: PageToWrite,
    records: readonly PageRecord[],
  ): Promise<{ readonly deleted: number; readonly reasons: RunProgress['reasons'] }> {
    const gone = records.filter(({ parsed }) => {
      return parsed.isTombstone || (run.mode === 'delta' && !this.coverage.covers(parsed));
    });
    if (gone.length === 0) return { deleted: 0, reasons };
    const { manager } = transaction;
    const keys = gone.map(({ parsed }) => parsed.key);
    const { sql, value } = this.coverage.toCondition('e', 2);
    const [row] = await manager.query<{ going: number; present: number }[]>(
      `select count(*) filter (where e.key = any($1))::int as going, count(*)::int as present
       from evse.evse e where ${sql}`,
      [keys, value],
    );
    const { going = 0, present = 0 } = row ?? {};
    const share = run.maxDeleteShare ?? this.settings.SYNC_MAX_DELETE_SHARE;
    if (counts.deleted + going > removalLimit(present + counts.deleted, share)) {
      const message = `HBS reports ${counts.deleted + going} of ${present} EVSEs as deleted, more than one pull may remove`;
      return { deleted: 0, reasons: withReason(reasons, 'DELETION_WITHHELD', message) };
    }
    const deleted = await evseChanges.deleteAndPublish(transaction, run.id, `e.key = any($1) and ${sql}`, [
      keys,
      value,
    ]);
    return { deleted, reasons };
  }
}

/** A single record may appear twice because it moved between pages; many of them mean that HBS repeated a page. */
function isPageRepeated(before: number, records: number): boolean {
  return before > 0 && (before === records || (before > 1 && before * 2 >= records));
}

async function quarantine(
  manager: EntityManager,
  runId: string,
  number: number,
  { unreadable }: ReadPage,
): Promise<void> {
  const at = new Date();
  await copyInto(
    runnerOf(manager),
    'evse.quarantine',
    ['run_id', 'page', 'position', 'raw', 'reasons', 'quarantined_at'],
    unreadable.map(({ position, raw, reasons }) => [runId, number, position, raw, reasons, at]),
  );
}

function listSome(evseIds: readonly string[]): string {
  const more = evseIds.length > 5 ? ` and ${evseIds.length - 5} more` : '';
  return `${evseIds.slice(0, 5).join(', ')}${more}`;
}
