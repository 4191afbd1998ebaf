import { describe, expect, it } from '@jest/globals';
import { storableJson } from '../src/json/storable-json.js';
import type { Reading } from '../src/message.js';
import { chargeDetailRecord } from '../src/messages/charge-detail-record.js';
import { chargingNotification } from '../src/messages/charging-notification.js';
import { chargeDetailRecords, getChargeDetailRecords } from '../src/messages/get-charge-detail-records.js';
import { evseData, pullEvseData } from '../src/messages/pull-evse-data.js';
import { pullEvseStatus } from '../src/messages/pull-evse-status.js';
import { evsePricing, pricingProducts, pullPricingProductData } from '../src/messages/pull-pricing.js';
import { pushAuthenticationData } from '../src/messages/push-authentication-data.js';
import { Decimal } from '../src/schema/decimal.js';
import { Instant } from '../src/schema/instant.js';
import { narrowPlaces } from '../src/tables/narrow-places.js';
import { displayText } from '../src/text/unclean.js';
import { evseDataRecord } from '../src/types/evse-data-record.js';
import { positionOf } from '../src/types/position.js';
import { aChargeDetailRecord, anEvseDataRecord } from './builders.js';

/** Each violation as `code pointer`. */
function oddities({ violations }: Reading<unknown>): readonly string[] {
  return violations.map(({ code, pointer }) => `${code} ${pointer}`);
}

const readEvse = (update: object): ReturnType<typeof evseDataRecord.read> =>
  evseDataRecord.read(JSON.stringify(anEvseDataRecord(update)));
const readCdr = (update: object): ReturnType<typeof chargeDetailRecord.read> =>
  chargeDetailRecord.read(JSON.stringify(aChargeDetailRecord(update)));

/** The traps of the field notes, in their order. */
describe('in the field', () => {
  it('null is absent, everywhere, and only missed where a field is mandatory', () => {
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

  it('scalars come in the wrong JSON type and are converted', () => {
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

  it('keys come in other spellings and are written in the specification’s', () => {
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

  it('a list comes as a single object', () => {
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

  it.each([
    [
      'as two numbers',
      { Google: { Coordinates: '52.480495 13.356465' } },
      [],
      { latitude: 52.480495, longitude: 13.356465 },
    ],
    [
      'with a comma',
      { Google: { Coordinates: '52.480495,13.356465' } },
      [],
      { latitude: 52.480495, longitude: 13.356465 },
    ],
    [
      'as a bare text',
      { Google: '52.5, 13.3' },
      ['unwrapped /GeoCoordinates/Google'],
      { latitude: 52.5, longitude: 13.3 },
    ],
    [
      'as a text alone',
      '52.5 13.3',
      ['unwrapped /GeoCoordinates', 'unwrapped /GeoCoordinates'],
      { latitude: 52.5, longitude: 13.3 },
    ],
    [
      'with many decimals',
      { Google: { Coordinates: '46.42424195876364 8.14262694173355' } },
      ['too-precise /GeoCoordinates/Google/Coordinates'],
      { latitude: 46.42424195876364, longitude: 8.14262694173355 },
    ],
    [
      'without decimals',
      { Google: { Coordinates: '52 13' } },
      ['wrong-form /GeoCoordinates/Google/Coordinates'],
      { latitude: 52, longitude: 13 },
    ],
    [
      'as nothing at all',
      { Google: { Coordinates: 'None None' } },
      ['unreadable /GeoCoordinates/Google/Coordinates'],
      undefined,
    ],
    [
      'run together',
      { Google: { Coordinates: '47.6622499.360922' } },
      ['unreadable /GeoCoordinates/Google/Coordinates'],
      undefined,
    ],
    [
      'beyond the Earth',
      { Google: { Coordinates: '91.000000 13.356465' } },
      ['out-of-range /GeoCoordinates/Google/Coordinates'],
      undefined,
    ],
    [
      'as degrees',
      { DecimalDegree: { Latitude: '-21.568201', Longitude: '9.360922' } },
      [],
      { latitude: -21.568201, longitude: 9.360922 },
    ],
    [
      'as degrees in numbers',
      { DecimalDegree: { Latitude: 47.5, Longitude: 9.25 } },
      [
        'converted-type /GeoCoordinates/DecimalDegree/Latitude',
        'converted-type /GeoCoordinates/DecimalDegree/Longitude',
      ],
      { latitude: 47.5, longitude: 9.25 },
    ],
    [
      'as minutes',
      { DegreeMinuteSeconds: { Latitude: "-21°34'23.16''", Longitude: "9°21'39.32''" } },
      [],
      { latitude: -(21 + 34 / 60 + 23.16 / 3600), longitude: 9 + 21 / 60 + 39.32 / 3600 },
    ],
    [
      'as minutes with typographic marks',
      { DegreeMinuteSeconds: { Latitude: '21° 34′ 23.16″', Longitude: "9°21'39.32''" } },
      ['wrong-form /GeoCoordinates/DegreeMinuteSeconds/Latitude'],
      { latitude: 21 + 34 / 60 + 23.16 / 3600, longitude: 9 + 21 / 60 + 39.32 / 3600 },
    ],
    [
      'as minutes beyond the hour',
      { DegreeMinuteSeconds: { Latitude: "21°61'23.16''", Longitude: "9°21'39.32''" } },
      ['unreadable /GeoCoordinates/DegreeMinuteSeconds/Latitude'],
      undefined,
    ],
    ['not at all', {}, ['none-given /GeoCoordinates'], undefined],
  ])('coordinates come %s', (_, GeoCoordinates, expected, position) => {
    const reading = readEvse({ GeoCoordinates });
    expect(oddities(reading)).toEqual(expected);
    expect(positionOf(reading.value.GeoCoordinates)).toEqual(position);
  });

  it('coordinates keep their raw text, whatever it says', () => {
    const { value } = readEvse({ GeoCoordinates: { Google: 'None None' } });
    expect(value.GeoCoordinates).toEqual({ Google: { Coordinates: 'None None' } });
  });

  it('lists of values grow: an unknown value is kept and reported', () => {
    const reading = readEvse({
      Plugs: ['MCS', 'CHAdeMO'],
      Accessibility: 'By boat',
      ValueAddedServices: ['Coffee'],
    });
    expect(reading.value).toMatchObject({
      Plugs: ['MCS', 'CHAdeMO'],
      Accessibility: 'By boat',
      ValueAddedServices: ['Coffee'],
    });
    expect(oddities(reading)).toEqual([
      'unknown-value /Plugs/0',
      'unknown-value /ValueAddedServices/0',
      'unknown-value /Accessibility',
    ]);
  });

  it('an unknown ActionType is not taken, because nobody may guess what it would do', () => {
    const upload = {
      ActionType: 'replace',
      ProviderAuthenticationData: { ProviderID: 'DE-DCB', AuthenticationDataRecord: [] },
    };
    const reading = pushAuthenticationData.read(JSON.stringify(upload));
    expect(reading.value.ActionType).toBeUndefined();
    expect(reading.violations).toMatchObject([
      { code: 'not-allowed', severity: 'loss', pointer: '/ActionType' },
    ]);
  });

  it('GetChargeDetailRecords succeeds with a status code of null', () => {
    const counts = { number: 0, size: 20, totalElements: 0, totalPages: 0, numberOfElements: 0 };
    const page = { content: [], ...counts, first: true, last: true, StatusCode: null };
    expect(chargeDetailRecords.read(JSON.stringify(page)).violations).toEqual([]);
  });

  it('the operator filter of GetChargeDetailRecords is a list or a scalar, CDRForwarded is CDRForwarder', () => {
    const reading = getChargeDetailRecords.read(
      '{"ProviderID":"DE-DCB","From":"2020-08-23T14:20:10.285Z","To":"2020-09-23T14:20:10.285Z","OperatorID":["DE*ABC"],"CDRForwarder":false}',
    );
    expect(reading.value).toMatchObject({ OperatorID: 'DE*ABC', CDRForwarded: false });
    expect(oddities(reading)).toEqual(['list-for-single /OperatorID', 'other-spelling /CDRForwarder']);
  });

  it.each([
    ['an object', { meterValues: [101.5, '102.5'] }, ['converted-type /MeterValueInBetween/meterValues/1']],
    ['a list', [101.5, 102.5], ['unwrapped /MeterValueInBetween']],
    ['one number', 101.5, ['unwrapped /MeterValueInBetween', 'single-for-list /MeterValueInBetween']],
  ])('meter values in between are %s', (_, MeterValueInBetween, expected) => {
    const reading = readCdr({ MeterValueInBetween });
    expect(oddities(reading)).toEqual(expected);
    expect(reading.value.MeterValueInBetween?.meterValues?.[0]).toEqual(new Decimal('101.5'));
  });

  it('EVSE pricing answers under EVSEPricing or OperatorEVSEPricing, with products as texts or objects', () => {
    const pricing = (EvseIDProductList: unknown): object[] => [
      {
        OperatorID: 'DE*ABC',
        EVSEPricing: [{ EvseID: 'DE*XYZ*ETEST1', ProviderID: '*', EvseIDProductList }],
      },
    ];
    const one = evsePricing.read(JSON.stringify({ EVSEPricing: pricing(['AC 1']) }));
    const other = evsePricing.read(JSON.stringify({ OperatorEVSEPricing: pricing([{ ProductID: 'AC 1' }]) }));
    expect(one.value).toEqual(other.value);
    expect([oddities(one), oddities(other)]).toEqual([['other-spelling /EVSEPricing'], []]);
  });

  it('a status filter is EVSEStatus or EvseStatus', () => {
    const reading = pullEvseStatus.read('{"ProviderID":"DE-DCB","EvseStatus":"EvseNotFound"}');
    expect(reading.value.EVSEStatus).toBe('EvseNotFound');
  });

  it('“Connector Error” is ConnectorError', () => {
    const error = {
      Type: 'error',
      SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
      EvseID: 'DE*XYZ*ETEST1',
    };
    const reading = chargingNotification.read(JSON.stringify({ ...error, ErrorType: 'Connector Error' }));
    expect(reading.value).toMatchObject({ Type: 'Error', ErrorType: 'ConnectorError' });
    expect(oddities(reading)).toEqual(['other-spelling /Type', 'other-spelling /ErrorType']);
  });

  it('country codes have three letters', () => {
    const request = { ProviderID: 'DE-DCB', GeoCoordinatesResponseFormat: 'Google' } as const;
    expect(oddities(pullEvseData.readValue({ ...request, CountryCodes: ['DEU', 'de'] }))).toEqual([
      'wrong-form /CountryCodes/1',
    ]);
  });

  it('PullPricingProductData needs OperatorIDs and has no ProviderID', () => {
    expect(oddities(pullPricingProductData.readValue({ ProviderID: 'DE-DCB' }))).toEqual([
      'unknown-field /ProviderID',
      'missing /OperatorIDs',
    ]);
  });

  it('bcrypt values contain $./ and are written', () => {
    const Value = '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy';
    const QRCodeIdentification = {
      EvcoID: 'DE-DCB-C12345678-X',
      HashedPIN: { Value, Function: 'Bcrypt' },
    } as const;
    const written = pushAuthenticationData.write({
      ActionType: 'insert',
      ProviderAuthenticationData: {
        ProviderID: 'DE-DCB',
        AuthenticationDataRecord: [{ Identification: { QRCodeIdentification } }],
      },
    });
    expect(JSON.parse(written)).toMatchObject({
      ProviderAuthenticationData: {
        AuthenticationDataRecord: [{ Identification: { QRCodeIdentification } }],
      },
    });
  });

  it('unknown fields are kept and come back out', () => {
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

  it('text carries zero-width spaces, tabs and no-break spaces: kept raw, clean for display', () => {
    const raw = '\u200BABC\u00A0Charging\t Station\uFEFF ';
    const reading = readEvse({ OperatorName: raw });
    expect(reading.value.OperatorName).toBe(raw);
    expect(oddities(reading)).toEqual(['unclean-text /OperatorName']);
    expect(displayText(raw)).toBe('ABC Charging Station');
  });

  it('NUL and lone surrogates are kept, reported, and cost no page its storage', () => {
    const raw = 'A\u0000B\uD800C\\u0000';
    const reading = readEvse({ OperatorName: raw, Unknown: '\uDC00' });
    expect(reading.value.OperatorName).toBe(raw);
    expect(oddities(reading)).toEqual(['unclean-text /OperatorName', 'unknown-field /Unknown']);
    const stored = JSON.parse(storableJson(reading.value)) as { OperatorName: string; Unknown: string };
    expect(stored.OperatorName).toBe('A\uFFFDB\uFFFDC\\u0000');
    expect(stored.Unknown).toBe('\uFFFD');
  });

  it('one record that is no object does not cost its page, and every other keeps its index', () => {
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

  it('dates come without offset, with a blank for the T, with a short offset, and are kept as they stood', () => {
    const reading = readCdr({
      SessionStart: '2020-09-23T14:10:00',
      ChargingStart: '2020-09-23 14:15:00+0200',
      ChargingEnd: '2020-09-23T14:17:53.0381234Z',
      SessionEnd: '23.09.2020 14:20',
    });
    expect(reading.value.SessionStart).toMatchObject({
      text: '2020-09-23T14:10:00',
      offsetMinutes: undefined,
    });
    expect(reading.value.ChargingStart).toMatchObject({
      text: '2020-09-23 14:15:00+0200',
      offsetMinutes: 120,
    });
    expect(reading.value.ChargingStart?.toDate().toISOString()).toBe('2020-09-23T12:15:00.000Z');
    expect(reading.value.ChargingEnd?.canonical).toBe('2020-09-23T14:17:53.0381234Z');
    expect(reading.value.SessionEnd).toBeUndefined();
    expect(oddities(reading)).toEqual([
      'no-offset /SessionStart',
      'wrong-form /ChargingStart',
      'unreadable /SessionEnd',
    ]);
  });

  it('the offset of the place is data and stays beside the instant', () => {
    const { value } = readCdr({ SessionStart: '2020-09-23T16:10:00+05:30' });
    expect(value.SessionStart).toBeInstanceOf(Instant);
    expect(value.SessionStart).toMatchObject({ offsetMinutes: 330, text: '2020-09-23T16:10:00+05:30' });
  });

  it('numbers that end on an invoice are exact, however they are written', () => {
    const body = JSON.stringify(
      aChargeDetailRecord({ ConsumedEnergy: 'ENERGY', MeterValueStart: 0.1, MeterValueEnd: 0.3 }),
    );
    const { value } = chargeDetailRecord.read(body.replace('"ENERGY"', '12345678901234.567'));
    expect(value.ConsumedEnergy).toEqual(new Decimal('12345678901234.567'));
    expect(value.MeterValueEnd?.minus(value.MeterValueStart ?? 0)).toEqual(new Decimal('0.2'));
    const price = '{"PricingProductData":[{"PricingDefaultPrice":0.10000000000000000001}]}';
    const pricing = pricingProducts.read(price).value.PricingProductData?.[0]?.PricingDefaultPrice;
    expect(pricing).toEqual(new Decimal('0.10000000000000000001'));
  });

  it('numbers of an absurd size cost their field and no time', () => {
    const body = JSON.stringify(
      aChargeDetailRecord({ ConsumedEnergy: 'A', MeterValueStart: 'B', MeterValueEnd: 'C' }),
    );
    const absurd = body
      .replace('"A"', '1e999999999')
      .replace('"B"', '9'.repeat(1_000_000))
      .replace('"C"', '-1E-5000');
    const reading = chargeDetailRecord.read(absurd);
    expect(oddities(reading).toSorted()).toEqual([
      'unreadable /ConsumedEnergy',
      'unreadable /MeterValueEnd',
      'unreadable /MeterValueStart',
    ]);
  });

  it('5 MB of signed values are kept byte for byte, and quickly', () => {
    const signed = Array.from(
      { length: 10 },
      (_, index) => `<signedData "${index}">\\\n\t€${'x'.repeat(512 * 1024)}`,
    );
    const SignedMeteringValues = signed.map((SignedMeteringValue) => ({
      SignedMeteringValue,
      MeteringStatus: 'Start',
    }));
    const body = new TextEncoder().encode(
      JSON.stringify(aChargeDetailRecord({ SignedMeteringValues, ConsumedEnergy: 10.25 })),
    );
    expect(body.length).toBeGreaterThan(5 * 1024 * 1024);
    const reading = chargeDetailRecord.read(body);
    expect(reading.value.SignedMeteringValues?.map((each) => each.SignedMeteringValue)).toEqual(signed);
    expect(new Set(reading.violations.map(({ code }) => code))).toEqual(new Set(['too-long']));
  });

  it('charging starts after the session ended, and is read all the same', () => {
    const reading = readCdr({ ChargingStart: '2020-09-24T14:50:53.038Z' });
    expect(reading.violations).toEqual([]);
  });
});

describe('a place where the specification is narrower than real hardware', () => {
  const facility = (update: object): object => ({
    ChargingFacilities: [{ PowerType: 'DC', Power: 50, ...update }],
  });
  const signed = { SignedMeteringValue: 'x'.repeat(3_001), MeteringStatus: 'End' };
  const samples: readonly Reading<unknown>[] = [
    readEvse(facility({ Amperage: 500 })),
    readEvse(facility({ Voltage: 1_000 })),
    readEvse(facility({ Power: 7.4 })),
    readEvse({ Plugs: ['MCS'] }),
    readEvse({ EnergySource: [{ Energy: 'Solar', Percentage: 100 }] }),
    readEvse({ GeoCoordinates: { Google: { Coordinates: '46.4242419 8.1426269' } } }),
    readEvse({ OperatorID: 'CH*SWISSCHARGE' }),
    readEvse({ Address: { Country: 'DEU', City: 'A9', Street: 'A9' } }),
    readEvse({
      Address: {
        Country: 'DEU',
        City: 'Ulm',
        Street: 'Weg',
        PostalCode: '1',
        HouseNum: '1',
        Floor: 'Deck 12',
      },
    }),
    readCdr({ SignedMeteringValues: [signed] }),
    readCdr({ SignedMeteringValues: Array.from({ length: 11 }, () => ({ SignedMeteringValue: 'x' })) }),
    readCdr({ ConsumedEnergy: 10.1234 }),
    readCdr({ Identification: { RemoteIdentification: { EvcoID: 'DE-DCB-C12345678' } } }),
    readCdr({ Identification: { RFIDMifareFamilyIdentification: { UID: '0011223344556677' } } }),
  ];

  it.each(narrowPlaces.map((place, index) => [place.field, place.reportedAs, samples[index]] as const))(
    '(%s) is reported as %s, and nothing is lost by it',
    (_, reportedAs, reading) => {
      const codes = new Set(reading?.violations.map(({ code }) => code));
      expect([...codes]).toEqual([reportedAs]);
    },
  );
});
