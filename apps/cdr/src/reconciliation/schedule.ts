import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProviderSettings } from '#suite';
import { ACCOUNT } from '../account.js';
import { Mark } from './mark.entity.js';
import { ReconciliationSettings } from './reconciliation-settings.js';
import { Runs, type OrderedRun } from './runs.js';

/** What is reconciled on the interval, in this order: what we do not have first, then the proof that nothing is missing. */
const SCHEDULED = ['unforwarded', 'sweep'] as const;

type Scheduled = Pick<OrderedRun, 'providerId'> & { readonly kind: (typeof SCHEDULED)[number] };

interface Latest extends Scheduled {
  /** When it was ordered; `null` where there was none. */
  readonly ordered_at: Date | null;
  readonly is_open: boolean;
  readonly now: Date;
}

/**
 * Queues the runs that are due. What is due follows from the runs there were and the interval as it is set now, by the
 * database's clock, so that neither a restart nor a change of leader shifts anything.
 */
@Injectable()
export class Schedule {
  constructor(
    private readonly settings: ReconciliationSettings,
    private readonly providers: ProviderSettings,
    private readonly runs: Runs,
  ) {}

  /** Queues the runs that are due, in a transaction that leads. */
  async queueDue(manager: EntityManager): Promise<void> {
    const due = (await this.latest(manager)).filter((each) => this.isDue(each));
    if (due.length === 0) return;
    const marks = await manager.findBy(Mark, { account: ACCOUNT });
    await this.runs.queueWithin(
      manager,
      due.map((each) => this.toOrder(each, marks)),
    );
  }

  /** Not while the last one has not ended: where a run takes longer than the interval, they would only pile up. */
  private isDue({ ordered_at: orderedAt, is_open: isOpen, now }: Latest): boolean {
    if (orderedAt === null) return true;
    return !isOpen && now.getTime() - orderedAt.getTime() >= this.settings.CDR_RECONCILE_INTERVAL;
  }

  /** The newest run of each kind and ProviderID. A scheduled run reaches up to the instant at which it was ordered. */
  private async latest(manager: EntityManager): Promise<readonly Latest[]> {
    return await manager.query<Latest[]>(
      `select kind, provider_id as "providerId", run.to_at as ordered_at,
              coalesce(run.state in ('waiting', 'running'), false) as is_open, clock_timestamp() as now
       from unnest($2::text[]) with ordinality as kinds (kind, place)
       cross join unnest($3::text[]) as providers (provider_id)
       left join lateral (
         select to_at, state from cdr.run
         where account = $1 and run.kind = kinds.kind and run.provider_id = providers.provider_id
         order by created_at desc limit 1) run on true
       order by place`,
      [ACCOUNT, SCHEDULED, this.providers.EMP_PROVIDER_IDS],
    );
  }

  private toOrder({ kind, providerId, now }: Latest, marks: readonly Mark[]): OrderedRun {
    const { CDR_RECONCILE_OVERLAP: overlap, CDR_RECONCILE_LOOKBACK: lookBack } = this.settings;
    const mark = marks.find((each) => each.kind === kind && each.providerId === providerId);
    const from = mark ? mark.until.valueOf() - overlap : now.valueOf() - lookBack;
    return { kind, providerId, from: new Date(from), to: now };
  }
}
