import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, type EntityManager } from 'typeorm';
import {
  cancelRun,
  findRun,
  type Page,
  type PageQuery,
  type PricingPullReply,
  type PricingRunView,
} from '#suite';
import { parseCursor, parseRowNumberPart, RunTable, selectPage, type RunClaim } from '#persistence';
import type { PricingPullStatus } from './is-pricing-due.js';
import { adoptLatestPull, lockPulls, writeLatestPull } from './latest-pull.js';
import { PricingPullState } from './pricing-pull.entity.js';
import { PricingRun } from './pricing-run.entity.js';

/** A pull of prices that this replica executes. */
export type PricingClaim = RunClaim<PricingRun>;

/** The pulls of prices in the database, and the row of the latest one for the release before. */
@Injectable()
export class PricingRunStore {
  /** The states of the pulls. */
  readonly table: RunTable<PricingRun>;

  constructor(private readonly dataSource: DataSource) {
    this.table = new RunTable({
      dataSource,
      entity: PricingRun,
      table: 'evse.pricing_run',
      order: 'number',
      afterChange: writeLatestPull,
    });
  }

  /** Queues a pull for a caller, unless one is queued already, and wakes this process’s worker. */
  async queue(): Promise<PricingPullReply> {
    await this.dataSource.transaction(async (manager) => {
      await adoptLatestPull(manager);
      await this.queueWithin(manager, 'api');
    });
    this.table.announceQueued();
    return await this.viewLatest();
  }

  /** Queues a pull in a transaction, unless one is queued already. */
  async queueWithin(manager: EntityManager, requestedBy: PricingRun['requestedBy']): Promise<void> {
    await lockPulls(manager);
    const [queued] = await manager.query<{ id: string }[]>(
      `insert into evse.pricing_run (id, state, requested_by, created_at)
       select $1, 'queued', $2, clock_timestamp()
       where not exists (select from evse.pricing_run where state = 'queued') returning id`,
      [randomUUID(), requestedBy],
    );
    if (queued) await writeLatestPull(manager, queued.id);
  }

  /** What `isPricingDue` decides by, in the transaction that queues what is due. */
  async findStatus(manager: EntityManager): Promise<PricingPullStatus> {
    await adoptLatestPull(manager);
    const [row] = await manager.query<
      (Omit<PricingPullStatus, 'latest'> & { latest: PricingRun['state'] | null; at: Date; reasons: [] })[]
    >(
      `select run.state as latest, coalesce(run.started_at, run.created_at) as at, run.reasons,
         clock_timestamp() as now, exists (
           select from evse.sync_run where kind = 'evse-data' and state = 'succeeded') as "isNetworkThere"
       from (select) one left join lateral (
         select * from evse.pricing_run order by number desc limit 1) run on true`,
    );
    if (!row) throw new Error('a select without a condition has returned no row');
    const { latest: state, at, reasons, ...status } = row;
    return { ...status, ...(state && { latest: { state, at, reasons } }) };
  }

  /** Deletes pulls that are no longer listed, except the newest: it decides what is due. */
  async deleteUnlisted(manager: EntityManager): Promise<void> {
    await manager.query(
      `delete from evse.pricing_run where finished_at < now() - interval '60 days'
       and number <> (select max(number) from evse.pricing_run)`,
    );
  }

  /** The latest pull, in the form of the release before and as a run. */
  async viewLatest(): Promise<PricingPullReply> {
    const row = await this.dataSource.getRepository(PricingPullState).findOneByOrFail({ id: 1 });
    const [run] = await this.dataSource
      .getRepository(PricingRun)
      .find({ order: { number: 'DESC' }, take: 1 });
    const { state, operators, changed, unreadable, incomplete, findings, reasons } = row;
    return {
      state,
      orderedAt: row.orderedAt?.toISOString(),
      startedAt: row.startedAt?.toISOString(),
      finishedAt: row.finishedAt?.toISOString(),
      operators,
      changed,
      unreadable,
      incomplete,
      findings: { ...findings },
      reasons: [...reasons],
      ...(run && { run: toPricingRunView(run) }),
    };
  }

  /** Finds a pull. @throws {RpcRefusal} RUN_UNKNOWN */
  async get(id: string): Promise<PricingRunView> {
    return toPricingRunView(await findRun(this.table, id));
  }

  /** Cancels a pull. @throws {RpcRefusal} RUN_UNKNOWN, RUN_OVER */
  async cancel(id: string): Promise<PricingRunView> {
    return toPricingRunView(await cancelRun(this.table, id));
  }

  /** Lists pulls, the latest first. @throws {CursorError} */
  async list({ limit, cursor }: PageQuery): Promise<Page<PricingRunView>> {
    const after = cursor === undefined ? undefined : parseRowNumberPart(parseCursor(cursor, 1)[0]);
    const where = after === undefined ? {} : { number: LessThan(after) };
    const select = (take: number): Promise<PricingRun[]> =>
      this.dataSource.getRepository(PricingRun).find({ where, order: { number: 'DESC' }, take });
    return await selectPage(limit, select, { keyOf: ({ number }) => [number], itemOf: toPricingRunView });
  }
}

function toPricingRunView(run: PricingRun): PricingRunView {
  const { id, state, requestedBy, operators, changed, unreadable, incomplete } = run;
  return {
    id,
    kind: 'pricing',
    state,
    requestedBy,
    counts: { operators, changed, unreadable, incomplete },
    findings: { ...run.findings },
    reasons: [...run.reasons],
    createdAt: run.createdAt.toISOString(),
    ...(run.startedAt && { startedAt: run.startedAt.toISOString() }),
    ...(run.finishedAt && { finishedAt: run.finishedAt.toISOString() }),
  };
}
