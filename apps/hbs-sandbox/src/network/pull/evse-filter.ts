import { evseDataRecord, operatorIdKey, type ReceivedEvseDataRecord, type ReceivedPullEvseData } from '#oicp';
import type { VirtualEvse } from '../virtual-evse.js';
import { isWithinCircle } from '../search-circle.js';

type Test = (evse: VirtualEvse) => boolean;

/** A test whether a charging point matches the filters of a pull; a list matches any of its values. */
export function toFilter(asked: ReceivedPullEvseData): Test {
  const tests = [...toPlaceTests(asked), ...toRecordTests(asked)];
  return (evse) => tests.every((test) => test(evse));
}

function toPlaceTests({ OperatorIds, CountryCodes, SearchCenter }: ReceivedPullEvseData): Test[] {
  const operators = OperatorIds && new Set(OperatorIds.map(operatorIdKey));
  return [
    ...(operators ? [({ operatorId }: VirtualEvse) => operators.has(operatorIdKey(operatorId))] : []),
    ...(CountryCodes ? [({ country = '' }: VirtualEvse) => CountryCodes.includes(country)] : []),
    ...(SearchCenter ? [isWithinCircle(SearchCenter)] : []),
  ];
}

/** HBS filters by the parsed record, so a `"true"` counts as true. */
function toRecordTests(asked: ReceivedPullEvseData): Test[] {
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
