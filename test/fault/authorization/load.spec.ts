import { describe, expect, it } from '@jest/globals';
import { runAuthorizeLoad } from '../../load/soak/authorize-load.js';

describe('AuthorizeStart under a steady load, by separate processes', () => {
  it('is answered in time and as OICP has it, known cards with 000, while a replica is killed and the database is unreachable', async () => {
    const load = { seed: 7, perSecond: 25, seconds: 8, databaseDownSeconds: 2, deadlineMs: 9_000 };
    const report = await runAuthorizeLoad(load, () => {});
    expect(report).toMatchObject({
      sent: 200,
      malformed: [],
      late: 0,
      knownRefused: {},
      strangersAuthorized: 0,
      unwritten: 0,
    });
    expect(report.knownCards).toBeGreaterThan(50);
  }, 180_000);
});
