import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CdrRun } from '#suite';
import { holdsLease, type Leadership } from '#persistence';
import { ACCOUNT } from '../account.js';
import { FIRST_PLACE, type PagePlace } from './page-place.js';
import type { AfterPage } from './page-totals.js';
import { LeadLostError } from './reconciliation-error.js';
import { Run } from './run.entity.js';

/** A run to add: which records, for whom, from when to when. */
export interface OrderedRun {
  readonly kind: CdrRun['kind'];
  readonly providerId: string;
  readonly from: Date;
  readonly to: Date;
}

interface Failure {
  readonly code: string;
  readonly message: string;
}

/** A page that is stored, and where the run resumes if its window has not ended. */
interface ReadPage {
  readonly records: number;
  readonly pages: number | undefined;
  readonly windowEnd: Date;
  readonly next: PagePlace;
}

/** The runs, and the marks that they move. What a leader writes, it writes under its fence. */
@Injectable()
export class Runs {
  constructor(private readonly dataSource: DataSource) {}

  /** Adds runs that the leader takes up, in the order of the database's clock, also where several replicas add them. */
  async add(orders: readonly OrderedRun[], manager: EntityManager = this.dataSource.manager): Promise<Run[]> {
    const [clock] = await manager.query<{ now: Date }[]>('select clock_timestamp() as now');
    const createdAt = clock?.now ?? new Date();
    const runs = orders.map(({ kind, providerId, from, to }) => {
      const place = { fromAt: from, toAt: to, doneUntil: from, createdAt };
      return manager.create(Run, {
        id: randomUUID(),
        account: ACCOUNT,
        kind,
        providerId,
        state: 'waiting',
        ...place,
      });
    });
    await manager.insert(Run, runs);
    return manager.find(Run, {
      where: runs.map(({ id }) => ({ id })),
      order: { kind: 'ASC', providerId: 'ASC' },
    });
  }

  /** What to do next: what was begun first, then what was scheduled, then what was ordered. */
  async next(): Promise<Run | undefined> {
    const [row] = await this.dataSource.query<{ id: string }[]>(
      `select id from cdr.run where account = $1 and state in ('waiting', 'running')
       order by state = 'waiting', kind = 'backfill', created_at, kind desc, id limit 1`,
      [ACCOUNT],
    );
    return row && (await this.dataSource.manager.findOneByOrFail(Run, { id: row.id }));
  }

  /** Under which a batch is written, or not at all. @throws {LeadLostError} */
  async assertLeads(manager: EntityManager, leadership: Leadership): Promise<void> {
    if (!(await holdsLease(manager, leadership))) throw new LeadLostError();
  }

  async begin(run: Run, leadership: Leadership): Promise<void> {
    await this.fenced(leadership, (manager) =>
      manager.query(
        `update cdr.run set state = 'running', started_at = coalesce(started_at, clock_timestamp()) where id = $1`,
        [run.id],
      ),
    );
  }

  async countAdded(manager: EntityManager, run: Run, added: number): Promise<void> {
    await manager.query('update cdr.run set added = added + $2 where id = $1', [run.id, added]);
  }

  /** A page is stored: the next one of the window, or the next window, is where the run resumes. */
  async advance(
    run: Run,
    { isLast, windowTotal, windowRecords }: AfterPage,
    { records, pages, windowEnd, next }: ReadPage,
    leadership: Leadership,
  ): Promise<void> {
    await this.fenced(leadership, (manager) =>
      isLast
        ? manager.query(
            `update cdr.run set done_until = $2, page = $4, page_size = $5, pages = null, window_total = null,
               window_records = 0, records = records + $3 where id = $1`,
            [run.id, windowEnd, records, FIRST_PLACE.page, FIRST_PLACE.pageSize],
          )
        : manager.query(
            `update cdr.run set page = $6, page_size = $7, pages = $2, window_total = $3, window_records = $4,
               records = records + $5 where id = $1`,
            [run.id, pages ?? null, windowTotal, windowRecords, records, next.page, next.pageSize],
          ),
    );
  }

  /** The run resumes at the same place in pages of another size: how many there are of those is not known yet. */
  async resize(run: Run, { page, pageSize }: PagePlace, leadership: Leadership): Promise<void> {
    await this.fenced(leadership, (manager) =>
      manager.query('update cdr.run set page = $2, page_size = $3, pages = null where id = $1', [
        run.id,
        page,
        pageSize,
      ]),
    );
  }

  /** A record cannot be had: the run resumes behind it, and will have failed for the first of them. */
  async passOver(run: Run, { page }: PagePlace, failure: Failure, leadership: Leadership): Promise<void> {
    await this.fenced(leadership, (manager) =>
      manager.query(
        `update cdr.run set page = $2, window_records = window_records + 1, failure = coalesce(failure, $3)
         where id = $1`,
        [run.id, page, JSON.stringify(failure)],
      ),
    );
  }

  /** The run has read everything: with that, and only with that, its mark moves. */
  async succeed(run: Run, leadership: Leadership): Promise<void> {
    await this.fenced(leadership, async (manager) => {
      await manager.query(`update cdr.run set state = 'done', ended_at = clock_timestamp() where id = $1`, [
        run.id,
      ]);
      if (run.kind === 'backfill') return;
      await manager.query(
        `insert into cdr.mark as mark (account, kind, provider_id, until) values ($1, $2, $3, $4)
         on conflict (account, kind, provider_id) do update set until = greatest(mark.until, excluded.until)`,
        [ACCOUNT, run.kind, run.providerId, run.toAt],
      );
    });
  }

  async fail(run: Run, failure: Failure, leadership: Leadership): Promise<void> {
    await this.fenced(leadership, (manager) =>
      manager.query(
        `update cdr.run set state = 'failed', ended_at = clock_timestamp(), failure = $2 where id = $1`,
        [run.id, JSON.stringify(failure)],
      ),
    );
  }

  private async fenced(
    leadership: Leadership,
    write: (manager: EntityManager) => Promise<unknown>,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.assertLeads(manager, leadership);
      await write(manager);
    });
  }
}
