import type { DataSource, EntityManager } from 'typeorm';
import { messageOf, pause, type Log } from '#platform';
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

/** Creates the journal's partitions ahead of their day, and drops those past their retention. */
export class DayPartitions {
  private readonly stopping = new AbortController();
  private maintaining: Promise<void> = Promise.resolve();

  constructor(private readonly options: DayPartitionsOptions) {}

  /** Maintains the partitions hourly from now on; retries every minute after a failure. */
  start(): void {
    this.maintaining = this.maintain();
  }

  /** Stops the maintenance; waits for a run in progress. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.maintaining;
  }

  /** Creates and drops what is due now. Idempotent; an advisory lock lets one replica at a time do it. */
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

  private async maintain(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const isDone = await this.maintainOnce().then(
        () => true,
        (error: unknown) => {
          this.options.log.raise(gatewayAlarms.JOURNAL_PARTITIONS_NOT_KEPT, { reason: messageOf(error) });
          return false;
        },
      );
      await pause(isDone ? LOOK_EVERY_MS : RETRY_MS, signal);
    }
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
