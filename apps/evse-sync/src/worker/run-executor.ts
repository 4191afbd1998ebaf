import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { isDatabaseUnavailable, type Leadership } from '#persistence';
import { Log } from '#platform';
import { evseSyncAlarms } from '../alarms.js';
import { EvseDataPull } from '../data-pull/evse-data-pull.js';
import { PullRefusedError, RunTakenAwayError } from '../runs/run-errors.js';
import { withReason } from '../runs/reasons.js';
import { RunStore } from '../runs/run-store.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { EvseStatusPull } from '../status/evse-status-pull.js';

const WATCH_MS = 1_000;
/** HBS selects a delta by its own clock and by when it received a change; an overlap of five minutes covers both. */
const OVERLAP_MS = 5 * 60_000;

/** Executes one run to its end, whether it succeeds or fails. */
@Injectable()
export class RunExecutor {
  constructor(
    private readonly runs: RunStore,
    private readonly evseData: EvseDataPull,
    private readonly evseStatus: EvseStatusPull,
    private readonly log: Log,
  ) {}

  /** Executes a run; pauses it, to be resumed, when `signal` aborts. @throws when the database is unavailable */
  async execute(waiting: SyncRun, leadership: Leadership, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const until = AbortSignal.any([signal, over.signal]);
    let watching: Promise<void> | undefined;
    try {
      const run = waiting.state === 'queued' ? await this.begin(waiting, leadership) : waiting;
      watching = this.watch(run, over, until);
      const pull = run.kind === 'evse-data' ? this.evseData : this.evseStatus;
      await pull.run(run, leadership, until);
    } catch (error) {
      if (error instanceof RunTakenAwayError || until.aborted || isDatabaseUnavailable(error)) {
        if (isDatabaseUnavailable(error) && !until.aborted) throw error;
        this.log.info('paused a run', { runId: waiting.id, kind: waiting.kind });
        return;
      }
      await this.fail(waiting, leadership, error);
    } finally {
      over.abort();
      await watching;
    }
  }

  private async begin(run: SyncRun, leadership: Leadership): Promise<SyncRun> {
    const isDelta = run.kind === 'evse-data' && run.mode === 'delta';
    const watermark = isDelta ? await this.runs.watermark('evse-data') : undefined;
    const lastCall = watermark ? new Date(watermark.getTime() - OVERLAP_MS) : null;
    const begun = await this.runs.begin(run, leadership, lastCall);
    if (isDelta && !lastCall)
      throw new PullRefusedError('SYNC_NO_WATERMARK', 'No full pull has succeeded yet. Start a full pull.');
    return begun;
  }

  private async fail({ id, kind, mode }: SyncRun, leadership: Leadership, error: unknown): Promise<void> {
    const isKnown = error instanceof PullRefusedError;
    const code = isKnown ? error.code : 'INTERNAL';
    const message = isKnown ? error.message : 'the pull failed; the log of evse-sync says why';
    const reasons = withReason((await this.runs.get(id)).reasons, code, message);
    this.log.raise(evseSyncAlarms.SYNC_RUN_FAILED, {
      runId: id,
      kind,
      mode,
      reasons,
      ...(!isKnown && { error }),
    });
    try {
      await this.runs.fail(id, leadership, reasons);
    } catch (failure) {
      if (!(failure instanceof RunTakenAwayError)) throw failure;
    }
  }

  /** Aborts `over` when the run is cancelled, so that it stops waiting; its writes check for themselves. */
  private async watch({ id }: SyncRun, over: AbortController, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(WATCH_MS, undefined, { signal }).catch(() => {});
      // While the database is unavailable, nobody can cancel it.
      const isUnderWay = await this.runs.isUnderWay(id).catch(() => true);
      if (!isUnderWay) over.abort(new RunTakenAwayError());
    }
  }
}
