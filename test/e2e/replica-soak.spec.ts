import { describe, expect, it } from '@jest/globals';
import { runReplicaSoak } from '../load/soak/replica-soak.js';

const SEED = Number(process.env['SOAK_SEED'] ?? 11);

/** The small sister of `npm run soak -- replica`, on a PostgreSQL and a RabbitMQ of its own, which it kills. */
describe('a full pull of the network', () => {
  it(`resumes at its page while evse-sync, gateway and PostgreSQL are killed, and is complete (seed ${SEED})`, async () => {
    const network = { evses: 3_000, pageSize: 300, pageDelayMs: 400 };
    // RabbitMQ takes 10 s to restart; it dies in the small soak of charge detail records.
    const victims = ['evse-sync', 'gateway', 'postgres'] as const;
    const soak = { seed: SEED, ...network, victims, kills: 1, withinMs: 120_000 };
    const lines: string[] = [];
    const { problems, rows } = await runReplicaSoak(soak, (line) => lines.push(line));
    expect({ problems, lines: problems.length > 0 ? lines : [] }).toEqual({ problems: [], lines: [] });
    expect(rows).toContainEqual(['processes killed', 3]);
    expect(rows).toContainEqual(['pages', 10]);
  }, 300_000);
});
