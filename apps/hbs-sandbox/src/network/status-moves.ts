import type { SeededRandom } from '../random/seeded-random.js';
import { shuffle } from './generation/draw.js';
import { isDemonstration } from './generation/generate-evses.js';
import type { NetworkStatuses } from './network-statuses.js';

/** Statuses with weights: mostly cars come and go, now and then something breaks. */
const moves = [
  ['Available', 50],
  ['Occupied', 40],
  ['OutOfService', 6],
  ['Unknown', 4],
] as const;

/**
 * Changes the status of `count` charging points, except those that a virtual charging station reports and those that
 * the README names.
 *
 * @returns how many were changed
 */
export function moveStatuses(statuses: NetworkStatuses, count: number, random: SeededRandom): number {
  let moved = 0;
  if (count === 0) return moved;
  for (const key of shuffle(statuses.now.keys, random)) {
    const before = statuses.now.find(key);
    if (!before || isDemonstration(before.evseId) || statuses.isReported(key)) continue;
    const [first, ...rest] = moves.filter(([status]) => status !== before.status);
    if (first) statuses.now.set(key, random.weighted<string>([first, ...rest]));
    moved += 1;
    if (moved === count) break;
  }
  return moved;
}
