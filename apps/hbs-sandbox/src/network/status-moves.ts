import { Dice } from './generation/dice.js';
import { drawn } from './generation/drawn.js';
import { isDemonstration } from './generation/generated-evses.js';
import { NetworkStatuses } from './network-statuses.js';

/** Cars come and go; now and then something breaks. */
const moves = [
  ['Available', 50],
  ['Occupied', 40],
  ['OutOfService', 6],
  ['Unknown', 4],
] as const;

/**
 * Gives so many charging points another status; those that a charging station of ours speaks for, and those the README
 * names, stay. Answers how many were moved.
 */
export function moveStatuses(statuses: NetworkStatuses, count: number, dice: Dice): number {
  const movable = [...statuses.now.keys].filter((key) => {
    const evseId = statuses.now.find(key)?.evseId;
    return evseId !== undefined && !isDemonstration(evseId) && !statuses.isReported(key);
  });
  const moved = drawn(movable, count, dice);
  for (const key of moved) {
    const before = statuses.now.find(key)?.status;
    const others = moves.filter(([status]) => status !== before);
    const [first, ...rest] = others;
    if (first) statuses.now.set(key, dice.weighted<string>([first, ...rest]));
  }
  return moved.length;
}
