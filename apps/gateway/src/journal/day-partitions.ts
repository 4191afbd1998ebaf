import type { DataSource, EntityManager } from 'typeorm';
import { PeriodicJob } from '#persistence';
import { messageOf, type Log } from '#platform';
import { gatewayAlarms } from '../alarms.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const AHEAD_DAYS = 3;
const LOOK_EVERY_MS = 60 * 60 * 1_000;
const RETRY_MS = 60_000;
const PARTITION = /^exchange_(\d{4})(\d\d)(\d\d)$/;

/** What the maintenance of partitions needs. */
export interface DayPartitionsOptions {
  readonly dataSource: DataSource;
  readonly log: Log;
  readonly retentionDays: number;
  readonly now?: () => Date;
}

/** Creates the journal's partitions ahead of their day, and drops those past their retention, on one replica at a time. */
export class DayPartitions {
  private readonly job: PeriodicJob;

  constructor(private readonly options: DayPartitionsOptions) {
    const { dataSource, log } = options;
    this.job = new PeriodicJob({
      dataSource,
      log,
      job: 'journal-partitions',
      everyMs: LOOK_EVERY_MS,
      retryMs: RETRY_MS,
      work: () => this.maintainOnce(),
      onFailure: (error) =>
        log.raise(gatewayAlarms.JOURNAL_PARTITIONS_NOT_KEPT, { reason: messageOf(error) }),
    });
  }

  /** Maintains the partitions as soon as this replica leads, and hourly from then on; every minute after a failure. */
  start(): void {
    this.job.start();
  }

  /** Stops the maintenance; waits for a run in progress. */
  async close(): Promise<void> {
    await this.job.stop();
  }

  /** Creates and drops what is due now. Idempotent; a gateway of the release before, which does not compete for the lead, waits for the same lock. */
  async maintainOnce(): Promise<void> {
    await this.options.dataSource.transaction(async (manager) => {
      // Readers and writers queue behind a lock request on the table, so it must not wait for long.
      await manager.query(`set local lock_timeout = '2s'`);
      await manager.query(`select pg_advisory_xact_lock(hashtext('gateway.exchange partitions'))`);
      const today = startOfDay((this.options.now?.() ?? new Date()).getTime());
      // Yesterday's for exchanges just before midnight, or from a clock that is slow.
      for (let day = -1; day <= AHEAD_DAYS; day += 1) await createPartition(manager, today + day * DAY_MS);
      await dropPartitionsBefore(manager, today - this.options.retentionDays * DAY_MS);
    });
  }
}

async function createPartition(manager: EntityManager, day: number): Promise<void> {
  const [from, to] = [new Date(day).toISOString(), new Date(day + DAY_MS).toISOString()];
  const name = `exchange_${from.slice(0, 10).replaceAll('-', '')}`;
  await manager.query(
    `create table if not exists gateway.${name} partition of gateway.exchange for values from ('${from}') to ('${to}')`,
  );
}

async function dropPartitionsBefore(manager: EntityManager, oldest: number): Promise<void> {
  const partitions = await manager.query<{ name: string }[]>(
    `select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
     where inhparent = 'gateway.exchange'::regclass`,
  );
  for (const { name } of partitions) {
    const [, year, month, day] = PARTITION.exec(name) ?? [];
    if (year === undefined || Date.UTC(Number(year), Number(month) - 1, Number(day)) >= oldest) continue;
    await manager.query(`drop table gateway.${name}`);
  }
}

function startOfDay(instant: number): number {
  return Math.floor(instant / DAY_MS) * DAY_MS;
}
