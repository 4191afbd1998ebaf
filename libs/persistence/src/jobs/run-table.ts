import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, EntityManager, EntityTarget } from 'typeorm';
import { storableText } from '../text/storable-text.js';
import { RunEndedError } from './run-errors.js';
import type { RunState, StoredRun } from './run-state.js';

/** Values by the name of their column; an array or an object is stored as JSON. */
export type RunColumns = Readonly<Record<string, unknown>>;

/** The table of a service that has its runs: `id`, `state`, `started_at`, and one column for the time of the end. */
export interface RunTableOptions<Run extends StoredRun> {
  /** The database of the service. */
  readonly dataSource: DataSource;
  /** The entity by which a run is loaded; its `state` is a {@link RunState}, whatever is stored. */
  readonly entity: EntityTarget<Run>;
  /** The table with its schema. */
  readonly table: string;
  /** In which order queued runs are executed, as SQL. */
  readonly order: string;
  /** The words that the table has for the states where they are others. */
  readonly words?: Readonly<Record<RunState, string>>;
  /** The column of the time at which a run ended; `finished_at` by default. */
  readonly finishedAt?: string;
  /** What is stored with a cancelled run beside its state. */
  readonly onCancel?: RunColumns;
  /** What else is written when a run begins or ends, in the transaction that changes its state. */
  readonly afterChange?: (manager: EntityManager, id: string) => Promise<void>;
}

/**
 * The runs of one table: what is executed next, and the ways from one state to another. A change under a state that the
 * run no longer has changes nothing and is refused, so that a cancelled run stays cancelled.
 */
export class RunTable<Run extends StoredRun> {
  private queued = new AbortController();
  private readonly finishedAt: string;

  constructor(private readonly options: RunTableOptions<Run>) {
    this.finishedAt = options.finishedAt ?? 'finished_at';
  }

  /** Wakes the workers of this process: a run was queued and has been committed. */
  announceQueued(): void {
    this.queued.abort();
    this.queued = new AbortController();
  }

  /** Waits `milliseconds`; shorter when this process queues a run, or when `signal` aborts. */
  async waitForQueued(milliseconds: number, signal: AbortSignal): Promise<void> {
    const woken = AbortSignal.any([signal, this.queued.signal]);
    await sleep(milliseconds, undefined, { signal: woken }).catch(() => {
      // Woken to look, or to end.
    });
  }

  /** A run, or `undefined` where there is none of this identifier. */
  async find(id: string, manager: EntityManager = this.options.dataSource.manager): Promise<Run | undefined> {
    const runs = await manager
      .getRepository(this.options.entity)
      .createQueryBuilder('run')
      .where('run.id = :id', { id })
      .getMany();
    return runs[0];
  }

  /** The run that is executed next: one that was begun before one that is queued. */
  async findNext(scope: RunColumns): Promise<Run | undefined> {
    const { dataSource, table, order } = this.options;
    const names = Object.keys(scope);
    const conditions = names.map((name, index) => `and ${name} = $${index + 3}`).join(' ');
    const [row] = await dataSource.query<{ id: string }[]>(
      `select id from ${table} where state in ($1, $2) ${conditions} order by state = $1, ${order} limit 1`,
      [this.wordFor('queued'), this.wordFor('running'), ...Object.values(scope)],
    );
    return row && (await this.find(row.id));
  }

  /** Whether a run is running: `false` once it has ended or was cancelled. */
  async isRunning(id: string): Promise<boolean> {
    const { dataSource, table } = this.options;
    const rows = await dataSource.query<unknown[]>(`select from ${table} where id = $1 and state = $2`, [
      id,
      this.wordFor('running'),
    ]);
    return rows.length === 1;
  }

  /** Begins a queued run. @throws {RunEndedError} when it is no longer queued */
  async begin(manager: EntityManager, id: string, columns: RunColumns = {}): Promise<void> {
    await this.change(manager, id, { from: ['queued'], to: 'running', columns, now: 'started_at' });
  }

  /** Stores progress of a running run. @throws {RunEndedError} */
  async advance(manager: EntityManager, id: string, columns: RunColumns): Promise<void> {
    await this.change(manager, id, { from: ['running'], to: 'running', columns });
  }

  /** Ends a running run. @throws {RunEndedError} */
  async end(
    manager: EntityManager,
    id: string,
    state: 'succeeded' | 'failed',
    columns: RunColumns,
  ): Promise<void> {
    await this.change(manager, id, { from: ['running'], to: state, columns, now: this.finishedAt });
  }

  /** Cancels a run that is queued or running. @throws {RunEndedError} when it has ended, or there is none */
  async cancel(id: string): Promise<void> {
    const columns = this.options.onCancel ?? {};
    const change = { from: ['queued', 'running'], to: 'cancelled', columns, now: this.finishedAt } as const;
    await this.options.dataSource.transaction((manager) => this.change(manager, id, change));
  }

  /** The word that the table has for a state. */
  wordFor(state: RunState): string {
    return this.options.words?.[state] ?? state;
  }

  private async change(
    manager: EntityManager,
    id: string,
    change: {
      readonly from: readonly RunState[];
      readonly to: RunState;
      readonly columns: RunColumns;
      /** The column that takes the time of the database. */
      readonly now?: string;
    },
  ): Promise<void> {
    const names = Object.keys(change.columns);
    const assignments = [
      'state = $2',
      ...(change.now === undefined ? [] : [`${change.now} = clock_timestamp()`]),
      ...names.map((name, index) => `${name} = $${index + 4}`),
    ];
    const [, changed] = await manager.query<[unknown, number]>(
      `update ${this.options.table} set ${assignments.join(', ')} where id = $1 and state = any($3::text[])`,
      [
        id,
        this.wordFor(change.to),
        change.from.map((state) => this.wordFor(state)),
        ...Object.values(change.columns).map(toParameter),
      ],
    );
    if (changed !== 1) throw new RunEndedError();
    if (change.now !== undefined) await this.options.afterChange?.(manager, id);
  }

  /** The table with its schema. */
  get name(): string {
    return this.options.table;
  }
}

/** Reasons may quote what HBS wrote: a text that PostgreSQL refuses must not keep a run from ending. */
function toParameter(value: unknown): unknown {
  const isJson = typeof value === 'object' && value !== null && !(value instanceof Date);
  if (!isJson) return value;
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? storableText(each) : each));
}
