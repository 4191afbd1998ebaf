import { describe, expect, it } from '@jest/globals';
import { runAuthorizeLoad } from '../../load/soak/authorize-load.js';

describe('AuthorizeStart under a steady load, by separate processes', () => {
  it('is answered in form and in time, and authorises known cards, while a replica is killed and the database is unavailable', async () => {
    const load = { seed: 7, perSecond: 25, seconds: 8, databaseAwaySeconds: 2, deadlineMs: 9_000 };
    const report = await runAuthorizeLoad(load, () => {});
    expect(report).toMatchObject({
      sent: 200,
      malformed: [],
      late: 0,
      knownRefused: {},
      strangersLetIn: 0,
      unwritten: 0,
    });
    expect(report.knownCards).toBeGreaterThan(50);
  }, 180_000);
});
