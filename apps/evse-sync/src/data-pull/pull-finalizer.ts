import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Outbox } from '#messaging';
import type { SuiteMessages } from '#suite';
import { Log } from '#platform';
import { evseSyncAlarms } from '../alarms.js';
import { MissingRecordStore } from '../findings/missing-record-store.js';
import { RecordFindingStore } from '../findings/record-finding-store.js';
import { isIncomplete, isSteady } from '../runs/reasons.js';
import { RunStore, type RunProgress, type SyncClaim } from '../runs/run-store.js';
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

  /** Ends a run whose last page is written. @throws {RunEndedError | LeadLostError} */
  async finalize(claim: SyncClaim, progress: RunProgress): Promise<void> {
    const { run } = claim;
    const { counts } = progress;
    const reasons = withMissingRecords(counts, progress.reasons);
    const isWhole = !isIncomplete(reasons);
    const ended = await this.outbox.transaction(async (transaction) => {
      const { manager } = transaction;
      await claim.assertHeld(manager);
      const isFull = run.mode === 'full';
      const swept =
        isWhole && isFull ? await this.sweep.sweep(transaction, run, isSteady(reasons)) : NOTHING_SWEPT;
      await this.findings.removeOrphans(manager);
      const all = [...reasons, ...swept.reasons];
      const isLost = all.some(({ code }) => code === 'PAGE_LOST');
      const state = isLost ? 'failed' : 'succeeded';
      // HBS repeats a tombstone that was withheld only while the watermark is before it.
      const isKnown = isWhole && !progress.reasons.some(({ code }) => code === 'DELETION_WITHHELD');
      const watermark = isKnown ? await this.findWatermark(manager, run, isSteady(reasons)) : null;
      const withSwept = { ...counts, deleted: counts.deleted + swept.deleted };
      await claim.end(manager, state, { reasons: all, counts: withSwept, watermark });
      if (isFull && withSwept.inserted + withSwept.deleted > 0) await this.missing.replace(manager);
      return { state, reasons: all, counts: withSwept } as const;
    });
    this.report(run, ended);
    if (counts.inserted > Math.max(ANALYZE_FROM, ANALYZE_SHARE * counts.records))
      await this.dataSource.query('analyze evse.evse');
  }

  /**
   * The watermark of a complete pull: its start. One during which the network changed proves nothing by itself, since
   * any record may have moved past it; with a full pull before it, everything up to the start of that one is known.
   * Then a second look is queued, unless this run is one.
   */
  private async findWatermark(
    manager: EntityManager,
    run: SyncRun,
    isSteadyPull: boolean,
  ): Promise<Date | null> {
    if (isSteadyPull) return run.startedAt;
    if (run.mode === 'delta') return null;
    const { kind, mode, maxDeleteShare, requestedBy } = run;
    if (requestedBy !== REQUESTED_BY_SECOND_LOOK) {
      await this.runs.queueWithin(manager, {
        kind,
        mode,
        requestedBy: REQUESTED_BY_SECOND_LOOK,
        maxDeleteShare: maxDeleteShare ?? undefined,
      });
    }
    return (await this.runs.findEarlierFullPull(manager, run)) ?? null;
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
