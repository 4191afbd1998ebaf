import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { evseIdKey } from '#oicp';
import type { WireRecord } from './network.js';

const directory = process.env['OICP_TEST_DATA'] ?? '';

/** The real data are not part of the repository. */
export const hasSwissData = directory !== '' && existsSync(directory);
export const needsSwissData = hasSwissData
  ? ''
  : ' (skipped: OICP_TEST_DATA names no directory with the real data)';

interface Operator {
  readonly OperatorID: string;
  readonly OperatorName: string;
  readonly EVSEDataRecord: readonly WireRecord[];
}

interface StatusOperator {
  readonly OperatorID: string;
  readonly EVSEStatusRecord: readonly { readonly EvseID: string; readonly EVSEStatus: string }[];
}

/** The 551 real records, each naming its operator as HBS 2.3 has it. */
export function swissRecords(): readonly WireRecord[] {
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

/** Where a file lies, as the sandbox reads it. */
export function swissFile(name: string): string {
  return join(directory, 'swiss', `${name}.json.gz`);
}

function read(name: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(swissFile(name))).toString());
}
