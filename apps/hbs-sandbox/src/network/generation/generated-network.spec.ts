import { describe, expect, it } from '@jest/globals';
import { evseDataRecord, evseIdKey, operatorIdKey, parseEvseId, positionOf, type Violation } from '#oicp';
import { EvseNetwork } from '../evse-network.js';
import { demonstrationEvses } from './demonstration-evses.js';
import { generateEvses, generateStatuses } from './generate-evses.js';
import { generateRecord } from './generate-record.js';

const SEED = 1;
const COUNT = 20_000;

const records = Array.from({ length: COUNT }, (_, index) => generateRecord(SEED, index));
const readings = records.map((record) => evseDataRecord.readValue(record));

/** Records per violation, whatever the index. */
function counted(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { violations } of readings) {
    for (const oddity of new Set(violations.map(nameOf))) counts[oddity] = (counts[oddity] ?? 0) + 1;
  }
  return counts;
}

function nameOf({ code, pointer }: Violation): string {
  return `${code} ${pointer.replaceAll(/\/\d+/g, '/*')}`;
}

/** Of all records, in percent. */
const percentOf = (found: number): number => (100 * found) / COUNT;
const counts = counted();
const percent = (oddity: string): number => percentOf(counts[oddity] ?? 0);

describe('the generated network of the sandbox', () => {
  it('is the same for the same seed and different for another', () => {
    const first = records.slice(0, 500);
    const again = Array.from({ length: 500 }, (_, index) => generateRecord(SEED, index));
    const other = Array.from({ length: 500 }, (_, index) => generateRecord(SEED + 1, index));
    expect(again).toEqual(first);
    const moved = other.filter(({ Address }, index) => Address !== first[index]?.['Address']);
    expect(moved.length).toBeGreaterThan(450);
  });

  it('is readable by the suite’s own reader, and most of it is conformant', () => {
    const conformant = readings.filter(({ violations }) =>
      violations.every(({ severity }) => severity === 'note'),
    );
    expect(percentOf(conformant.length)).toBeGreaterThan(55);
    const lost = readings.filter(({ violations }) =>
      violations.some(({ severity, pointer }) => severity === 'loss' && pointer === '/EvseID'),
    );
    expect(percentOf(lost.length)).toBeLessThan(0.1);
  });

  it('omits and misspells members in the proportions of the real records', () => {
    const careless = (100 * 52) / 551;
    for (const oddity of [
      'missing /Address/PostalCode',
      'missing /Address/HouseNum',
      'missing /PaymentOptions',
      'no-offset /lastUpdate',
      'wrong-form /OperatorID',
      'too-precise /GeoCoordinates/Google',
    ]) {
      expect([oddity, percent(oddity)]).toEqual([oddity, expect.closeTo(careless, 0)]);
    }
    expect(percent('unwrapped /GeoCoordinates/Google')).toBeCloseTo(careless + 24, 0);
    expect(percent('unreadable /GeoChargingPointEntrance/Google')).toBeCloseTo(careless + 24, 0);
    expect(percent('missing /OpeningTimes')).toBeGreaterThan(0.2);
  });

  it('has every quirk of real records, each of them rare', () => {
    const quirks = [
      'unknown-value /Plugs/*',
      'unknown-value /ValueAddedServices/*',
      'unclean-text /ChargingStationNames/*/value',
      'converted-type /RenewableEnergy',
      'converted-type /ChargingFacilities/*/Power',
      'converted-type /Address/PostalCode',
      'single-for-list /ChargingStationNames',
      'wrong-form /HotlinePhoneNumber',
      'unreadable /GeoCoordinates/Google',
      'wrong-form /EvseID',
      'missing /EvseID',
      'out-of-range /ChargingFacilities/*/Amperage',
    ];
    expect(quirks.filter((quirk) => counts[quirk] === undefined)).toEqual([]);
    expect(quirks.filter((quirk) => percent(quirk) > 5)).toEqual([]);
  });

  it('has explicit nulls by the dozen, as real records have', () => {
    const nulls = records.map((record) => Object.values(record).filter((value) => value === null).length);
    const average = nulls.reduce((sum, each) => sum + each, 0) / COUNT;
    expect(average).toBeGreaterThan(10);
  });

  it('lists a tenth of its charging points under another operator than their EvseIDs name', () => {
    const elsewhere = readings.filter(({ value: { EvseID = '', OperatorID = '' } }) => {
      const named = parseEvseId(EvseID)?.operatorPart;
      return named !== undefined && named !== operatorIdKey(OperatorID);
    });
    expect(percentOf(elsewhere.length)).toBeCloseTo((100 * 52) / 551 + 2, 0);
  });

  it('has each EvseID once, in both notations', () => {
    const ids = readings.flatMap(({ value: { EvseID } }) => (EvseID === undefined ? [] : [EvseID]));
    expect(new Set(ids.map(evseIdKey)).size).toBe(ids.length);
    expect(new Set(ids.map((id) => parseEvseId(id)?.notation))).toEqual(new Set(['ISO', 'DIN', undefined]));
  });

  it('is in eleven countries, from Marseille to Tromsø', () => {
    const positions = readings.flatMap(({ value }) => positionOf(value.GeoCoordinates) ?? []);
    expect(percentOf(positions.length)).toBeGreaterThan(99.8);
    const outside = positions.filter(
      ({ latitude, longitude }) => latitude < 43 || latitude > 70 || longitude < -2 || longitude > 29,
    );
    expect(outside).toEqual([]);
    expect(new Set(readings.map(({ value }) => value.Address?.Country)).size).toBe(11);
  });

  it('begins with the charging points that the README names, without violations', () => {
    const first = readings.slice(0, demonstrationEvses.length);
    expect(first.map(({ value }) => value.EvseID)).toEqual(demonstrationEvses.map(({ EvseID }) => EvseID));
    expect(first.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('has a status for each EvseID, in the proportions of real ones', () => {
    const { all } = new EvseNetwork(generateEvses(SEED, COUNT));
    const statuses = generateStatuses(SEED, all);
    expect(statuses.size).toBe(all.filter(({ evseId }) => evseId !== '').length);
    const { Available = 0, Occupied = 0, Unknown = 0 } = statuses.counts;
    expect(percentOf(Available)).toBeCloseTo(77.7, 0);
    expect(percentOf(Occupied)).toBeCloseTo(8, 0);
    expect(percentOf(Unknown)).toBeCloseTo(8.6, 0);
  });
});
