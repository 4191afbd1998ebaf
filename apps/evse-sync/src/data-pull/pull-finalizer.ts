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
import { withMissingRecords } from './page-totals.js';
import { REQUESTED_BY_SECOND_LOOK } from './page-size.js';
import { NOTHING_SWEPT, Sweep } from './sweep.js';

/** From this many new records, and this share, the planner's statistics are out of date before autovacuum runs. */
const ANALYZE_FROM = 1_000;
const ANALYZE_SHARE = 0.1;

/** The result of a pull, the sweep included. */
interface PullEnd extends Pick<RunProgress, 'counts' | 'reasons'> {
  readonly state: 'succeeded' | 'failed';
}

/** Ends a pull of EVSE records: sweeps after a complete full pull, and decides the state and the watermark of the run. */
@Injectable()
export class PullFinalizer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly runs: RunStore,
    private readonly sweep: Sweep,
    private readonly findings: RecordFindingStore,
    private readonly missing: MissingRecordStore,
    private readonly log: Log,
  ) {}

  /** Ends a run whose last page is written. @throws {RunTakenAwayError} when it was cancelled or another replica leads */
  async finalize(run: SyncRun, leadership: Leadership, progress: RunProgress): Promise<void> {
    const { counts } = progress;
    const reasons = withMissingRecords(counts, progress.reasons);
    const isWhole = !isIncomplete(reasons);
    const ended = await this.outbox.transaction(async (transaction) => {
      const { manager } = transaction;
      await this.runs.assertLeads(manager, leadership);
      const isFull = run.mode === 'full';
      const swept =
        isWhole && isFull ? await this.sweep.sweep(transaction, run, isSteady(reasons)) : NOTHING_SWEPT;
      await this.findings.removeOrphans(manager);
      const all = [...reasons, ...swept.reasons];
      const isLost = all.some(({ code }) => code === 'PAGE_LOST');
      const state = isLost ? 'failed' : 'succeeded';
      // HBS repeats a tombstone that was withheld only while the watermark is before it.
      const isKnown = isWhole && !progress.reasons.some(({ code }) => code === 'DELETION_WITHHELD');
      const known = isKnown && !isSteady(reasons) ? await this.findWatermark(manager, run) : isKnown;
      const withSwept = { ...counts, deleted: counts.deleted + swept.deleted };
      const end = { state, reasons: all, isWhole: known, counts: withSwept } as const;
      await this.runs.end(manager, run.id, end);
      if (isFull && withSwept.inserted + withSwept.deleted > 0) await this.missing.replace(manager);
      return end;
    });
    this.report(run, ended);
    if (counts.inserted > Math.max(ANALYZE_FROM, ANALYZE_SHARE * counts.records))
      await this.dataSource.query('analyze evse.evse');
  }

  /**
   * The watermark of a pull during which the network changed. By itself it proves nothing, since any record may have
   * moved past it; with a full pull before it, everything up to the start of that one is known. Queues a second look
   * unless this run is one.
   */
  private async findWatermark(manager: EntityManager, run: SyncRun): Promise<Date | false> {
    if (run.mode === 'delta') return false;
    const { kind, mode, maxDeleteShare, requestedBy } = run;
    if (requestedBy !== REQUESTED_BY_SECOND_LOOK) {
      await this.runs.queueWithin(manager, {
        kind,
        mode,
        requestedBy: REQUESTED_BY_SECOND_LOOK,
        maxDeleteShare: maxDeleteShare ?? undefined,
      });
    }
    return (await this.runs.findEarlierFullPull(manager, run)) ?? false;
  }

  private report({ id: runId, kind, mode }: SyncRun, { state, reasons, counts }: PullEnd): void {
    const about = { runId, kind, mode };
    const has = (code: string): boolean => reasons.some((each) => each.code === code);
    if (state === 'failed') this.log.raise(evseSyncAlarms.SYNC_RUN_FAILED, { ...about, reasons });
    else if (isIncomplete(reasons)) this.log.raise(evseSyncAlarms.SYNC_INCOMPLETE, { ...about, reasons });
    else this.log.info(describePull(counts), { runId, mode, counts, reasons });
    if (has('DELETION_WITHHELD'))
      this.log.raise(evseSyncAlarms.SYNC_DELETION_WITHHELD, { ...about, reasons });
    if (counts.quarantined > 0)
      this.log.raise(evseSyncAlarms.SYNC_RECORDS_QUARANTINED, { ...about, count: counts.quarantined });
  }
}

function describePull({ records, inserted, updated, deleted }: RunProgress['counts']): string {
  return `pulled ${records} EVSE records: ${inserted} inserted, ${updated} updated, ${deleted} deleted`;
}
