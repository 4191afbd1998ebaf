import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `check` stops throwing; after `withinMs` its last error is the test's. */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 15_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(25);
    }
  }
}
