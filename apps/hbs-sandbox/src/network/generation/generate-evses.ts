import { VirtualEvse } from '../virtual-evse.js';
import { Statuses, type OperatorStatuses } from '../statuses.js';
import { demonstrationEvses } from './demonstration-evses.js';
import { SeededRandom } from '../../random/seeded-random.js';
import { generateRecord } from './generate-record.js';

const STATUS = 4;

/** Weights from 75,235 real status records. */
const statusWeights = [
  ['Available', 58_430],
  ['Unknown', 6_486],
  ['Occupied', 6_054],
  ['OutOfService', 4_255],
  ['EvseNotFound', 8],
  ['Reserved', 2],
] as const;

/** Generates the charging point of an index. */
export function generateEvse(seed: number, index: number): VirtualEvse {
  return new VirtualEvse(() => generateRecord(seed, index), index);
}

/** Generates the first `count` charging points. */
export function generateEvses(seed: number, count: number): readonly VirtualEvse[] {
  return Array.from({ length: count }, (_, index) => generateEvse(seed, index));
}

/** Generates a status for each charging point with an EvseID; those of the demonstration are available. */
export function generateStatuses(seed: number, evses: readonly VirtualEvse[]): Statuses {
  const operators = evses.flatMap(({ evseId, operatorId, operatorName }, index): OperatorStatuses[] => {
    if (evseId === '') return [];
    return [{ operatorId, operatorName, records: [{ evseId, status: generateStatus(seed, index, evseId) }] }];
  });
  return new Statuses(operators);
}

/** Generates the status of one charging point. */
export function generateStatus(seed: number, index: number, evseId: string): string {
  if (isDemonstration(evseId)) return 'Available';
  return SeededRandom.of(seed, STATUS, index).weighted(statusWeights);
}

/** Whether the README names this charging point. */
export function isDemonstration(evseId: string): boolean {
  return demonstrationEvses.some(({ EvseID }) => EvseID === evseId);
}
