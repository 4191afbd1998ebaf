import type { SeededRandom } from '../../random/seeded-random.js';

/** Yields the members of a list in random order. */
export function* shuffle<T>(from: Iterable<T>, random: SeededRandom): Generator<T> {
  const pool = [...from];
  for (let at = 0; at < pool.length; at += 1) {
    const other = at + random.below(pool.length - at);
    const taken = pool[other] as T;
    pool[other] = pool[at] as T;
    yield taken;
  }
}

/** Draws `count` members of a list, each at most once; all of them if there are fewer. */
export function draw<T>(from: Iterable<T>, count: number, random: SeededRandom): readonly T[] {
  const taken: T[] = [];
  if (count === 0) return taken;
  for (const each of shuffle(from, random)) {
    taken.push(each);
    if (taken.length === count) break;
  }
  return taken;
}
