import type { Dice } from './dice.js';

/** So many of a list, each at most once; all of them if there are no more. */
export function drawn<T>(from: Iterable<T>, count: number, dice: Dice): readonly T[] {
  const pool = [...from];
  const taken = Math.min(count, pool.length);
  for (let at = 0; at < taken; at += 1) {
    const other = at + dice.below(pool.length - at);
    [pool[at], pool[other]] = [pool[other] as T, pool[at] as T];
  }
  return pool.slice(0, taken);
}
