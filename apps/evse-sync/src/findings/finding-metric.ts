import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { evseFindingCodes } from '#suite';

/** Each replica is scraped a few times a minute, while findings change only with pulls. */
const COUNTED_EVERY_MS = 60_000;

/** The metric `evse_findings`: findings by code. */
@Injectable()
export class FindingMetric implements OnApplicationBootstrap {
  private countedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly dataSource: DataSource,
    private readonly metrics: Registry,
  ) {}

  /** Registers the metric. */
  onApplicationBootstrap(): void {
    const gauge: Gauge<'code'> = new Gauge({
      name: 'evse_findings',
      help: 'Findings about charging points by code',
      labelNames: ['code'],
      registers: [this.metrics],
      collect: () => this.count(gauge),
    });
  }

  private async count(gauge: Gauge<'code'>): Promise<void> {
    const now = performance.now();
    if (now < this.countedAt + COUNTED_EVERY_MS) return;
    const rows = await this.dataSource
      .query<{ code: string; count: number }[]>(
        'select code, count(*)::int as count from evse.evse_finding group by code',
      )
      .catch(() => undefined);
    // While the database is unavailable, the metric keeps its last figures.
    if (rows === undefined) return;
    this.countedAt = now;
    const counts = new Map(rows.map(({ code, count }) => [code, count]));
    for (const code of Object.keys(evseFindingCodes)) gauge.set({ code }, counts.get(code) ?? 0);
  }
}
