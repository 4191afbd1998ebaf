import { describe, expect, it } from '@jest/globals';
import { evseData } from '../../src/messages/pull-evse-data.js';
import { evseDataRecord } from '../../src/types/evse-data-record.js';
import { anEvseDataRecord } from '../builders.js';
import { oddities, readCdr, readEvse } from './readings.js';

describe('shapes that partners send', () => {
  it('null is absent, everywhere, and reported only if the field is mandatory', () => {
    const nulls = { SubOperatorName: null, EnergySource: null, MaxCapacity: null, OpeningTimes: null };
    expect(readEvse(nulls)).toEqual({ value: anEvseDataRecord(), violations: [] });
    const reading = readEvse({ Plugs: null, Address: { Country: 'DEU', City: null, Region: null } });
    expect(oddities(reading)).toEqual([
      'missing /Address/City',
      'missing /Address/Street',
      'missing /Address/PostalCode',
      'missing /Address/HouseNum',
      'missing /Plugs',
    ]);
    expect(reading.value.Plugs).toBeUndefined();
    expect(reading.value.Address).toEqual({ Country: 'DEU' });
  });

  it('a null among the entries of a list is left out and reported', () => {
    const reading = readEvse({ Plugs: ['CHAdeMO', null, 'Type 2 Outlet'] });
    expect(reading.value.Plugs).toEqual(['CHAdeMO', 'Type 2 Outlet']);
    expect(oddities(reading)).toEqual(['missing /Plugs/1']);
  });

  it('scalars of the wrong JSON type are converted', () => {
    const reading = readEvse({
      Address: { Country: 'DEU', City: 'Berlin', Street: 'EUREF', PostalCode: 10_829, HouseNum: 22 },
      ChargingFacilities: [{ PowerType: 'DC', Power: '22.0', Voltage: ' 400 ' }],
      RenewableEnergy: 'True',
      IsOpen24Hours: 1,
      DynamicInfoAvailable: true,
      MaxCapacity: '50',
    });
    expect(reading.value).toMatchObject({
      Address: { PostalCode: '10829', HouseNum: '22' },
      ChargingFacilities: [{ Power: 22, Voltage: 400 }],
      RenewableEnergy: true,
      IsOpen24Hours: true,
      DynamicInfoAvailable: 'true',
      MaxCapacity: 50,
    });
    expect(oddities(reading).toSorted()).toEqual([
      'converted-type /Address/HouseNum',
      'converted-type /Address/PostalCode',
      'converted-type /ChargingFacilities/0/Power',
      'converted-type /ChargingFacilities/0/Voltage',
      'converted-type /DynamicInfoAvailable',
      'converted-type /IsOpen24Hours',
      'converted-type /MaxCapacity',
      'converted-type /RenewableEnergy',
    ]);
  });

  it('what cannot be converted is reported and costs its field only', () => {
    const reading = readEvse({
      RenewableEnergy: 'maybe',
      MaxCapacity: 'fifty',
      OperatorName: { de: 'ABC' },
      Plugs: 7,
    });
    expect(oddities(reading).toSorted()).toEqual([
      'converted-type /Plugs',
      'single-for-list /Plugs',
      'unknown-value /Plugs',
      'unreadable /MaxCapacity',
      'unreadable /RenewableEnergy',
      'wrong-type /OperatorName',
    ]);
    expect(reading.value.RenewableEnergy).toBeUndefined();
    expect(reading.value.EvseID).toBe('DE*XYZ*ETEST1');
  });

  it('keys in other spellings are read, and written in the specification’s', () => {
    const record = {
      ...anEvseDataRecord({ OperatorID: undefined, ChargingFacilities: [{ powertype: 'DC', power: 50 }] }),
      OperatorId: 'DE*ABC',
      ChargingStationId: 'S1',
      SuboperatorName: 'Sub',
    };
    const reading = evseDataRecord.read(JSON.stringify(record));
    expect(oddities(reading).every((each) => each.startsWith('other-spelling'))).toBe(true);
    expect(reading.violations).toHaveLength(5);
    expect(JSON.parse(evseDataRecord.write(reading.value as never))).toMatchObject({
      OperatorID: 'DE*ABC',
      ChargingStationID: 'S1',
      SubOperatorName: 'Sub',
      ChargingFacilities: [{ PowerType: 'DC', Power: 50 }],
    });
    expect(readCdr({ HubProviderId: 'DE-DCB' }).value.HubProviderID).toBe('DE-DCB');
  });

  it('one field in two spellings is read from the right one, and the other is reported', () => {
    const reading = readEvse({ operatorid: 'FR*XXX' });
    expect(reading.value.OperatorID).toBe('DE*ABC');
    expect(oddities(reading)).toEqual(['repeated-field /operatorid']);
    const nullBeside = readEvse({ OperatorID: null, OperatorId: 'DE*ABC' });
    expect(nullBeside.value.OperatorID).toBe('DE*ABC');
    expect(oddities(nullBeside)).toEqual(['other-spelling /OperatorId']);
  });

  it('a single object is read as a list', () => {
    const reading = readEvse({
      Plugs: 'CHAdeMO',
      ChargingStationNames: { lang: 'de', value: 'Name' },
      OpeningTimes: { Period: { begin: '08:00', end: '20:00' }, on: 'Everyday' },
    });
    expect(reading.value).toMatchObject({
      Plugs: ['CHAdeMO'],
      ChargingStationNames: [{ lang: 'de', value: 'Name' }],
      OpeningTimes: [{ Period: [{ begin: '08:00', end: '20:00' }], on: 'Everyday' }],
    });
    expect(oddities(reading)).toEqual([
      'single-for-list /ChargingStationNames',
      'single-for-list /Plugs',
      'single-for-list /OpeningTimes',
      'single-for-list /OpeningTimes/Period',
    ]);
  });

  it('one record that is not an object does not cost the page, and the others retain their index', () => {
    const page = { content: [anEvseDataRecord(), 'garbage', null, { EvseID: 5 }, anEvseDataRecord()] };
    const { value, violations } = evseData.read(JSON.stringify(page));
    expect(value.content).toHaveLength(5);
    expect(value.content?.map((record) => record.violations.length > 0)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(value.content?.[1]).toMatchObject({
      value: {},
      violations: [{ code: 'wrong-type', pointer: '' }],
    });
    expect(value.content?.[3]?.value.EvseID).toBe('5');
    expect(violations.every(({ pointer }) => !pointer.startsWith('/content'))).toBe(true);
  });

  it('unknown fields are retained and written again', () => {
    const reading = readEvse({ 'New/Field~': { nested: [1, 'two'] }, LocationImage: 'http://x' });
    expect(reading.value).toMatchObject({ 'New/Field~': { nested: [1, 'two'] }, LocationImage: 'http://x' });
    expect(reading.violations).toMatchObject([
      { code: 'unknown-field', severity: 'note', pointer: '/New~1Field~0' },
      { code: 'unknown-field', severity: 'note', pointer: '/LocationImage' },
    ]);
    expect(JSON.parse(evseDataRecord.write(reading.value as never))).toMatchObject({
      'New/Field~': { nested: [1, 'two'] },
    });
  });
});
