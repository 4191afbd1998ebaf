import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { acquireLease, holdsLease, Leader, releaseLease, renewLease, type Leadership } from '#persistence';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { recordedLog, type RecordedLog } from '../../support/recorded-log.js';
import { notes } from './note.entity.js';

describe('a lease, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeEach(async () => {
    database = await createDatabase();
    source = await database.connect(notes);
  });
  afterEach(() => database.drop());

  const acquire = (owner: string, forMs = 60_000): Promise<Leadership | undefined> =>
    acquireLease(source, { job: 'pull', owner, forMs });

  it('is acquired by one of many that compete at once, however often', async () => {
    for (let round = 0; round < 50; round += 1) {
      const compete = (_: unknown, index: number): Promise<Leadership | undefined> =>
        acquireLease(source, { job: `pull-${round}`, owner: `replica-${index}`, forMs: 60_000 });
      const won = await Promise.all(Array.from({ length: 20 }, compete));
      expect(won.filter((each) => each !== undefined)).toHaveLength(1);
    }
  });

  it('passes on when it expired or was released, each time with a higher fence', async () => {
    const first = await acquire('a', 1);
    await sleep(20);
    const second = await acquire('b');
    expect([first?.fence, second?.fence]).toEqual(['1', '2']);
    expect(await acquire('c')).toBeUndefined();
    await releaseLease(source, second!);
    expect(await acquire('c')).toMatchObject({ fence: '3' });
  });

  it('is not renewed by a replica that lost it', async () => {
    const first = await acquire('a', 1);
    await sleep(20);
    const second = await acquire('b');
    expect(await renewLease(source, first!, 1_000)).toBe(false);
    expect(await renewLease(source, second!, 1_000)).toBe(true);
  });

  it('refuses a batch under an old fence, and cannot pass on while a batch is being written', async () => {
    const first = (await acquire('a'))!;
    const order: string[] = [];
    const batch = source.transaction(async (manager) => {
      expect(await holdsLease(manager, first)).toBe(true);
      expect(await renewLease(source, first, 100)).toBe(true);
      await sleep(400);
      order.push('batch');
    });
    await sleep(300);
    const second = acquire('b').then((leadership) => {
      order.push('taken over');
      return leadership;
    });
    await batch;
    expect(await second).toMatchObject({ fence: '2' });
    expect(order).toEqual(['batch', 'taken over']);
    expect(await source.transaction((manager) => holdsLease(manager, first))).toBe(false);
  });
});

describe('leaders', () => {
  let database: TestDatabase;
  let recorded: RecordedLog;
  const leaders: Leader[] = [];
  beforeEach(async () => {
    database = await createDatabase();
    recorded = recordedLog();
  });
  afterEach(async () => {
    await Promise.all(leaders.splice(0).map((each) => each.stop()));
    await database.drop();
  });

  async function aLeader(work: (signal: AbortSignal) => Promise<void>, leaseMs = 300): Promise<Leader> {
    const leader = new Leader({
      dataSource: await database.connect(notes),
      log: recorded.log,
      job: 'pull',
      leaseMs,
      work: (_, signal) => work(signal),
    });
    leaders.push(leader);
    leader.start();
    return leader;
  }

  const untilAborted = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve()));

  it('work one at a time, and another takes over when one stops', async () => {
    let atOnce = 0;
    let most = 0;
    const work = async (signal: AbortSignal): Promise<void> => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await untilAborted(signal);
      atOnce -= 1;
    };
    const group = await Promise.all([aLeader(work), aLeader(work), aLeader(work)]);
    const leading = (): Leader[] => group.filter((each) => each.leadership !== undefined);
    await eventually(() => expect(leading()).toHaveLength(1));
    const [first] = leading();
    await first?.stop();
    await eventually(() => expect(leading()).toHaveLength(1));
    expect(leading()[0]).not.toBe(first);
    expect(most).toBe(1);
  });

  it('stop working when they lose the lease, and report it', async () => {
    let aborted = 0;
    const leader = await aLeader(async (signal) => {
      await untilAborted(signal);
      aborted += 1;
    });
    await eventually(() => expect(leader.leadership).toBeDefined());
    const thief = await database.connect(notes);
    await thief.query(`update notes.lease set fence = fence + 1, lease_until = now() + interval '1 hour'`);
    await eventually(() => expect(aborted).toBe(1));
    expect(recorded.alarms()).toContain('LEASE_LOST');
    expect(leader.leadership).toBeUndefined();
  });

  it('stop working when the database is unavailable for longer than the lease, and lead again afterwards', async () => {
    let started = 0;
    let aborted = 0;
    const leader = await aLeader(async (signal) => {
      started += 1;
      await untilAborted(signal);
      aborted += 1;
    });
    await eventually(() => expect(started).toBe(1));
    database.network.close();
    await eventually(() => expect(aborted).toBe(1));
    expect(leader.leadership).toBeUndefined();
    database.network.open();
    await eventually(() => expect(started).toBe(2));
  });

  it('retry after work that failed', async () => {
    let attempts = 0;
    await aLeader(async (signal) => {
      attempts += 1;
      if (attempts < 3) throw new Error('no luck');
      await untilAborted(signal);
    });
    await eventually(() => expect(attempts).toBe(3));
    expect(recorded.alarms()).toEqual(['LEADER_WORK_FAILED', 'LEADER_WORK_FAILED']);
  });

  it('distinguish a database that became unavailable during their work from work that fails', async () => {
    const source = await database.connect(notes);
    let attempts = 0;
    await aLeader(async () => {
      attempts += 1;
      await source.query('select pg_sleep(0.01)');
    });
    await eventually(() => expect(attempts).toBeGreaterThan(0));
    database.network.close();
    await eventually(() => expect(recorded.alarms()).toContain('DATABASE_AWAY'));
    database.network.open();
    const before = attempts;
    await eventually(() => expect(attempts).toBeGreaterThan(before));
    expect(recorded.alarms()).not.toContain('LEADER_WORK_FAILED');
  });
});
