import { evseDataRecord, operatorIdKey, type ReceivedEvseDataRecord, type ReceivedPullEvseData } from '#oicp';
import type { Evse } from '../evse.js';
import { withinCircle } from '../search-circle.js';

type Test = (evse: Evse) => boolean;

/** Whether a charging point is among those a pull asks for; a list asks for any of its values. */
export function filterOf(asked: ReceivedPullEvseData): Test {
  const tests = [...ofPlace(asked), ...ofRecord(asked)];
  return (evse) => tests.every((test) => test(evse));
}

function ofPlace({ OperatorIds, CountryCodes, SearchCenter }: ReceivedPullEvseData): Test[] {
  const operators = OperatorIds && new Set(OperatorIds.map(operatorIdKey));
  return [
    ...(operators ? [({ operatorId }: Evse) => operators.has(operatorIdKey(operatorId))] : []),
    ...(CountryCodes ? [({ country = '' }: Evse) => CountryCodes.includes(country)] : []),
    ...(SearchCenter ? [withinCircle(SearchCenter)] : []),
  ];
}

/** HBS filters by what it understands of a record, so a `"true"` counts as true. */
function ofRecord(asked: ReceivedPullEvseData): Test[] {
  const { AuthenticationModes, Accessibility, CalibrationLawDataAvailability } = asked;
  const tests: ((record: ReceivedEvseDataRecord) => boolean)[] = [];
  if (AuthenticationModes)
    tests.push((record) =>
      (record.AuthenticationModes ?? []).some((mode) => AuthenticationModes.includes(mode)),
    );
  if (Accessibility) tests.push((record) => isAmong(record.Accessibility, Accessibility));
  if (CalibrationLawDataAvailability)
    tests.push((record) => isAmong(record.CalibrationLawDataAvailability, CalibrationLawDataAvailability));
  for (const field of ['RenewableEnergy', 'IsHubjectCompatible', 'IsOpen24Hours'] as const)
    if (asked[field] !== undefined) tests.push((record) => record[field] === asked[field]);
  if (tests.length === 0) return [];
  return [
    (evse) => {
      const { value } = evseDataRecord.readValue(evse.record);
      return tests.every((test) => test(value));
    },
  ];
}

function isAmong(value: string | undefined, asked: readonly string[]): boolean {
  return value !== undefined && asked.includes(value);
}
