import { Histogram, type Registry } from 'prom-client';
import { currentCorrelation, type Log } from '#platform';
import type { Exchange } from './exchange.js';
import { exchangeRow } from './exchange-row.js';
import type { ExchangeStore } from './exchange-store.js';
import type { IdentityHash } from './identity-hash.js';

/** Keeps what was exchanged with HBS: a line in the log, a measurement and a row for each exchange. */
export class Journal {
  private readonly durations: Histogram<'operation' | 'code'>;

  constructor(
    private readonly log: Log,
    metrics: Registry,
    private readonly store: ExchangeStore,
    private readonly hash: IdentityHash,
  ) {
    this.durations = new Histogram({
      name: 'hbs_exchange_seconds',
      help: 'Exchanges with HBS, by operation and status code',
      labelNames: ['operation', 'code'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10, 65],
      registers: [metrics],
    });
  }

  record(exchange: Exchange): void {
    const { violations = [], durationMs, ...told } = exchange;
    const code = exchange.code ?? String(exchange.httpStatus);
    this.durations.observe({ operation: exchange.operation, code }, durationMs / 1_000);
    this.log.info(`${exchange.operation} ${code}`, {
      exchange: {
        ...told,
        durationMs: Math.round(durationMs * 10) / 10,
        violations: violations.map((each) => `${each.code} ${each.pointer}`),
      },
    });
    this.store.add(exchangeRow(exchange, this.hash, currentCorrelation()?.traceId));
  }
}
