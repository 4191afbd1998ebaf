import { VirtualEvse } from '../virtual-evse.js';
import { Statuses, type OperatorStatuses } from '../statuses.js';
import { demonstrationEvses } from './demonstration-evses.js';
import { SeededRandom } from '../../random/seeded-random.js';
import { generateRecord } from './generate-record.js';

const STATUS = 4;

/** By 75,235 real status records. */
const statusWeights = [
  ['Available', 58_430],
  ['Unknown', 6_486],
  ['Occupied', 6_054],
  ['OutOfService', 4_255],
  ['EvseNotFound', 8],
  ['Reserved', 2],
] as const;

export function generateEvse(seed: number, index: number): VirtualEvse {
  return new VirtualEvse(() => generateRecord(seed, index), index);
}

export function generateEvses(seed: number, count: number): readonly VirtualEvse[] {
  return Array.from({ length: count }, (_, index) => generateEvse(seed, index));
}

/** A status for each charging point that has an EvseID; those of the demonstration are free to be tried. */
export function generateStatuses(seed: number, evses: readonly VirtualEvse[]): Statuses {
  const operators = evses.flatMap(({ evseId, operatorId, operatorName }, index): OperatorStatuses[] => {
    if (evseId === '') return [];
    return [{ operatorId, operatorName, records: [{ evseId, status: generateStatus(seed, index, evseId) }] }];
  });
  return new Statuses(operators);
}

export function generateStatus(seed: number, index: number, evseId: string): string {
  if (isDemonstration(evseId)) return 'Available';
  return SeededRandom.of(seed, STATUS, index).weighted(statusWeights);
}

export function isDemonstration(evseId: string): boolean {
  return demonstrationEvses.some(({ EvseID }) => EvseID === evseId);
}
