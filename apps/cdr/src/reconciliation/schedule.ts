import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { ProviderSettings } from '#messaging';
import type { Leadership } from '#persistence';
import { ACCOUNT } from '../account.js';
import { Mark } from './mark.entity.js';
import { ReconciliationSettings } from './reconciliation-settings.js';
import { Run } from './run.entity.js';
import { Runs, type OrderedRun } from './runs.js';

/** What is reconciled on the interval, in this order: what we do not have first, then the proof that nothing is missing. */
const SCHEDULED = ['unforwarded', 'sweep'] as const;

/** Orders the runs that are due, by the database's clock, so that a change of leader shifts nothing. */
@Injectable()
export class Schedule {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: ReconciliationSettings,
    private readonly providers: ProviderSettings,
    private readonly runs: Runs,
  ) {}

  /** Adds the runs that are due, and says when the next are. @throws {LeadLostError} */
  async orderDue(leadership: Leadership): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.runs.assertLeads(manager, leadership);
      const [due] = await manager.query<{ now: Date }[]>(
        `select clock_timestamp() as now from cdr.lease
         where job = $1 and coalesce(next_due_at, '-infinity') <= clock_timestamp()`,
        [leadership.job],
      );
      if (!due) return;
      const marks = await manager.findBy(Mark, { account: ACCOUNT });
      const orders = await this.notUnderWay(manager, this.ordersAt(due.now, marks));
      if (orders.length > 0) await this.runs.add(orders, manager);
      await manager.query(
        `update cdr.lease set next_due_at = clock_timestamp() + $2 * interval '1 ms' where job = $1`,
        [leadership.job, this.settings.CDR_RECONCILE_INTERVAL],
      );
    });
  }

  /** Without those whose last one has not ended: where a run takes longer than the interval, they would only pile up. */
  private async notUnderWay(manager: EntityManager, orders: readonly OrderedRun[]): Promise<OrderedRun[]> {
    const open = await manager.findBy(Run, { account: ACCOUNT, state: In(['waiting', 'running']) });
    return orders.filter(
      ({ kind, providerId }) => !open.some((run) => run.kind === kind && run.providerId === providerId),
    );
  }

  private ordersAt(now: Date, marks: readonly Mark[]): OrderedRun[] {
    const { CDR_RECONCILE_OVERLAP: overlap, CDR_RECONCILE_LOOKBACK: lookBack } = this.settings;
    return SCHEDULED.flatMap((kind) =>
      this.providers.EMP_PROVIDER_IDS.map((providerId) => {
        const mark = marks.find((each) => each.kind === kind && each.providerId === providerId);
        const from = mark ? mark.until.valueOf() - overlap : now.valueOf() - lookBack;
        return { kind, providerId, from: new Date(from), to: now };
      }),
    );
  }
}
