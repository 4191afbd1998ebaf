import type { DataSource, EntityManager } from 'typeorm';
import { schemaOf } from '../migrate.js';
import type { Leadership } from './lease-row.js';
import { LeadLostError, RunEndedError } from './run-errors.js';
import type { StoredRun } from './run-state.js';
import type { RunColumns, RunTable } from './run-table.js';

/**
 * The right of this replica to execute a run, and the only way in which it writes for it: while it leads, and while
 * nobody has cancelled the run. What is refused is not written, and the executor stops there.
 */
export class RunClaim<Run extends StoredRun> {
  private ended = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly table: RunTable<Run>,
    private readonly leadership: Leadership,
    /** The run as it was when this replica took it. */
    readonly run: Run,
    /** Aborts when the run was cancelled, the lead is lost, or the process stops. */
    readonly signal: AbortSignal,
  ) {}

  /** Whether the executor has ended the run, in a transaction that may not be committed yet. */
  get hasEnded(): boolean {
    return this.ended;
  }

  /**
   * Checks at the beginning of a transaction, or before its first write, that this replica may write for the run, and
   * keeps the lead from passing on until the transaction has ended.
   *
   * @throws {LeadLostError | RunEndedError}
   */
  async assertHeld(manager: EntityManager): Promise<void> {
    const { job, fence } = this.leadership;
    const [row] = await manager.query<{ leads: boolean; runs: boolean }[]>(
      `with held as (
         select from ${schemaOf(this.dataSource)}.lease where job = $1 and fence = $2 for key share)
       select exists (select from held) as leads,
         exists (select from ${this.table.name} where id = $3 and state = $4) as runs`,
      [job, fence, this.run.id, this.table.wordFor('running')],
    );
    if (row?.leads !== true) throw new LeadLostError();
    if (!row.runs) throw new RunEndedError();
  }

  /** Stores progress in a transaction that has called {@link assertHeld}. @throws {RunEndedError} */
  async advance(manager: EntityManager, columns: RunColumns): Promise<void> {
    await this.table.advance(manager, this.run.id, columns);
  }

  /** Ends the run in a transaction that has called {@link assertHeld}. @throws {RunEndedError} */
  async end(manager: EntityManager, state: 'succeeded' | 'failed', columns: RunColumns = {}): Promise<void> {
    await this.table.end(manager, this.run.id, state, columns);
    this.ended = true;
  }

  /** Runs a transaction of its own under the claim. @throws {LeadLostError | RunEndedError} */
  async write<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return await this.dataSource.transaction(async (manager) => {
      await this.assertHeld(manager);
      return await work(manager);
    });
  }
}
