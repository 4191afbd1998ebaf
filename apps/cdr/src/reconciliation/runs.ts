import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CdrRun } from '#messaging';
import { holdsLease, type Leadership } from '#persistence';
import { ACCOUNT } from '../account.js';
import type { AfterPage } from './page-totals.js';
import { LeadLostError } from './reconciliation-error.js';
import { Run } from './run.entity.js';

export interface OrderedRun {
  readonly kind: CdrRun['kind'];
  readonly providerId: string;
  readonly from: Date;
  readonly to: Date;
}

/** The runs, and the marks that they move. What a leader writes, it writes under its fence. */
@Injectable()
export class Runs {
  constructor(private readonly dataSource: DataSource) {}

  /** Adds runs that somebody will lead. */
  async add(orders: readonly OrderedRun[], manager: EntityManager = this.dataSource.manager): Promise<Run[]> {
    const now = new Date();
    const runs = orders.map(({ kind, providerId, from, to }) => {
      const place = { fromAt: from, toAt: to, doneUntil: from, createdAt: now };
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

  /** What to do next: what was begun first, then what was scheduled, then what somebody asked for. */
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

  /** A page is stored: the next one of the window, or the next window, is where the run goes on. */
  async advance(
    run: Run,
    { isLast, windowTotal, windowRecords }: AfterPage,
    { records, pages, windowEnd }: { records: number; pages: number | undefined; windowEnd: Date },
    leadership: Leadership,
  ): Promise<void> {
    await this.fenced(leadership, (manager) =>
      isLast
        ? manager.query(
            `update cdr.run set done_until = $2, page = 0, pages = null, window_total = null, window_records = 0,
               records = records + $3 where id = $1`,
            [run.id, windowEnd, records],
          )
        : manager.query(
            `update cdr.run set page = page + 1, pages = $2, window_total = $3, window_records = $4,
               records = records + $5 where id = $1`,
            [run.id, pages ?? null, windowTotal, windowRecords, records],
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

  async fail(run: Run, failure: { code: string; message: string }, leadership: Leadership): Promise<void> {
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
