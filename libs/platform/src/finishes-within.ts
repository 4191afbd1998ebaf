import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for work for at most so many milliseconds. @returns whether it finished in time. @throws what the work throws */
export async function finishesWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const timeout = new AbortController();
  try {
    const expiry = sleep(milliseconds, false, { signal: timeout.signal, ref: false }).catch(() => false);
    return await Promise.race([work.then(() => true), expiry]);
  } finally {
    timeout.abort();
  }
}
