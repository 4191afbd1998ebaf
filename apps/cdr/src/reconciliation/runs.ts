import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { cancelRun, cdrStateWords, findRun, type CdrRun } from '#suite';
import { RunTable, type RunClaim } from '#persistence';
import { ACCOUNT } from '../account.js';
import { CANCELLED, Run } from './run.entity.js';

/** A run to add: which records, for whom, from when to when. */
export interface OrderedRun {
  readonly kind: CdrRun['kind'];
  readonly providerId: string;
  readonly from: Date;
  readonly to: Date;
}

/** A reconciliation that this replica executes. */
export type CdrClaim = RunClaim<Run>;

/** The runs of reconciliation: how they are queued, found and cancelled. */
@Injectable()
export class Runs {
  /** The states of the runs. What was scheduled is executed before what a person asked for. */
  readonly table: RunTable<Run>;

  constructor(private readonly dataSource: DataSource) {
    this.table = new RunTable({
      dataSource,
      entity: Run,
      table: 'cdr.run',
      order: `kind = 'backfill', created_at, kind desc, id`,
      words: cdrStateWords,
      finishedAt: 'ended_at',
      onCancel: { failure: CANCELLED },
    });
  }

  /** Queues runs, and wakes those who wait for one. */
  async queue(orders: readonly OrderedRun[]): Promise<Run[]> {
    const runs = await this.queueWithin(this.dataSource.manager, orders);
    this.table.announceQueued();
    return runs;
  }

  /** Queues runs in the order of the database's clock, also where several replicas add them. */
  async queueWithin(manager: EntityManager, orders: readonly OrderedRun[]): Promise<Run[]> {
    const [clock] = await manager.query<{ now: Date }[]>('select clock_timestamp() as now');
    const createdAt = clock?.now ?? new Date();
    const runs = orders.map(({ kind, providerId, from, to }) =>
      manager.create(Run, {
        id: randomUUID(),
        account: ACCOUNT,
        kind,
        providerId,
        storedState: cdrStateWords.queued,
        fromAt: from,
        toAt: to,
        doneUntil: from,
        createdAt,
      }),
    );
    await manager.insert(Run, runs);
    return manager.find(Run, {
      where: runs.map(({ id }) => ({ id })),
      order: { kind: 'ASC', providerId: 'ASC' },
    });
  }

  /** Deletes runs that ended 60 days ago, except the newest of each kind and ProviderID: it decides what is due. */
  async deleteUnlisted(manager: EntityManager): Promise<void> {
    await manager.query(
      `delete from cdr.run where account = $1 and ended_at < now() - interval '60 days'
       and exists (select from cdr.run later where later.account = run.account and later.kind = run.kind
         and later.provider_id = run.provider_id and later.created_at > run.created_at)`,
      [ACCOUNT],
    );
  }

  /** Finds a run. @throws {RpcRefusal} RUN_UNKNOWN */
  async get(id: string): Promise<Run> {
    return await findRun(this.table, id);
  }

  /** Cancels a run that is queued or running; cancelling it again has no effect. @throws {RpcRefusal} RUN_UNKNOWN, RUN_OVER */
  async cancel(id: string): Promise<Run> {
    return await cancelRun(this.table, id);
  }
}
