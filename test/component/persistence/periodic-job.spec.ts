import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PeriodicJob } from '#persistence';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { recordedLog } from '../../support/recorded-log.js';
import { notes } from './note.entity.js';

describe('a periodic job, on a real PostgreSQL', () => {
  let database: TestDatabase;
  const jobs: PeriodicJob[] = [];
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(async () => {
    await Promise.all(jobs.splice(0).map((job) => job.stop()));
    await database.drop();
  });

  async function startJob(
    work: () => Promise<void>,
    {
      everyMs = 20,
      retryMs,
      onFailure = () => {},
    }: { everyMs?: number; retryMs?: number; onFailure?: () => void } = {},
  ): Promise<PeriodicJob> {
    const dataSource = await database.connect(notes);
    const { log } = recordedLog();
    const job = new PeriodicJob({
      dataSource,
      log,
      job: 'tidy',
      everyMs,
      ...(retryMs !== undefined && { retryMs }),
      work,
      onFailure,
    });
    jobs.push(job);
    job.start();
    return job;
  }

  it('is done at once and every so often by one replica, and by another one when that stops', async () => {
    const done = { first: 0, second: 0 };
    const count = (name: keyof typeof done) => (): Promise<void> => {
      done[name] += 1;
      return Promise.resolve();
    };
    const first = await startJob(count('first'));
    await eventually(() => expect(done.first).toBeGreaterThan(3));
    await startJob(count('second'));
    const before = done.first;
    await eventually(() => expect(done.first).toBeGreaterThan(before + 3));
    expect(done.second).toBe(0);
    await first.stop();
    await eventually(() => expect(done.second).toBeGreaterThan(3));
  });

  it('comes sooner after a time that failed, which is reported', async () => {
    let attempts = 0;
    let failures = 0;
    const work = (): Promise<void> => {
      attempts += 1;
      return attempts < 3 ? Promise.reject(new Error('no luck')) : Promise.resolve();
    };
    await startJob(work, { everyMs: 3_600_000, retryMs: 10, onFailure: () => (failures += 1) });
    await eventually(() => expect(attempts).toBe(3));
    expect(failures).toBe(2);
  });

  it('is done again once the database has been unavailable', async () => {
    let done = 0;
    await startJob(() => Promise.resolve(void (done += 1)));
    await eventually(() => expect(done).toBeGreaterThan(0));
    database.network.close();
    await eventually(async () => {
      const before = done;
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(done).toBe(before);
    }, 30_000);
    database.network.open();
    const before = done;
    await eventually(() => expect(done).toBeGreaterThan(before), 30_000);
  }, 90_000);
});
