import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProviderSettings } from '#messaging';
import type { Leadership } from '#persistence';
import { ACCOUNT } from '../account.js';
import { Mark } from './mark.entity.js';
import { ReconciliationSettings } from './reconciliation-settings.js';
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
      await this.runs.add(this.ordersAt(due.now, marks), manager);
      await manager.query(
        `update cdr.lease set next_due_at = clock_timestamp() + $2 * interval '1 ms' where job = $1`,
        [leadership.job, this.settings.CDR_RECONCILE_INTERVAL],
      );
    });
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
