import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, type EntityManager } from 'typeorm';
import { cancelRun, findRun, type SyncCounts, type SyncReason, type SyncRunView } from '#suite';
import { RunTable, type RunClaim, type RunColumns } from '#persistence';
import { isIncomplete } from './reasons.js';
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

/** A run of evse-sync that this replica executes. */
export type SyncClaim = RunClaim<SyncRun>;

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

/** The runs in the database: how they are queued and cancelled, and what earlier ones say. */
@Injectable()
export class RunStore {
  /** The states of the runs. */
  readonly table: RunTable<SyncRun>;

  constructor(private readonly dataSource: DataSource) {
    this.table = new RunTable({ dataSource, entity: SyncRun, table: 'evse.sync_run', order: 'number' });
  }

  /** Queues a run and wakes those who wait for one; a queued run with the same options is returned instead. */
  async queue(wanted: WantedRun): Promise<SyncRun> {
    const run = await this.dataSource.transaction((manager) => this.queueWithin(manager, wanted));
    this.table.announceQueued();
    return run;
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
    return await findRun(this.table, id);
  }

  /** Cancels a run that is queued or running; cancelling it again has no effect. @throws {RpcRefusal} RUN_UNKNOWN, RUN_OVER */
  async cancel(id: string): Promise<SyncRun> {
    return await cancelRun(this.table, id);
  }

  /** Deletes runs that are no longer listed, except those that decide what is due; then what only they needed. */
  async deleteUnlisted(manager: EntityManager, begun: SyncRun): Promise<void> {
    await manager.query(
      `delete from evse.sync_run where finished_at is not null and not (${RETAINED})
       and number not in (select max(number) from evse.sync_run where watermark is not null group by kind)
       and number not in (select max(number) from evse.sync_run group by kind, mode)`,
    );
    if (begun.kind !== 'evse-data') return;
    await manager.query('delete from evse.sync_seen where run_id <> $1', [begun.id]);
    await manager.query('delete from evse.quarantine where run_id not in (select id from evse.sync_run)');
  }

  /** When the latest complete full pull before this one began. */
  async findEarlierFullPull(manager: EntityManager, { kind, number }: SyncRun): Promise<Date | undefined> {
    const earlier = await manager.getRepository(SyncRun).find({
      where: { kind, mode: 'full', state: 'succeeded', number: LessThan(number) },
      order: { number: 'DESC' },
    });
    return earlier.find(({ reasons }) => !isIncomplete(reasons))?.startedAt ?? undefined;
  }

  /** The moment up to which the replica is complete; `undefined` before the first complete pull. */
  async watermark(
    kind: SyncRun['kind'],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Date | undefined> {
    const [row] = await manager.query<{ watermark: Date | null }[]>(
      'select max(watermark) as watermark from evse.sync_run where kind = $1',
      [kind],
    );
    return row?.watermark ?? undefined;
  }
}

/** Progress as it is stored with a page. */
export function toProgressColumns({ nextPage, counts, reasons }: RunProgress): RunColumns {
  return { next_page: nextPage, counts, reasons };
}
