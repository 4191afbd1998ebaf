import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, type EntityManager } from 'typeorm';
import { RpcRefusal } from '#messaging';
import type { SyncCounts, SyncReason, SyncRunView } from '#suite';
import { holdsLease, type Leadership } from '#persistence';
import { isIncomplete } from './reasons.js';
import { RunTakenAwayError } from './run-errors.js';
import { SyncRun } from './sync-run.entity.js';

/** A run to queue. */
export interface WantedRun {
  readonly kind: SyncRunView['kind'];
  readonly mode: SyncRunView['mode'];
  readonly requestedBy: SyncRunView['requestedBy'];
  /** Share of the replica that the run may remove, from 0 to 1; by default SYNC_MAX_DELETE_SHARE. */
  readonly maxDeleteShare?: number | undefined;
}

/** The progress of a run, stored with every page it writes. */
export interface RunProgress {
  /** From 0. */
  readonly nextPage: number;
  readonly counts: SyncCounts;
  readonly reasons: readonly SyncReason[];
}

/** How a run ended. */
export interface RunEnd {
  readonly state: 'succeeded' | 'failed';
  readonly reasons: readonly SyncReason[];
  /** By default those of the last progress. */
  readonly counts?: SyncCounts;
  /** Whether the replica is complete as of the run's start; a date: as of this earlier moment. */
  readonly isWhole: boolean | Date;
}

const NO_COUNTS: SyncCounts = {
  pages: 0,
  records: 0,
  inserted: 0,
  updated: 0,
  deleted: 0,
  unchanged: 0,
  repeated: 0,
  quarantined: 0,
};

/** Runs that are listed. Status pulls run every few minutes, so theirs are removed earlier. */
const RETAINED = `(kind = 'evse-status' and finished_at > now() - interval '2 days') or finished_at > now() - interval '60 days'`;

/** The runs in the database: their queue, progress and end. */
@Injectable()
export class RunStore {
  private queued = new AbortController();

  constructor(private readonly dataSource: DataSource) {}

  /** Queues a run and wakes those who wait for one; a queued run with the same options is returned instead. */
  async queue(wanted: WantedRun): Promise<SyncRun> {
    const run = await this.dataSource.transaction((manager) => this.queueWithin(manager, wanted));
    this.queued.abort();
    this.queued = new AbortController();
    return run;
  }

  /** Waits `milliseconds`; shorter when this process queues a run, or when `signal` aborts. */
  async waitForQueued(milliseconds: number, signal: AbortSignal): Promise<void> {
    const woken = AbortSignal.any([signal, this.queued.signal]);
    await sleep(milliseconds, undefined, { signal: woken }).catch(() => {
      // Woken to look, or to end.
    });
  }

  /** As {@link queue}, in the caller's transaction; nobody is woken, since it has not committed yet. */
  async queueWithin(manager: EntityManager, wanted: WantedRun): Promise<SyncRun> {
    const { kind, mode, requestedBy, maxDeleteShare = null } = wanted;
    await manager.query(`select pg_advisory_xact_lock(hashtext('evse.sync_run'))`);
    const repository = manager.getRepository(SyncRun);
    const waiting = await repository.findBy({ kind, mode, state: 'queued' });
    const same = waiting.find((each) => each.maxDeleteShare === maxDeleteShare);
    if (same) return same;
    const id = randomUUID();
    await manager.query(
      `insert into evse.sync_run (id, kind, mode, state, requested_by, max_delete_share, next_page, counts, reasons, created_at)
       values ($1, $2, $3, 'queued', $4, $5, 0, $6, '[]', clock_timestamp())`,
      [id, kind, mode, requestedBy, maxDeleteShare, NO_COUNTS],
    );
    return await repository.findOneByOrFail({ id });
  }

  /** Finds a run. @throws {RpcRefusal} RUN_UNKNOWN */
  async get(id: string): Promise<SyncRun> {
    const run = await this.dataSource.getRepository(SyncRun).findOneBy({ id });
    if (!run) throw new RpcRefusal('RUN_UNKNOWN', 'There is no run with this id.');
    return run;
  }

  /** Cancels a run that is queued or running; cancelling it again has no effect. @throws {RpcRefusal} RUN_UNKNOWN, RUN_OVER */
  async cancel(id: string): Promise<SyncRun> {
    await this.dataSource.query(
      `update evse.sync_run set state = 'cancelled', finished_at = clock_timestamp()
       where id = $1 and state in ('queued', 'running')`,
      [id],
    );
    const run = await this.get(id);
    if (run.state !== 'cancelled')
      throw new RpcRefusal('RUN_OVER', `The run has already ended: it is ${run.state}.`);
    return run;
  }

  /** The run that the leader of this kind executes next: one that was begun before one that is queued. */
  async next(kind: SyncRun['kind']): Promise<SyncRun | undefined> {
    const repository = this.dataSource.getRepository(SyncRun);
    const order = { number: 'ASC' } as const;
    const [running] = await repository.find({ where: { kind, state: 'running' }, order, take: 1 });
    if (running) return running;
    const [queued] = await repository.find({ where: { kind, state: 'queued' }, order, take: 1 });
    return queued;
  }

  /** Whether a run is running: `false` once it has ended or was cancelled. */
  async isUnderWay(id: string): Promise<boolean> {
    return await this.dataSource.getRepository(SyncRun).existsBy({ id, state: 'running' });
  }

  /**
   * Begins a queued run and deletes runs that are no longer listed, except those that decide what is due.
   *
   * @param lastCall the moment from which a delta is requested
   * @throws {RunTakenAwayError} when the run is no longer queued, or another replica leads
   */
  async begin(run: SyncRun, leadership: Leadership, lastCall: Date | null): Promise<SyncRun> {
    await this.dataSource.transaction(async (manager) => {
      await this.assertLeads(manager, leadership);
      const [, begun] = await manager.query<[unknown, number]>(
        `update evse.sync_run set state = 'running', started_at = clock_timestamp(), last_call = $2
         where id = $1 and state = 'queued'`,
        [run.id, lastCall],
      );
      if (begun !== 1) throw new RunTakenAwayError();
      await manager.query(
        `delete from evse.sync_run where finished_at is not null and not (${RETAINED})
         and number not in (select max(number) from evse.sync_run where watermark is not null group by kind)
         and number not in (select max(number) from evse.sync_run group by kind, mode)`,
      );
      if (run.kind === 'evse-data') {
        await manager.query('delete from evse.sync_seen where run_id <> $1', [run.id]);
        await manager.query('delete from evse.quarantine where run_id not in (select id from evse.sync_run)');
      }
    });
    return await this.get(run.id);
  }

  /** Stores progress in the transaction that writes a page. @throws {RunTakenAwayError} and nothing of the page is written */
  async advance(
    manager: EntityManager,
    id: string,
    { nextPage, counts, reasons }: RunProgress,
  ): Promise<void> {
    const [, advanced] = await manager.query<[unknown, number]>(
      `update evse.sync_run set next_page = $2, counts = $3, reasons = $4 where id = $1 and state = 'running'`,
      [id, nextPage, counts, JSON.stringify(reasons)],
    );
    if (advanced !== 1) throw new RunTakenAwayError();
  }

  /** Ends a run, in a transaction that has called {@link assertLeads}. @throws {RunTakenAwayError} */
  async end(manager: EntityManager, id: string, { state, reasons, counts, isWhole }: RunEnd): Promise<void> {
    const [, ended] = await manager.query<[unknown, number]>(
      `update evse.sync_run set state = $2, reasons = $3, counts = coalesce($4, counts),
         watermark = case when $5 then coalesce($6, started_at) end, finished_at = clock_timestamp()
       where id = $1 and state = 'running'`,
      [
        id,
        state,
        JSON.stringify(reasons),
        counts ?? null,
        isWhole !== false,
        isWhole instanceof Date ? isWhole : null,
      ],
    );
    if (ended !== 1) throw new RunTakenAwayError();
  }

  /** Ends a run as failed, in a transaction of its own. @throws {RunTakenAwayError} */
  async fail(id: string, leadership: Leadership, reasons: readonly SyncReason[]): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.assertLeads(manager, leadership);
      await this.end(manager, id, { state: 'failed', reasons, isWhole: false });
    });
  }

  /** When the latest complete full pull before this one began. */
  async findEarlierFullPull(manager: EntityManager, { kind, number }: SyncRun): Promise<Date | undefined> {
    const earlier = await manager.getRepository(SyncRun).find({
      where: { kind, mode: 'full', state: 'succeeded', number: LessThan(number) },
      order: { number: 'DESC' },
    });
    return earlier.find(({ reasons }) => !isIncomplete(reasons))?.startedAt ?? undefined;
  }

  /** Checks in a transaction that this process still leads. @throws {RunTakenAwayError} */
  async assertLeads(manager: EntityManager, leadership: Leadership): Promise<void> {
    if (!(await holdsLease(manager, leadership))) throw new RunTakenAwayError();
  }

  /** The moment up to which the replica is complete; `undefined` before the first complete pull. */
  async watermark(kind: SyncRun['kind']): Promise<Date | undefined> {
    const [row] = await this.dataSource.query<{ watermark: Date | null }[]>(
      'select max(watermark) as watermark from evse.sync_run where kind = $1',
      [kind],
    );
    return row?.watermark ?? undefined;
  }
}
