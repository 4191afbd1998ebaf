import { Injectable } from '@nestjs/common';
import { Histogram, Registry } from 'prom-client';
import { Log } from '#platform';
import type { Exchange } from './exchange.js';

/** Keeps what was exchanged with HBS: a line in the log and a measurement for each exchange. */
@Injectable()
export class Journal {
  private readonly log: Log;
  private readonly durations: Histogram<'operation' | 'code'>;

  constructor(log: Log, metrics: Registry) {
    this.log = log.of('journal');
    this.durations = new Histogram({
      name: 'hbs_exchange_seconds',
      help: 'Exchanges with HBS, by operation and status code',
      labelNames: ['operation', 'code'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10, 65],
      registers: [metrics],
    });
  }

  record({ violations = [], durationMs, ...exchange }: Exchange): void {
    const code = exchange.code ?? String(exchange.httpStatus);
    this.durations.observe({ operation: exchange.operation, code }, durationMs / 1_000);
    this.log.info(`${exchange.operation} ${code}`, {
      exchange: {
        ...exchange,
        durationMs: Math.round(durationMs * 10) / 10,
        violations: violations.map((each) => `${each.code} ${each.pointer}`),
      },
    });
  }
}
