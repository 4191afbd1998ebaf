import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for work, but not for ever: whether it finished within the time. Rejects as the work does. */
export async function finishesWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const timeout = new AbortController();
  try {
    const expiry = sleep(milliseconds, false, { signal: timeout.signal, ref: false }).catch(() => false);
    return await Promise.race([work.then(() => true), expiry]);
  } finally {
    timeout.abort();
  }
}
