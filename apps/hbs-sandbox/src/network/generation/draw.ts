import type { SeededRandom } from '../../random/seeded-random.js';

/** A list in an order of chance, for as long as somebody takes of it. */
export function* shuffle<T>(from: Iterable<T>, random: SeededRandom): Generator<T> {
  const pool = [...from];
  for (let at = 0; at < pool.length; at += 1) {
    const other = at + random.below(pool.length - at);
    const taken = pool[other] as T;
    pool[other] = pool[at] as T;
    yield taken;
  }
}

/** So many of a list, each at most once; all of them if there are no more. */
export function draw<T>(from: Iterable<T>, count: number, random: SeededRandom): readonly T[] {
  const taken: T[] = [];
  if (count === 0) return taken;
  for (const each of shuffle(from, random)) {
    taken.push(each);
    if (taken.length === count) break;
  }
  return taken;
}
