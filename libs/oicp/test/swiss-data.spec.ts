import { describe, expect, it } from '@jest/globals';
import { evseIdKey, parseEvseId } from '../src/identifiers/evse-id.js';
import { operatorIdKey } from '../src/identifiers/operator-id.js';
import { evseData } from '../src/messages/pull-evse-data.js';
import { evseStatuses, operatorEvseStatus } from '../src/messages/pull-evse-status.js';
import type { Violation } from '../src/schema/violation.js';
import { hasTestData, needsTestData, testData, testText } from './test-data.js';

interface Operator {
  readonly OperatorID: string;
  readonly OperatorName: string;
  readonly EVSEDataRecord: readonly Readonly<Record<string, unknown>>[];
}

/** The Swiss feed groups its records by operator; a page of OICP 2.3 names the operator in each. */
function thePage(): { readonly content: readonly Readonly<Record<string, unknown>>[] } {
  const { EVSEData } = testData('swiss', 'evse-data-2024.json.gz') as {
    readonly EVSEData: readonly Operator[];
  };
  const content = EVSEData.flatMap(({ EVSEDataRecord, OperatorID, OperatorName }) =>
    EVSEDataRecord.map((record) => Object.assign({ OperatorID, OperatorName }, record)),
  );
  const counts = { size: 2_000, totalElements: 551, totalPages: 1, numberOfElements: 551, number: 0 };
  return { content, ...counts, first: true, last: true, StatusCode: { Code: '000' } } as never;
}

/** The count of each violation by place, without indexes. */
function counted(violations: readonly Violation[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { code, pointer } of violations) {
    const oddity = `${code} ${pointer.replaceAll(/\/\d+/g, '/*')}`;
    counts[oddity] = (counts[oddity] ?? 0) + 1;
  }
  return counts;
}

/** Every scalar in a value, as a text, in order. */
function leavesOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [`${value as string | number | boolean}`];
  if ('toJSON' in value) return [JSON.parse(JSON.stringify(value)) as string];
  return Object.values(value)
    .flatMap((each: unknown) => leavesOf(each))
    .toSorted();
}

const snapshots = [
  'evse-status-2024',
  'status-2023-05-28T1728',
  'status-2023-05-30T2202',
  'status-2023-05-30T2232',
  'status-2023-07-16T1629',
  'status-2023-07-17T1747',
  'status-2023-08-09T2250',
];

(hasTestData ? describe : describe.skip)(`551 real charging points${needsTestData}`, () => {
  const page = hasTestData ? thePage() : { content: [] };
  const { value, violations } = evseData.read(JSON.stringify(page));
  const content = value.content ?? [];

  it('are read as one page without a violation of the page itself', () => {
    expect(violations).toEqual([]);
    expect(content).toHaveLength(551);
    expect(value).toMatchObject({ totalElements: 551, last: true, StatusCode: { Code: '000' } });
  });

  it('have these violations and no others', () => {
    expect(counted(content.flatMap((record) => record.violations))).toEqual({
      'unwrapped /GeoCoordinates/Google': 551,
      'other-spelling /ChargingFacilities/*/power': 551,
      'other-spelling /ChargingFacilities/*/powertype': 551,
      'other-spelling /ChargingStationId': 551,
      'unwrapped /GeoChargingPointEntrance/Google': 551,
      'unreadable /GeoChargingPointEntrance/Google': 551,
      'missing /Address/PostalCode': 52,
      'missing /Address/HouseNum': 52,
      'converted-type /ChargingFacilities/*/power': 52,
      'no-offset /lastUpdate': 52,
      'wrong-form /OperatorID': 52,
      'missing /PaymentOptions': 52,
      'too-precise /GeoCoordinates/Google': 50,
      'missing /OpeningTimes': 8,
    });
  });

  it('lose nothing: every value of every record is in what was read', () => {
    content.forEach((record, index) => {
      expect(leavesOf(record.value)).toEqual(leavesOf(page.content[index]));
    });
  });

  it('have 551 identities, 52 of them under another operator than in the EvseID', () => {
    const keys = content.map((record) => evseIdKey(record.value.EvseID ?? ''));
    expect(new Set(keys).size).toBe(551);
    const elsewhere = content.filter(
      (record) =>
        parseEvseId(record.value.EvseID ?? '')?.operatorPart !== operatorIdKey(record.value.OperatorID ?? ''),
    );
    expect(elsewhere).toHaveLength(52);
  });
});

(hasTestData ? describe : describe.skip)(`75,235 real status records${needsTestData}`, () => {
  const operators = snapshots.flatMap((name) =>
    hasTestData
      ? (testData('swiss', `${name}.json.gz`) as { readonly EVSEStatuses: readonly object[] }).EVSEStatuses
      : [],
  );
  const readings = operators.map((operator) => operatorEvseStatus.readValue(operator));

  it('are all read, with their status', () => {
    const read = readings.flatMap((reading) => reading.value.EvseStatusRecord ?? []);
    const counts: Record<string, number> = {};
    for (const { EvseStatus = 'none' } of read) counts[EvseStatus] = (counts[EvseStatus] ?? 0) + 1;
    expect(counts).toEqual({
      Available: 58_430,
      Unknown: 6_486,
      Occupied: 6_054,
      OutOfService: 4_255,
      EvseNotFound: 8,
      Reserved: 2,
    });
    expect(read.every(({ EvseID }) => EvseID !== undefined)).toBe(true);
  });

  it('have these violations and no others', () => {
    expect(counted(readings.flatMap((reading) => reading.violations))).toEqual({
      'other-spelling /EVSEStatusRecord/*/EVSEStatus': 75_235,
      'other-spelling /EVSEStatusRecord': 170,
      'wrong-form /OperatorID': 73,
    });
  });

  it('are read the same as one body, whose list of violations then ends in a count of the rest', () => {
    const { value, violations } = evseStatuses.read(testText('swiss', 'status-2023-08-09T2250.json.gz'));
    const read = value.EvseStatuses?.OperatorEvseStatus ?? [];
    expect(read.flatMap(({ EvseStatusRecord = [] }) => EvseStatusRecord)).toHaveLength(12_932);
    expect(violations).toHaveLength(10_001);
    expect(violations.slice(0, 2)).toMatchObject([
      { code: 'other-spelling', pointer: '/EVSEStatuses' },
      { code: 'unwrapped', pointer: '/EVSEStatuses' },
    ]);
    expect(violations.at(-1)).toMatchObject({ code: 'too-many-violations', pointer: '' });
  });
});
