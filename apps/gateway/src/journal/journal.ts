import { Histogram, type Registry } from 'prom-client';
import { currentCorrelation, type Log } from '#platform';
import type { Exchange } from './exchange.js';
import type { ExchangeStore } from './exchange-store.js';
import { maskNamesForLog, maskPath } from './mask-identities.js';

/** Records every exchange with HBS: a line in the log, a measurement and a row. */
export class Journal {
  private readonly durations: Histogram<'operation' | 'code'>;

  constructor(
    private readonly log: Log,
    metrics: Registry,
    private readonly store: ExchangeStore,
  ) {
    this.durations = new Histogram({
      name: 'hbs_exchange_seconds',
      help: 'Exchanges with HBS, by operation and status code',
      labelNames: ['operation', 'code'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10, 65],
      registers: [metrics],
    });
  }

  /** Records an exchange. */
  record(exchange: Exchange): void {
    this.log.info(`${exchange.operation} ${resultOf(exchange)}`, () => ({ exchange: toLogEntry(exchange) }));
    this.measureAndStore(exchange);
  }

  /** Records an exchange without a line in the log, except at `debug`: what strangers cause must not flood it. */
  recordQuietly(exchange: Exchange): void {
    this.log.debug(`${exchange.operation} ${resultOf(exchange)}`, { exchange: toLogEntry(exchange) });
    this.measureAndStore(exchange);
  }

  private measureAndStore(exchange: Exchange): void {
    const { operation, durationMs } = exchange;
    this.durations.observe({ operation, code: resultOf(exchange) }, durationMs / 1_000);
    this.store.add(exchange, currentCorrelation()?.traceId);
  }
}

function resultOf({ code, httpStatus }: Exchange): string {
  return code ?? String(httpStatus);
}

function toLogEntry({ violations = [], durationMs, ...logged }: Exchange): object {
  return {
    ...logged,
    ...maskNamesForLog(logged),
    durationMs: Math.round(durationMs * 10) / 10,
    violations: violations.map((each) => `${each.code} ${maskPath(each.pointer)}`),
  };
}
