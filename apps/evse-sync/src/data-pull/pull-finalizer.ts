import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Outbox } from '#messaging';
import type { SuiteMessages } from '#suite';
import type { Leadership } from '#persistence';
import { Log } from '#platform';
import { evseSyncAlarms } from '../alarms.js';
import { MissingRecordStore } from '../findings/missing-record-store.js';
import { RecordFindingStore } from '../findings/record-finding-store.js';
import { isIncomplete, isSteady } from '../runs/reasons.js';
import { RunStore, type RunProgress } from '../runs/run-store.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { withMissing } from './page-totals.js';
import { SECOND_LOOK } from './page-size.js';
import { nothingSwept, Sweep } from './sweep.js';

/** Past so many new records, and this share, the planner's statistics are out of date before autovacuum looks. */
const ANALYZE_FROM = 1_000;
const ANALYZE_SHARE = 0.1;

/** What a pull was in the end, the sweep included. */
interface Ended extends Pick<RunProgress, 'counts' | 'reasons'> {
  readonly state: 'succeeded' | 'failed';
}

/** Ends a pull of EVSE records: takes out what a whole full pull has not brought, and judges what the run has shown. */
@Injectable()
export class PullFinalizer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly runs: RunStore,
    private readonly sweeping: Sweep,
    private readonly findings: RecordFindingStore,
    private readonly missing: MissingRecordStore,
    private readonly log: Log,
  ) {}

  /** @throws {RunTakenAwayError} */
  async end(run: SyncRun, leadership: Leadership, progress: RunProgress): Promise<void> {
    const { counts } = progress;
    const reasons = withMissing(counts, progress.reasons);
    const isWhole = !isIncomplete(reasons);
    const ended = await this.outbox.transaction(async (transaction) => {
      const { manager } = transaction;
      await this.runs.assertLeads(manager, leadership);
      const isFull = run.mode === 'full';
      const swept =
        isWhole && isFull ? await this.sweeping.sweep(transaction, run, isSteady(reasons)) : nothingSwept;
      await this.findings.removeOrphans(manager);
      const all = [...reasons, ...swept.reasons];
      const isLost = all.some(({ code }) => code === 'PAGE_LOST');
      const state = isLost ? 'failed' : 'succeeded';
      // A tombstone that was withheld comes again only while the watermark stays before it.
      const isKnown = isWhole && !progress.reasons.some(({ code }) => code === 'DELETION_WITHHELD');
      const known = isKnown && !isSteady(reasons) ? await this.knownOf(manager, run) : isKnown;
      const withSwept = { ...counts, deleted: counts.deleted + swept.deleted };
      const end = { state, reasons: all, isWhole: known, counts: withSwept } as const;
      await this.runs.end(manager, run.id, end);
      if (isFull) await this.missing.replace(manager);
      return end;
    });
    this.report(run, ended);
    if (counts.inserted > Math.max(ANALYZE_FROM, ANALYZE_SHARE * counts.records))
      await this.dataSource.query('analyze evse.evse');
  }

  /**
   * What a pull of a changing network knows: by itself nothing for sure, since anything may have moved past it; with a
   * full pull before it everything as of that one’s start. Where none follows by itself, one is put in the queue.
   */
  private async knownOf(manager: EntityManager, run: SyncRun): Promise<Date | false> {
    if (run.mode === 'delta') return false;
    const { kind, mode, maxDeleteShare, requestedBy } = run;
    if (requestedBy !== SECOND_LOOK) {
      await this.runs.queueWithin(manager, {
        kind,
        mode,
        requestedBy: SECOND_LOOK,
        maxDeleteShare: maxDeleteShare ?? undefined,
      });
    }
    return (await this.runs.earlierLook(manager, run)) ?? false;
  }

  private report({ id: runId, kind, mode }: SyncRun, { state, reasons, counts }: Ended): void {
    const about = { runId, kind, mode };
    const has = (code: string): boolean => reasons.some((each) => each.code === code);
    if (state === 'failed') this.log.raise(evseSyncAlarms.SYNC_RUN_FAILED, { ...about, reasons });
    else if (isIncomplete(reasons)) this.log.raise(evseSyncAlarms.SYNC_INCOMPLETE, { ...about, reasons });
    else this.log.info('EVSE records are pulled', { runId, mode, counts, reasons });
    if (has('DELETION_WITHHELD'))
      this.log.raise(evseSyncAlarms.SYNC_DELETION_WITHHELD, { ...about, reasons });
    if (counts.quarantined > 0)
      this.log.raise(evseSyncAlarms.SYNC_RECORDS_QUARANTINED, { ...about, count: counts.quarantined });
  }
}
