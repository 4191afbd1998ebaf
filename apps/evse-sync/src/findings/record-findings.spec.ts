import { describe, expect, it } from '@jest/globals';
import { evseDataRecord } from '#oicp';
import { examineStoredRecord, parseRecord, readKnownPower } from '../replica/parsed-record.js';

const WHOLE = {
  EvseID: 'DE*ABC*E00010',
  OperatorID: 'DE*ABC',
  OperatorName: 'ABC',
  ChargingStationNames: [{ lang: 'de', value: 'Probe' }],
  Address: { Country: 'DEU', City: 'Berlin', Street: 'Musterweg', PostalCode: '10115', HouseNum: '1' },
  GeoCoordinates: { Google: { Coordinates: '52.520000 13.405000' } },
  Plugs: ['Type 2 Outlet'],
  ChargingFacilities: [{ PowerType: 'DC', Power: 150 }],
  RenewableEnergy: true,
  CalibrationLawDataAvailability: 'Local',
  AuthenticationModes: ['REMOTE'],
  PaymentOptions: ['Contract'],
  ValueAddedServices: ['None'],
  Accessibility: 'Free publicly accessible',
  HotlinePhoneNumber: '+493012345',
  IsOpen24Hours: true,
  IsHubjectCompatible: true,
  DynamicInfoAvailable: 'true',
};
const google = (Coordinates: string): object => ({ GeoCoordinates: { Google: { Coordinates } } });
const power = (Power: unknown, more: object = {}): object => ({
  ChargingFacilities: [{ PowerType: 'DC', Power, ...more }],
});

/** Codes and pointers of the findings about a record with these members. */
function found(members: object): readonly string[] {
  const { findings } = examineStoredRecord(JSON.stringify({ ...WHOLE, ...members }));
  return findings.map(({ code, pointer }) => `${code} ${pointer}`);
}
const messageOf = (members: object): string =>
  examineStoredRecord(JSON.stringify({ ...WHOLE, ...members })).findings[0]?.message ?? '';
const parse = (members: object): ReturnType<typeof parseRecord> =>
  parseRecord(evseDataRecord.readValue({ ...WHOLE, ...members }));

describe('the findings about a record', () => {
  it('are empty where nothing is wrong', () => {
    expect(found({})).toEqual([]);
  });

  it('name unreadable and missing members', () => {
    const members = { ...power('150 kW'), MaxCapacity: '50 kWh', PaymentOptions: null };
    expect(found(members)).toEqual([
      'unreadable /ChargingFacilities/0/Power',
      'unreadable /MaxCapacity',
      'missing /PaymentOptions',
    ]);
  });

  it.each([
    ['a number written as a text', power('150')],
    ['a field in another spelling', { isopen24hours: true, IsOpen24Hours: undefined }],
    ['a field that OICP does not have', { Colour: 'green' }],
    ['a seventh decimal', google('52.5200001 13.4050001')],
    ['a kind of change that OICP does not have', { deltaType: 'moved' }],
    ['a time of HBS without an offset', { lastUpdate: '2026-01-01T00:00:00' }],
    ['half a kilowatt', power(7.5)],
    ['more amperes than OICP allows', power(350, { Amperage: 500, Voltage: 1_000 })],
    ['an entrance that says nothing', { GeoChargingPointEntrance: { Google: 'None None' } }],
  ])('do not name %s', (_, members) => {
    expect(found(members)).toEqual([]);
  });

  it('name opening times that do not exist', () => {
    const OpeningTimes = [{ on: 'Everyday', Period: [{ begin: '25:00', end: '24:00' }] }];
    expect(found({ IsOpen24Hours: false, OpeningTimes })).toEqual([
      'wrong-form /OpeningTimes/0/Period/0/begin',
    ]);
  });

  const day = (begin: string, end: string, on = 'Everyday'): object => ({ on, Period: [{ begin, end }] });

  it.each<[string, boolean, unknown, readonly string[]]>([
    ['an absent list', false, null, ['missing /OpeningTimes']],
    ['an empty list', false, [], ['missing /OpeningTimes']],
    ['a list of nothing', false, [null], ['missing /OpeningTimes/0']],
    ['a day without a period', false, [{ on: 'Monday', Period: [] }], ['too-few /OpeningTimes/0/Period']],
    ['no time', false, [day('08:00', '08:00')], ['ends-before-begin /OpeningTimes/0/Period/0']],
    ['a day of no length', false, [day('00:00', '00:00')], ['ends-before-begin /OpeningTimes/0/Period/0']],
    [
      'a begin at the end of the day',
      false,
      [day('24:00', '24:00')],
      ['wrong-form /OpeningTimes/0/Period/0'],
    ],
    ['a night', false, [day('22:00', '06:00')], ['ends-before-begin /OpeningTimes/0/Period/0']],
    [
      'a night under the other name of Period',
      false,
      [null, { on: 'Monday', Periods: [{ begin: '22:00', end: '06:00' }] }],
      ['missing /OpeningTimes/0', 'ends-before-begin /OpeningTimes/1/Periods/0'],
    ],
    ['gaps where it is always open', true, [day('08:00', '18:00')], ['not-together /OpeningTimes']],
    [
      'a gap of a day where it is always open',
      true,
      [day('00:00', '24:00', 'Workdays')],
      ['not-together /OpeningTimes'],
    ],
    [
      'gaps under the other name of Period',
      true,
      [{ on: 'Monday', Periods: [{ begin: '08:00', end: '18:00' }] }],
      ['not-together /OpeningTimes'],
    ],
    ['one fault alone', true, [day('08:00', '08:00')], ['ends-before-begin /OpeningTimes/0/Period/0']],
  ])('name opening times with %s, as in prices', (_, IsOpen24Hours, OpeningTimes, expected) => {
    expect(found({ IsOpen24Hours, OpeningTimes })).toEqual(expected);
  });

  it('say that opening times beyond a limit are not checked', () => {
    const OpeningTimes = Array.from({ length: 501 }, () => day('08:00', '18:00'));
    const members = { IsOpen24Hours: true, OpeningTimes };
    expect(found(members)).toEqual(['too-many /OpeningTimes']);
    expect(messageOf(members)).toBe('There are more than 500 days; further ones are not checked.');
  });

  it('name nothing about opening times that are clear', () => {
    for (const [IsOpen24Hours, OpeningTimes] of [
      [true, []],
      [true, [day('00:00', '24:00')]],
      [true, [day('00:00', '00:00')]],
      [false, [day('20:00', '00:00')]],
      [false, [day('00:00', '12:00'), day('12:00', '23:59')]],
    ])
      expect(found({ IsOpen24Hours, OpeningTimes })).toEqual([]);
  });

  it.each([
    ['watts', 22_000, 'Power is 22000 kW, more than 1000; it looks like watts, which would be 22 kW.'],
    ['a negative one', -22, 'Power is -22 kW, less than 0.'],
    ['one above a megawatt', 1_001, 'Power is 1001 kW, more than 1000.'],
    ['megawatts', 0.022, 'Power is 0.022 kW, less than 1; it looks like megawatts, which would be 22 kW.'],
    ['zero', 0, 'Power is 0 kW, less than 1.'],
    ['less than a socket', 0.0001, 'Power is 0.0001 kW, less than 1.'],
  ])('name an impossible power (%s), which searches ignore', (_, value, message) => {
    expect(found(power(value))).toEqual(['power-implausible /ChargingFacilities/0/Power']);
    expect(messageOf(power(value))).toBe(message);
    expect(parse(power(value))?.maxPowerKw).toBeUndefined();
    const both = { ChargingFacilities: [{ Power: value }, { Power: 11 }] };
    expect(parse(both)?.maxPowerKw).toBe(11);
  });

  it('point to the place where it was sent, whatever its name and its neighbours', () => {
    const chargingfacilities = [null, { PowerType: 'DC', power: 22_000 }];
    expect(found({ ChargingFacilities: undefined, chargingfacilities })).toContain(
      'power-implausible /chargingfacilities/1/power',
    );
    const single = { PowerType: 'DC', Power: 22_000 };
    expect(found({ ChargingFacilities: single })).toEqual(['power-implausible /ChargingFacilities/Power']);
  });

  it('let a megawatt plug have more power than a plug for cars', () => {
    const megawatt = { ...power(3_750, { Amperage: 3_000, Voltage: 1_250 }), Plugs: ['MCS'] };
    expect(found(megawatt)).toEqual(['unknown-value /Plugs/0']);
    expect(parse(megawatt)?.maxPowerKw).toBe(3_750);
    expect(found({ ...power(4_001), Plugs: ['MCS'] })).toContain(
      'power-implausible /ChargingFacilities/0/Power',
    );
  });

  it('suggest watts only where a charging point of that power exists', () => {
    const ofMegawatt = (value: number): string =>
      examineStoredRecord(JSON.stringify({ ...WHOLE, ...power(value), Plugs: ['MCS'] })).findings.at(-1)
        ?.message ?? '';
    expect(ofMegawatt(4_500)).toBe('Power is 4500 kW, more than 4000.');
    expect(ofMegawatt(1_000_000)).toContain('it looks like watts, which would be 1000 kW.');
  });

  it('name an unambiguous decimal comma, which was read', () => {
    expect(found(power('150,0'))).toEqual(['wrong-form /ChargingFacilities/0/Power']);
    expect(messageOf(power('150,0'))).toBe('Power is "150,0", with a decimal comma; it is read as 150.');
    expect(parse(power('150,0'))?.maxPowerKw).toBe(150);
    expect(found(power('1,500'))).toEqual(['unreadable /ChargingFacilities/0/Power']);
  });

  it.each([
    ['voltage', power(22, { Voltage: 400_000 }), 'voltage-implausible /ChargingFacilities/0/Voltage'],
    ['current', power(22, { Amperage: -32 }), 'amperage-implausible /ChargingFacilities/0/Amperage'],
    [
      'share of energy',
      { EnergySource: [{ Energy: 'Solar', Percentage: 250 }] },
      'share-implausible /EnergySource/0/Percentage',
    ],
    [
      'sum of shares',
      { EnergySource: [{ Percentage: 90 }, { Percentage: 60 }] },
      'share-implausible /EnergySource',
    ],
    ['capacity', { MaxCapacity: -1 }, 'capacity-implausible /MaxCapacity'],
    [
      'emission',
      { EnvironmentalImpact: { CO2Emission: -4 } },
      'emission-implausible /EnvironmentalImpact/CO2Emission',
    ],
  ])('name an impossible %s', (_, members, expected) => {
    expect(found(members)).toEqual([expected]);
  });

  it('name coordinates with the longitude first, which are stored swapped', () => {
    const members = { ...google('13.405000 52.520000') };
    expect(found(members)).toEqual(['position-swapped /GeoCoordinates']);
    expect(messageOf(members)).toContain('latitude 13.405, longitude 52.52, more than 25 km outside of DEU');
    expect(parse(members)?.position).toEqual({ latitude: 52.52, longitude: 13.405 });
    expect(examineStoredRecord(JSON.stringify({ ...WHOLE, ...members })).record).toMatchObject(members);
  });

  it.each(['DegreeMinuteSeconds', 'DecimalDegree'])(
    'name coordinates in each other’s place by their own marks (%s)',
    (notation) => {
      const pair = { Latitude: `13°24'18" E`, Longitude: `52°31'12" N` };
      const members = { GeoCoordinates: { [notation]: pair } };
      expect(found(members)).toEqual(['position-swapped /GeoCoordinates']);
      expect(messageOf(members)).toBe(
        'GeoCoordinates has the longitude as Latitude and the latitude as Longitude, as their own marks say; it was read as latitude 52.52, longitude 13.405.',
      );
      expect(parse(members)?.position).toEqual({ latitude: 52.52, longitude: 13.405 });
      expect(found({ GeoChargingPointEntrance: { [notation]: pair } })).toEqual([
        'position-swapped /GeoChargingPointEntrance',
      ]);
      const Address = { ...WHOLE.Address, Country: 'FRA' };
      expect(found({ ...members, Address })).toEqual([
        'position-elsewhere /GeoCoordinates',
        'position-swapped /GeoCoordinates',
      ]);
      const oneMarked = { GeoCoordinates: { [notation]: { ...pair, Longitude: '52.52' } } };
      expect(found(oneMarked)).toContain(`unreadable /GeoCoordinates/${notation}/Latitude`);
      expect(parse(oneMarked)?.position).toBeUndefined();
    },
  );

  it('name coordinates whose marks are wrong by what the country decides', () => {
    const members = { GeoCoordinates: { DecimalDegree: { Latitude: '52.52 E', Longitude: '13.405 N' } } };
    expect(found(members)).toEqual(['position-swapped /GeoCoordinates']);
    expect(messageOf(members)).toContain('more than 25 km outside of DEU');
    expect(parse(members)?.position).toEqual({ latitude: 52.52, longitude: 13.405 });
  });

  it('name a position in another country, which is stored as written', () => {
    expect(found(google('48.850000 2.350000'))).toEqual(['position-elsewhere /GeoCoordinates']);
    expect(parse(google('48.850000 2.350000'))?.position).toEqual({ latitude: 48.85, longitude: 2.35 });
  });

  it('name degrees with two meanings and how they were read, where the country leaves one', () => {
    const Address = { ...WHOLE.Address, Country: 'PRT' };
    const DegreeMinuteSeconds = { Latitude: `38°43'12.0''`, Longitude: `9° 8' 24'' O` };
    const members = { Address, GeoCoordinates: { DegreeMinuteSeconds } };
    expect(found(members)).toEqual(['ambiguous /GeoCoordinates/DegreeMinuteSeconds/Longitude']);
    expect(messageOf(members)).toMatch(
      /can be read in more than one way; it was read as latitude 38\.72, longitude -9\.14, which is in PRT\.$/,
    );
    expect(parse(members)?.position).toEqual({ latitude: 38.72, longitude: -9.14 });
    expect(messageOf({ ...members, Address: { ...Address, Country: 'DEU' } })).toMatch(/one way\.$/);
  });

  it('name 0/0, which is not stored as a position', () => {
    expect(found(google('0.000000 0.000000'))).toEqual(['position-nowhere /GeoCoordinates']);
    expect(parse(google('0.000000 0.000000'))?.position).toBeUndefined();
  });

  it('name an entrance in another country', () => {
    const GeoChargingPointEntrance = { Google: { Coordinates: '13.405000 52.520000' } };
    expect(found({ GeoChargingPointEntrance })).toEqual(['position-swapped /GeoChargingPointEntrance']);
  });

  it('name texts that are longer than the replica stores, which are cut', () => {
    const members = { OperatorID: 'DE*A'.repeat(2_000), OperatorName: '😀'.repeat(3_000) };
    expect(found(members)).toEqual([
      'wrong-form /OperatorID',
      'too-long /OperatorID',
      'too-long /OperatorName',
    ]);
    expect(parse(members)?.operatorKey.length).toBeLessThanOrEqual(100);
    expect(parse(members)?.operatorName?.isWellFormed()).toBe(true);
  });

  it('are at most fifty, and the last says how many more there are', () => {
    const { findings } = examineStoredRecord(
      JSON.stringify({ ...WHOLE, Plugs: Array.from({ length: 80 }, String) }),
    );
    expect(findings).toHaveLength(51);
    expect(findings.at(-1)).toEqual({
      code: 'too-many-findings',
      pointer: '',
      message: 'The record has 30 further findings, not listed.',
    });
  });
});

describe('the known power of a record', () => {
  const facilities = (...all: readonly unknown[]): number | undefined =>
    readKnownPower(JSON.stringify({ ...WHOLE, ChargingFacilities: all }));
  const ac = { PowerType: 'AC_3_PHASE', Power: 22 };

  it('is that of the strongest facility', () => {
    expect(facilities(ac, { PowerType: 'DC', Power: '150,0' })).toBe(150);
  });

  it.each([
    ['gives watts', { PowerType: 'DC', Power: 50_000 }],
    ['gives megawatts', { PowerType: 'DC', Power: 0.05 }],
    ['has an unreadable power', { PowerType: 'DC', Power: '150 kW' }],
    ['has an ambiguous power', { PowerType: 'DC', Power: '1,500' }],
    ['has no power', { PowerType: 'DC' }],
    ['has two powers', { PowerType: 'DC', Power: 11, power: 150 }],
    ['is null', null],
    ['is a text', 'DC 150 kW'],
  ])('is unknown where one of several facilities %s', (_, dc) => {
    expect(facilities(ac, dc)).toBeUndefined();
    expect(facilities(dc, ac)).toBeUndefined();
  });

  it('is unknown where there are no facilities', () => {
    expect(facilities()).toBeUndefined();
    expect(readKnownPower(JSON.stringify({ ...WHOLE, ChargingFacilities: null }))).toBeUndefined();
  });
});

describe('the digest of a record', () => {
  const digest = (members: object): string | undefined => parse(members)?.digest;

  it('is that of the record as written, unless the replica stores something else', () => {
    expect(digest({ PaymentOptions: null })).toBe(digest({ PaymentOptions: undefined }));
    expect(digest({})).toBe(digest({ deltaType: 'insert' }));
    expect(digest(google('13.405000 52.520000'))).not.toBe(digest(google('52.520000 13.405000')));
  });
});
