import { describe, expect, it } from '@jest/globals';
import { runCdrSoak } from '../load/soak/cdr-soak.js';

const SEED = Number(process.env['SOAK_SEED'] ?? 11);

/** The small sister of `npm run soak -- cdr`, on a PostgreSQL and a RabbitMQ of its own, which it kills. */
describe('charge detail records at a steady rate', () => {
  it(`are stored and published exactly once while gateway, cdr, RabbitMQ and PostgreSQL are killed (seed ${SEED})`, async () => {
    const soak = { count: 300, ratePerSecond: 20, kills: 1, reconcileEvery: 'PT3S', restWithinMs: 90_000 };
    const lines: string[] = [];
    const { problems, counts } = await runCdrSoak({ seed: SEED, ...soak }, (line) => lines.push(line));
    expect({ problems, lines: problems.length > 0 ? lines : [] }).toEqual({ problems: [], lines: [] });
    expect(counts).toMatchObject({ killed: 4, sent: 300, stored: 300, published: 300 });
    expect(counts.acknowledged).toBeGreaterThan(0);
    // The gateway was down for a while: reconciliation pulled these.
    expect(counts.unacknowledged).toBeGreaterThan(0);
  }, 300_000);
});
