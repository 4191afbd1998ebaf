import { Counter, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { isDatabaseUnavailable } from '#persistence';
import { backoff, codeOf, finishesWithin, messageOf, pause, ThrottledAlarm, type Log } from '#platform';
import { gatewayAlarms } from '../alarms.js';
import type { Exchange } from './exchange.js';
import { toExchangeRow, toPendingExchange, rowColumns, type PendingExchange } from './exchange-row.js';
import type { IdentityHash } from './identity-hash.js';

const BATCH = 500;
const FLUSH_EVERY_MS = 500;
const BACKOFF = { initial: 500, most: 10_000 };
const LAST_FLUSH_MS = 5_000;

/** SQLSTATE: no table, no partition for this day. */
const MISSING_TABLE = new Set(['42P01', '23514']);

const INSERT = `
  insert into gateway.exchange (${rowColumns.map((each) => each.split(' ')[0]).join(', ')})
  select * from jsonb_to_recordset($1::jsonb) as row(${rowColumns.join(', ')})
  on conflict do nothing`;

export interface ExchangeStoreOptions {
  readonly dataSource: DataSource;
  readonly hash: IdentityHash;
  readonly log: Log;
  readonly metrics: Registry;
  /** Exchanges that wait for the database at most. */
  readonly mostWaiting?: number;
}

/**
 * Writes exchanges in batches, behind the back of whoever has them. What the database does not take in time is dropped,
 * counted and said: an exchange with HBS never waits for its journal.
 */
export class ExchangeStore {
  private waiting: PendingExchange[] = [];
  private readonly stopping = new AbortController();
  private writing: Promise<void> = Promise.resolve();
  private readonly dropped: Counter;
  private readonly incomplete: ThrottledAlarm;

  constructor(private readonly options: ExchangeStoreOptions) {
    this.dropped = new Counter({
      name: 'journal_dropped_total',
      help: 'Exchanges with HBS that stand in the log only, because the database did not take them',
      registers: [options.metrics],
    });
    this.incomplete = new ThrottledAlarm(options.log, gatewayAlarms.JOURNAL_INCOMPLETE);
  }

  /** Its row is made when it is written, with many others: that takes a third of the time, and none of the exchange's. */
  add(exchange: Exchange, traceId: string | undefined): void {
    if (this.waiting.length >= (this.options.mostWaiting ?? 10_000))
      this.drop(1, 'the database is too slow or away');
    else this.waiting.push(toPendingExchange(exchange, traceId));
  }

  start(): void {
    this.writing = this.write();
  }

  /** Writes what waits, if the database takes it soon. */
  async close(): Promise<void> {
    this.stopping.abort();
    const finished = await finishesWithin(LAST_FLUSH_MS, this.writing);
    if (this.waiting.length > 0)
      this.drop(this.waiting.length, finished ? 'the service stops' : 'the database is too slow');
    this.waiting = [];
  }

  private async write(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; ;) {
      const last = signal.aborted;
      const wait = failures === 0 ? FLUSH_EVERY_MS : backoff(failures, BACKOFF);
      await pause(wait, signal);
      const written = await this.flush();
      failures = written ? 0 : failures + 1;
      if (last) return;
    }
  }

  /** @returns whether nothing waits any more */
  private async flush(): Promise<boolean> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, BATCH);
      try {
        const rows = batch.map((each) => toExchangeRow(each, this.options.hash));
        await this.options.dataSource.query(INSERT, [JSON.stringify(rows)]);
      } catch (error) {
        if (this.isDatabaseMissing(error)) return false;
        // One that cannot be written must not keep those behind it.
        this.drop(batch.length, messageOf(error));
      }
      this.waiting.splice(0, batch.length);
    }
    return true;
  }

  /** Also while its tables are not made yet. */
  private isDatabaseMissing(error: unknown): boolean {
    const { isInitialized } = this.options.dataSource;
    return !isInitialized || isDatabaseUnavailable(error) || MISSING_TABLE.has(codeOf(error) ?? '');
  }

  private drop(count: number, reason: string): void {
    this.dropped.inc(count);
    if (this.stopping.signal.aborted) this.incomplete.raiseAtOnce({ reason }, count);
    else this.incomplete.raise({ reason }, count);
  }
}
