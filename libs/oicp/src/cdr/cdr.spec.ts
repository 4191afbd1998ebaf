import { describe, expect, it } from '@jest/globals';
import { aChargeDetailRecord } from '../../test/builders.js';
import { chargeDetailRecord } from '../messages/charge-detail-record.js';
import { billingFacts } from './billing-facts.js';
import { implausible } from './plausibility.js';

const factsOf = (update: object = {}): string =>
  billingFacts(chargeDetailRecord.read(JSON.stringify(aChargeDetailRecord(update))).value);
const NOW = new Date('2020-09-24T00:00:00Z');
const findingsOf = (update: object, now = NOW): readonly string[] =>
  implausible(chargeDetailRecord.read(JSON.stringify(aChargeDetailRecord(update))).value, now).map(
    ({ code }) => code,
  );

describe('two copies of a charge detail record', () => {
  it.each([
    ['null for absent', { MeterValueInBetween: null, SignedMeteringValues: [], HubProviderID: null }],
    ['decimals in another form', { ConsumedEnergy: '10.000', MeterValueStart: 100.5 }],
    ['times at another offset', { ChargingStart: '2020-09-23T14:15:00.000Z' }],
    [
      'identifiers in another spelling',
      { EvseID: 'dexyzetest1', Identification: { rfidMifareFamilyIdentification: { uid: '12:34:ab:cd' } } },
    ],
    [
      'another hub, another partner session, a new field',
      { HubProviderID: 'DE-HUB', CPOPartnerSessionID: 'other', New: 1 },
    ],
  ])('bill the same with %s', (_, update) => {
    expect(factsOf(update)).toBe(factsOf());
  });

  it('bill the same in another order of keys', () => {
    const reversed = Object.fromEntries(Object.entries(aChargeDetailRecord()).toReversed());
    expect(billingFacts(chargeDetailRecord.readValue(reversed).value)).toBe(factsOf());
  });

  it.each([
    ['EVSE', { EvseID: 'DE*XYZ*ETEST2' }],
    ['card', { Identification: { RFIDMifareFamilyIdentification: { UID: '1234ABCE' } } }],
    ['medium', { Identification: { RemoteIdentification: { EvcoID: 'DE-DCB-C12345678-X' } } }],
    ['session start', { SessionStart: '2020-09-23T16:10:01+02:00' }],
    ['session end', { SessionEnd: '2020-09-23T17:20:00.001+02:00' }],
    ['charging start', { ChargingStart: '2020-09-23T16:15:00+01:00' }],
    ['charging end', { ChargingEnd: null }],
    ['energy', { ConsumedEnergy: 10.001 }],
    ['meter value', { MeterValueEnd: 110.501 }],
    ['meter value that is missing', { MeterValueStart: null }],
    ['value in between', { MeterValueInBetween: { meterValues: [105] } }],
    ['signed value', { SignedMeteringValues: [{ SignedMeteringValue: 'x', MeteringStatus: 'Start' }] }],
    ['product', { PartnerProductID: 'AC 3' }],
  ])('bill differently with another %s', (_, update) => {
    expect(factsOf(update)).not.toBe(factsOf());
  });

  it('bill differently when one signed value moves from start to end, or loses a blank', () => {
    const signed = (MeteringStatus: string, SignedMeteringValue: string): string =>
      factsOf({ SignedMeteringValues: [{ SignedMeteringValue, MeteringStatus }] });
    expect(new Set([signed('Start', 'a b'), signed('End', 'a b'), signed('Start', 'a  b')]).size).toBe(3);
  });

  it('say nothing of a PIN', () => {
    const QRCodeIdentification = { EvcoID: 'DE-DCB-C12345678-X', PIN: '987654' };
    expect(factsOf({ Identification: { QRCodeIdentification } })).not.toContain('987654');
  });

  it('are compared even when nothing could be read of them', () => {
    expect(billingFacts({})).toBe(billingFacts(chargeDetailRecord.read('').value));
  });
});

describe('a charge detail record', () => {
  it('that is plausible has no findings', () => {
    expect(findingsOf({})).toEqual([]);
  });

  it.each([
    [
      'ends before it starts',
      { SessionEnd: '2020-09-23T16:09:00+02:00', ChargingEnd: null },
      ['ends-before-start'],
    ],
    ['charges backwards', { ChargingEnd: '2020-09-23T16:14:00+02:00' }, ['ends-before-start']],
    [
      'charges before its session',
      { ChargingStart: '2020-09-23T16:00:00+02:00' },
      ['charging-outside-session'],
    ],
    ['charges after its session', { ChargingEnd: '2020-09-23T18:00:00+02:00' }, ['charging-outside-session']],
    ['ends in the future', { SessionEnd: '2020-09-24T03:00:00+02:00' }, ['in-the-future']],
    [
      'gives energy back',
      { ConsumedEnergy: -10, MeterValueEnd: 90.5 },
      ['negative-energy', 'meter-runs-backwards'],
    ],
    [
      'took more than a thousand kWh',
      { ConsumedEnergy: 1000.001, MeterValueEnd: 1100.501 },
      ['enormous-energy'],
    ],
    ['is not what the meter says', { ConsumedEnergy: 10.002 }, ['energy-differs-from-meter']],
  ])('that %s is flagged', (_, update, expected) => {
    expect(findingsOf(update)).toEqual(expected);
  });

  it('is given a watt-hour for rounding, a thousand kWh, five minutes of clock and a difference of offsets', () => {
    expect(findingsOf({ ConsumedEnergy: 10.001 })).toEqual([]);
    expect(findingsOf({ ConsumedEnergy: 1000, MeterValueEnd: 1100.5 })).toEqual([]);
    expect(findingsOf({}, new Date('2020-09-23T15:15:00Z'))).toEqual([]);
    expect(findingsOf({}, new Date('2020-09-23T15:14:00Z'))).toEqual(['in-the-future']);
    expect(findingsOf({ SessionStart: '2020-09-23T20:00:00' })).toEqual([]);
    expect(findingsOf({ SessionEnd: '2020-09-24T12:00:00' })).toEqual([]);
    expect(findingsOf({ SessionEnd: '2020-09-25T12:00:00' })).toEqual(['in-the-future']);
  });

  it('is not judged by what is absent', () => {
    expect(implausible({}, NOW)).toEqual([]);
    expect(findingsOf({ MeterValueStart: null, ConsumedEnergy: 55 })).toEqual([]);
  });

  it('is flagged with the values that do not fit', () => {
    const { value } = chargeDetailRecord.readValue(aChargeDetailRecord({ ConsumedEnergy: 11 }));
    expect(implausible(value, NOW)).toEqual([
      { code: 'energy-differs-from-meter', message: 'ConsumedEnergy is 11 kWh, the meter says 10 kWh' },
    ]);
  });
});
