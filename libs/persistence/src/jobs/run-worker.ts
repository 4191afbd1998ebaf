import type { DataSource, EntityManager } from 'typeorm';
import { messageOf, pause, type Log } from '#platform';
import { persistenceAlarms } from '../alarms.js';
import { isDatabaseUnavailable } from '../database-unavailable.js';
import { Leader } from './leader.js';
import { holdsLease, type Leadership } from './lease-row.js';
import { RunClaim } from './run-claim.js';
import { LeadLostError, RunEndedError } from './run-errors.js';
import type { StoredRun } from './run-state.js';
import type { RunColumns, RunTable } from './run-table.js';

/** How soon a run begins that another replica has queued. */
const POLL_MS = 1_000;
/** How soon an executor that waits for something learns that its run was cancelled. */
const WATCH_MS = 1_000;

/** What a service does for its runs; everything else about them is the engine's. */
export interface RunWorkerOptions<Run extends StoredRun> {
  /** The database of the service. */
  readonly dataSource: DataSource;
  /** Where pauses, lost leads and an unavailable database are reported. */
  readonly log: Log;
  /** The runs. */
  readonly table: RunTable<Run>;
  /** Which of them this worker executes, by columns; by default all. */
  readonly scope?: RunColumns;
  /** The key of the lease: one replica executes the runs of the scope at a time, one run after the other. */
  readonly job: string;
  /** Milliseconds after which another replica replaces a leader that fell silent; 10,000 by default. */
  readonly leaseMs?: number;
  /**
   * Queues what is due, in a transaction that leads. What is due follows from the runs of the past and the settings of
   * now, by the database's clock, so that neither a restart nor a change of leader loses or repeats a run.
   */
  queueDue(manager: EntityManager): Promise<void>;
  /** Runs in the transaction that begins a run. @returns columns to store with the beginning */
  begin?(manager: EntityManager, run: Run): Promise<RunColumns>;
  /**
   * Executes a run from its stored place to its end, and ends it. What it throws fails the run, unless the run was
   * cancelled, the lead is lost, the process stops or the database is unavailable: then it is resumed at that place.
   */
  execute(claim: RunClaim<Run>): Promise<void>;
  /** Reports why a run, as it is stored by now, failed. @returns the columns that say so */
  describeFailure(run: Run, error: unknown): RunColumns;
}

/**
 * The engine of every kind of run: leads, queues what is due, executes one run after the other, resumes what another
 * replica or another life has begun, and ends what failed. Each write is fenced ({@link RunClaim}).
 */
export class RunWorker<Run extends StoredRun> {
  private readonly leader: Leader;

  constructor(private readonly options: RunWorkerOptions<Run>) {
    const { dataSource, log, job, leaseMs } = options;
    this.leader = new Leader({
      dataSource,
      log,
      job,
      ...(leaseMs !== undefined && { leaseMs }),
      work: (leadership, signal) => this.lead(leadership, signal),
    });
  }

  /** Competes for the lead, in the background. */
  start(): void {
    this.leader.start();
  }

  /** Pauses the running run, which another replica or the next start resumes, and gives up the lead. */
  async stop(): Promise<void> {
    await this.leader.stop();
  }

  /**
   * One turn of a leader: queues what is due, and executes the next run.
   *
   * @returns whether there was one
   * @throws what interrupts the turn without saying anything about the run, which is resumed later
   */
  async executeNext(leadership: Leadership, signal: AbortSignal): Promise<boolean> {
    await this.queueDue(leadership);
    const run = await this.options.table.findNext(this.options.scope ?? {});
    if (run) await this.execute(run, leadership, signal);
    return run !== undefined;
  }

  private async lead(leadership: Leadership, signal: AbortSignal): Promise<void> {
    for (let leads = true; leads && !signal.aborted;) {
      try {
        if (!(await this.executeNext(leadership, signal)))
          await this.options.table.waitForQueued(POLL_MS, signal);
      } catch (error) {
        leads = await this.bearInterruption(error, signal);
      }
    }
  }

  /** Waits where the database is unavailable. @returns whether this replica still leads. @throws any other failure */
  private async bearInterruption(error: unknown, signal: AbortSignal): Promise<boolean> {
    const { job, log } = this.options;
    if (signal.aborted) return false;
    if (error instanceof LeadLostError) {
      log.raise(persistenceAlarms.LEASE_LOST, { job });
      return false;
    }
    if (!isDatabaseUnavailable(error)) throw error;
    log.raise(persistenceAlarms.DATABASE_AWAY, { job, reason: messageOf(error) });
    await pause(POLL_MS, signal);
    return true;
  }

  private async queueDue(leadership: Leadership): Promise<void> {
    await this.options.dataSource.transaction(async (manager) => {
      if (!(await holdsLease(manager, leadership))) throw new LeadLostError();
      await this.options.queueDue(manager);
    });
  }

  private async execute(next: Run, leadership: Leadership, signal: AbortSignal): Promise<void> {
    const { dataSource, table, log, job } = this.options;
    const over = new AbortController();
    const until = AbortSignal.any([signal, over.signal]);
    let watching: Promise<void> | undefined;
    try {
      const run = next.state === 'queued' ? await this.begin(next, leadership) : next;
      const claim = new RunClaim(dataSource, table, leadership, run, until);
      watching = this.watch(claim, over, until);
      try {
        await this.options.execute(claim);
        if (!claim.hasEnded) throw new Error('the executor has returned and not ended its run');
      } catch (error) {
        if (isInterruption(error) || until.aborted || (await this.isOver(claim))) throw error;
        await this.fail(claim, error);
      }
    } catch (error) {
      const isCancelled = error instanceof RunEndedError || (over.signal.aborted && !signal.aborted);
      log.info(isCancelled ? 'stopped a run that was cancelled' : 'paused a run', { job, runId: next.id });
      if (!isCancelled) throw error;
    } finally {
      over.abort();
      await watching;
    }
  }

  /** Whether the run has ended: what fails then is no failure of it. A transaction that ended it may be rolled back. */
  private async isOver(claim: RunClaim<Run>): Promise<boolean> {
    return claim.hasEnded && !(await this.options.table.isRunning(claim.run.id));
  }

  private async fail(claim: RunClaim<Run>, error: unknown): Promise<void> {
    await claim.write(async (manager) => {
      const run = (await this.options.table.find(claim.run.id, manager)) ?? claim.run;
      await claim.end(manager, 'failed', this.options.describeFailure(run, error));
    });
  }

  private async begin(queued: Run, leadership: Leadership): Promise<Run> {
    const { dataSource, table } = this.options;
    await dataSource.transaction(async (manager) => {
      if (!(await holdsLease(manager, leadership))) throw new LeadLostError();
      await table.begin(manager, queued.id, await this.options.begin?.(manager, queued));
    });
    const begun = await table.find(queued.id);
    if (begun?.state !== 'running') throw new RunEndedError();
    return begun;
  }

  /** Aborts `over` when the run was cancelled, so that its executor stops waiting; writes check for themselves. */
  private async watch(claim: RunClaim<Run>, over: AbortController, signal: AbortSignal): Promise<void> {
    for (;;) {
      await pause(WATCH_MS, signal);
      if (signal.aborted) return;
      if (await this.isTakenAway(claim)) over.abort(new RunEndedError());
    }
  }

  private async isTakenAway(claim: RunClaim<Run>): Promise<boolean> {
    // While the database is unavailable, nobody can cancel it.
    const isRunning = await this.options.table.isRunning(claim.run.id).catch(() => true);
    return !isRunning && !claim.hasEnded;
  }
}

/** Whether an error says nothing about the run. */
function isInterruption(error: unknown): boolean {
  return error instanceof LeadLostError || error instanceof RunEndedError || isDatabaseUnavailable(error);
}
