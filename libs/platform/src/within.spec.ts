import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { finishesWithin, within } from './within.js';

const never = new Promise<never>(() => {});
const fail = (): never => {
  throw new Error('too late');
};

describe('work with a time limit', () => {
  it('returns its result, or throws what it throws, where it is in time', async () => {
    expect(await within(1_000, Promise.resolve('done'), fail)).toBe('done');
    expect(await within(1_000, Promise.resolve(undefined), fail)).toBeUndefined();
    await expect(within(1_000, Promise.reject(new Error('refused')), fail)).rejects.toThrow('refused');
    expect(await finishesWithin(1_000, sleep(1))).toBe(true);
  });

  it('is given up once the time is over', async () => {
    expect(await within(5, never, () => 'late')).toBe('late');
    await expect(within(5, never, fail)).rejects.toThrow('too late');
    expect(await finishesWithin(5, never)).toBe(false);
  });

  it('may fail afterwards without an unhandled rejection', async () => {
    const failing = sleep(10).then(() => {
      throw new Error('nobody listens');
    });
    expect(await finishesWithin(1, failing)).toBe(false);
    await sleep(20);
  });
});
