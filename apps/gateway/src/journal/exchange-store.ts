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

/** SQLSTATE for a missing table, and for a missing partition of a day. */
const MISSING_TABLE = new Set(['42P01', '23514']);

const INSERT = `
  insert into gateway.exchange (${rowColumns.map((each) => each.split(' ')[0]).join(', ')})
  select * from jsonb_to_recordset($1::jsonb) as row(${rowColumns.join(', ')})
  on conflict do nothing`;

/** What the store needs. */
export interface ExchangeStoreOptions {
  readonly dataSource: DataSource;
  readonly hash: IdentityHash;
  readonly log: Log;
  readonly metrics: Registry;
  /** Capacity of the buffer; 10,000 exchanges by default. */
  readonly maxPending?: number;
}

/**
 * Writes exchanges to the database in batches, in the background. What does not fit into the buffer is dropped, counted
 * and reported: an exchange with HBS never waits for its journal.
 */
export class ExchangeStore {
  private pending: PendingExchange[] = [];
  private readonly stopping = new AbortController();
  private writing: Promise<void> = Promise.resolve();
  private readonly dropped: Counter;
  private readonly incomplete: ThrottledAlarm;

  constructor(private readonly options: ExchangeStoreOptions) {
    this.dropped = new Counter({
      name: 'journal_dropped_total',
      help: 'Exchanges with HBS that are only in the log, because the database did not store them',
      registers: [options.metrics],
    });
    this.incomplete = new ThrottledAlarm(options.log, gatewayAlarms.JOURNAL_INCOMPLETE);
  }

  /**
   * Buffers an exchange. Its row is built when it is written, in a batch: three times as fast, and it delays no
   * exchange.
   */
  add(exchange: Exchange, traceId: string | undefined): void {
    if (this.pending.length >= (this.options.maxPending ?? 10_000))
      this.drop(1, 'the database is too slow or unavailable');
    else this.pending.push(toPendingExchange(exchange, traceId));
  }

  /** Starts writing. */
  start(): void {
    this.writing = this.write();
  }

  /** Writes what is pending, for up to five seconds. */
  async close(): Promise<void> {
    this.stopping.abort();
    const finished = await finishesWithin(LAST_FLUSH_MS, this.writing);
    if (this.pending.length > 0)
      this.drop(this.pending.length, finished ? 'the service stops' : 'the database is too slow');
    this.pending = [];
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

  /** @returns whether everything pending was written */
  private async flush(): Promise<boolean> {
    while (this.pending.length > 0) {
      const batch = this.pending.slice(0, BATCH);
      try {
        const rows = batch.map((each) => toExchangeRow(each, this.options.hash));
        await this.options.dataSource.query(INSERT, [JSON.stringify(rows)]);
      } catch (error) {
        if (this.isDatabaseMissing(error)) return false;
        // A batch that cannot be written must not hold up those behind it.
        this.drop(batch.length, messageOf(error));
      }
      this.pending.splice(0, batch.length);
    }
    return true;
  }

  /** Also while its tables do not exist yet. */
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
