import { setTimeout as sleep } from 'node:timers/promises';

const LATE = Symbol('late');

/**
 * The result of work, or that of `late` where it takes longer than so many milliseconds. The work goes on: what it
 * returns or throws later is nobody’s.
 *
 * @throws what the work throws in time, or what `late` throws
 */
export async function within<T, Late>(
  milliseconds: number,
  work: Promise<T>,
  late: () => Late,
): Promise<T | Late> {
  work.catch(() => {}); // After the time nobody awaits it.
  const inTime = new AbortController();
  const expiry = sleep<typeof LATE>(milliseconds, LATE, { signal: inTime.signal, ref: false }).catch(
    (): typeof LATE => LATE,
  );
  try {
    const first = await Promise.race([work, expiry]);
    return first === LATE ? late() : first;
  } finally {
    inTime.abort();
  }
}

/** Waits for work for at most so many milliseconds. @returns whether it finished in time. @throws what the work throws */
export async function finishesWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  return await within(
    milliseconds,
    work.then(() => true),
    () => false,
  );
}
