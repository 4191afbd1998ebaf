import { describe, expect, it } from '@jest/globals';
import { storableJson } from '../../src/json/storable-json.js';
import { chargeDetailRecord } from '../../src/messages/charge-detail-record.js';
import { chargingNotification } from '../../src/messages/charging-notification.js';
import { pullEvseData } from '../../src/messages/pull-evse-data.js';
import { pricingProducts } from '../../src/messages/pull-pricing.js';
import { pushAuthenticationData } from '../../src/messages/push-authentication-data.js';
import { Decimal } from '../../src/schema/decimal.js';
import { Instant } from '../../src/schema/instant.js';
import { displayText } from '../../src/text/unclean.js';
import { aChargeDetailRecord } from '../builders.js';
import { oddities, readCdr, readEvse } from './readings.js';

describe('values that partners send', () => {
  it('lists of values grow: an unknown value is retained and reported', () => {
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

  it('an unknown ActionType is dropped, because its effect cannot be guessed', () => {
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

  it('text has zero-width spaces, tabs and no-break spaces: raw as sent, clean for display', () => {
    const raw = '\u200BABC\u00A0Charging\t Station\uFEFF ';
    const reading = readEvse({ OperatorName: raw });
    expect(reading.value.OperatorName).toBe(raw);
    expect(oddities(reading)).toEqual(['unclean-text /OperatorName']);
    expect(displayText(raw)).toBe('ABC Charging Station');
  });

  it('NUL and lone surrogates are retained, reported, and do not prevent a page from being stored', () => {
    const raw = 'A\u0000B\uD800C\\u0000';
    const reading = readEvse({ OperatorName: raw, Unknown: '\uDC00' });
    expect(reading.value.OperatorName).toBe(raw);
    expect(oddities(reading)).toEqual(['unclean-text /OperatorName', 'unknown-field /Unknown']);
    const stored = JSON.parse(storableJson(reading.value)) as { OperatorName: string; Unknown: string };
    expect(stored.OperatorName).toBe('A\uFFFDB\uFFFDC\\u0000');
    expect(stored.Unknown).toBe('\uFFFD');
  });

  it('dates are without offset, with a blank for the T, with a short offset, and are retained unchanged', () => {
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

  it('the offset of the place is data and is retained with the instant', () => {
    const { value } = readCdr({ SessionStart: '2020-09-23T16:10:00+05:30' });
    expect(value.SessionStart).toBeInstanceOf(Instant);
    expect(value.SessionStart).toMatchObject({ offsetMinutes: 330, text: '2020-09-23T16:10:00+05:30' });
  });

  it('numbers that are billed are exact, however they are written', () => {
    const body = JSON.stringify(
      aChargeDetailRecord({ ConsumedEnergy: 'ENERGY', MeterValueStart: 0.1, MeterValueEnd: 0.3 }),
    );
    const { value } = chargeDetailRecord.read(body.replace('"ENERGY"', '12345678901234.567'));
    expect(value.ConsumedEnergy).toEqual(new Decimal('12345678901234.567'));
    expect(value.MeterValueEnd?.minus(value.MeterValueStart ?? 0)).toEqual(new Decimal('0.2'));
    const price = '{"PricingProductData":[{"PricingDefaultPrice":0.10000000000000000001}]}';
    const pricing = pricingProducts.read(price).value.PricingProductData?.[0]?.value.PricingDefaultPrice;
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

  it('5 MB of signed values are retained byte for byte, and quickly', () => {
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

  it('charging that starts after the session ended is read nevertheless', () => {
    const reading = readCdr({ ChargingStart: '2020-09-24T14:50:53.038Z' });
    expect(reading.violations).toEqual([]);
  });
});
