import { evseIdKey } from '#oicp';
import { testData, testDataFile } from '../../../libs/oicp/test/test-data.js';
import type { WireEvseRecord } from './wire-records.js';

export {
  hasTestData as hasSwissData,
  needsTestData as needsSwissData,
} from '../../../libs/oicp/test/test-data.js';

interface Operator {
  readonly OperatorID: string;
  readonly OperatorName: string;
  readonly EVSEDataRecord: readonly WireEvseRecord[];
}

interface StatusOperator {
  readonly OperatorID: string;
  readonly EVSEStatusRecord: readonly { readonly EvseID: string; readonly EVSEStatus: string }[];
}

/** The 551 real records, each naming its operator as HBS 2.3 has it. */
export function swissRecords(): readonly WireEvseRecord[] {
  const { EVSEData } = read('evse-data-2024') as { readonly EVSEData: readonly Operator[] };
  return EVSEData.flatMap(({ OperatorID, OperatorName, EVSEDataRecord }) =>
    EVSEDataRecord.map((record) => Object.assign({ OperatorID, OperatorName }, record)),
  );
}

/** The six real snapshots of 2023, the oldest first. */
export const swissSnapshots = [
  'status-2023-05-28T1728',
  'status-2023-05-30T2202',
  'status-2023-05-30T2232',
  'status-2023-07-16T1629',
  'status-2023-07-17T1747',
  'status-2023-08-09T2250',
] as const;

export function swissStatuses(name: string): readonly StatusOperator[] {
  return (read(name) as { readonly EVSEStatuses: readonly StatusOperator[] }).EVSEStatuses;
}

/** The status of each charging point of a snapshot. */
export function swissStatusesByKey(name: string): ReadonlyMap<string, string> {
  return new Map(
    swissStatuses(name).flatMap(({ EVSEStatusRecord: records }) =>
      records.map(({ EvseID, EVSEStatus }) => [evseIdKey(EvseID), EVSEStatus] as const),
    ),
  );
}

/** The path of the file of records, or of a snapshot, compressed as collected. */
export function swissFile(name: string): string {
  return testDataFile('swiss', `${name}.json.gz`);
}

function read(name: string): unknown {
  return testData('swiss', `${name}.json.gz`);
}
