import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Outbox, type OutboxTransaction, type SuiteMessages, type SyncReason } from '#messaging';
import type { Leadership } from '#persistence';
import { Log } from '#platform';
import { evseSyncAlarms } from '../alarms.js';
import { Coverage } from '../replica/coverage.js';
import { removalBound } from '../replica/removal-bound.js';
import { isIncomplete, withReason } from '../runs/reasons.js';
import { RunStore, type RunProgress } from '../runs/run-store.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { SyncSettings } from '../sync-settings.js';
import { tellChanges } from './evse-changes.js';
import { withMissing } from './page-totals.js';

/** Past this share of new records the planner's statistics are out of date before autovacuum looks. */
const ANALYZE_SHARE = 0.1;

/** Ends a pull of EVSE records: takes out what a whole full pull has not brought, and judges what the run has shown. */
@Injectable()
export class PullEnd {
  private readonly coverage: Coverage;

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly runs: RunStore,
    private readonly settings: SyncSettings,
    private readonly log: Log,
  ) {
    this.coverage = new Coverage(settings);
  }

  /** @throws {RunTakenAwayError} */
  async end(run: SyncRun, leadership: Leadership, progress: RunProgress): Promise<void> {
    const { counts } = progress;
    const reasons = withMissing(counts, progress.reasons);
    const isWhole = !isIncomplete(reasons);
    const ended = await this.outbox.transaction(async (transaction) => {
      const { manager } = transaction;
      await this.runs.assertLeads(manager, leadership);
      const swept = isWhole && run.mode === 'full' ? await this.sweep(transaction, run) : nothingSwept;
      const all = [...reasons, ...swept.reasons];
      const isLost = all.some(({ code }) => code === 'PAGE_LOST');
      const state = isLost ? 'failed' : 'succeeded';
      // A tombstone that was withheld comes again only while the watermark stays before it.
      const isKnown = isWhole && !progress.reasons.some(({ code }) => code === 'DELETION_WITHHELD');
      const end = { state, reasons: all, isWhole: isKnown } as const;
      await this.runs.end(manager, run.id, {
        ...end,
        counts: { ...counts, deleted: counts.deleted + swept.deleted },
      });
      return end;
    });
    this.report(run, progress, ended.reasons, ended.state);
    if (counts.inserted > ANALYZE_SHARE * counts.records) await this.dataSource.query('analyze evse.evse');
  }

  private async sweep(transaction: OutboxTransaction<SuiteMessages>, run: SyncRun): Promise<Swept> {
    const unseen = 'not exists (select from evse.sync_seen s where s.run_id = $1 and s.key = e.key)';
    const { sql, value } = this.coverage.condition('e', 2);
    const [row] = await transaction.manager.query<{ going: number; present: number }[]>(
      `select count(*) filter (where ${unseen})::int as going, count(*)::int as present from evse.evse e where ${sql}`,
      [run.id, value],
    );
    const { going = 0, present = 0 } = row ?? {};
    if (going === 0) return nothingSwept;
    if (going > removalBound(present, run.maxDeleteShare ?? this.settings.SYNC_MAX_DELETE_SHARE)) {
      const message = `${going} of ${present} EVSEs are no longer among the records, more than one pull may remove`;
      return { deleted: 0, reasons: withReason([], 'DELETION_WITHHELD', message) };
    }
    const parameters = [run.id, value];
    const deleted = await tellChanges.deleted(transaction, run.id, `${unseen} and ${sql}`, parameters);
    return { deleted, reasons: [] };
  }

  private report(
    run: SyncRun,
    { counts }: RunProgress,
    reasons: readonly SyncReason[],
    state: 'succeeded' | 'failed',
  ): void {
    const { id: runId, mode } = run;
    const has = (code: string): boolean => reasons.some((each) => each.code === code);
    if (state === 'failed') this.log.raise(evseSyncAlarms.SYNC_RUN_FAILED, { runId, mode, reasons });
    else if (isIncomplete(reasons)) this.log.raise(evseSyncAlarms.SYNC_INCOMPLETE, { runId, mode, reasons });
    else this.log.info('EVSE records are pulled', { runId, mode, counts, reasons });
    if (has('DELETION_WITHHELD'))
      this.log.raise(evseSyncAlarms.SYNC_DELETION_WITHHELD, { runId, mode, reasons });
    if (counts.quarantined > 0)
      this.log.raise(evseSyncAlarms.SYNC_RECORDS_QUARANTINED, { runId, count: counts.quarantined });
  }
}

interface Swept {
  readonly deleted: number;
  readonly reasons: readonly SyncReason[];
}

const nothingSwept: Swept = { deleted: 0, reasons: [] };
