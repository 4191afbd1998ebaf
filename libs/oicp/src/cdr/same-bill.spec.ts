import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { aChargeDetailRecord } from '../../test/builders.js';
import { hasTestData, needsTestData, testData } from '../../test/test-data.js';
import { chargeDetailRecord, type ReceivedChargeDetailRecord } from '../messages/charge-detail-record.js';
import { billingFacts } from './billing-facts.js';
import { isSameBill, readBill, sameBill, type Bill } from './same-bill.js';
import { unreadBillingValues } from './unread-billing-values.js';

const read = (json: string): ReceivedChargeDetailRecord => chargeDetailRecord.read(json).value;
const record = (update: object = {}): ReceivedChargeDetailRecord =>
  read(JSON.stringify(aChargeDetailRecord(update)));

/** Both ways: nobody knows which of two copies arrives first. */
function areTheSame(one: ReceivedChargeDetailRecord, other: ReceivedChargeDetailRecord): boolean {
  expect(sameBill(other, one)).toBe(sameBill(one, other));
  return sameBill(one, other);
}

const card = (UID: string): object => ({ Identification: { RFIDMifareFamilyIdentification: { UID } } });
const olderCard = (more: object): object => ({
  Identification: { RFIDIdentification: { UID: '1234ABCD', RFID: 'mifareCls', ...more } },
});
const app = (EvcoID: string): object => ({ Identification: { RemoteIdentification: { EvcoID } } });
const signed = (...values: object[]): object => ({ SignedMeteringValues: values });
const start = { SignedMeteringValue: 'OCMF|{}|{"SD":"30"}', MeteringStatus: 'Start' };
const CONTRACT = 'DE-DCB-C12345678-X';

describe('two charge detail records of one session are the same bill', () => {
  it.each<[string, one: object, other: object]>([
    ['null for absent', {}, { MeterValueInBetween: null, SignedMeteringValues: null, HubProviderID: null }],
    ['an empty list for absent', {}, { SignedMeteringValues: [], MeterValueInBetween: { meterValues: [] } }],
    ['"" for null', { PartnerProductID: null }, { PartnerProductID: '' }],
    ['blanks for null', { PartnerProductID: null }, { PartnerProductID: ' \u00A0' }],
    ['trailing blanks', { PartnerProductID: 'AC 1' }, { PartnerProductID: 'AC 1 ' }],
    ['a blank of another kind', { PartnerProductID: 'AC 1' }, { PartnerProductID: 'AC\u00A01\u200B' }],
    ['"" for an EvseID that is null', { EvseID: null }, { EvseID: '' }],
    ['"" for a UID that is null', { Identification: null }, card('')],
    ['null entries of a list', signed(start), { SignedMeteringValues: [null, start, null] }],
    [
      'entries of a list that hold nothing',
      {},
      signed({ SignedMeteringValue: null, MeteringStatus: null }, { SignedMeteringValue: '' }),
    ],
    ['a status without a value', {}, signed({ SignedMeteringValue: null, MeteringStatus: 'Start' })],
    ['one for a list of one', signed(start), { SignedMeteringValues: start }],
    [
      'a blank after a signed value',
      signed(start),
      signed({ ...start, SignedMeteringValue: `${start.SignedMeteringValue}\n` }),
    ],
    ['a list for a single value', { ConsumedEnergy: 10 }, { ConsumedEnergy: [10] }],
    [
      'values in between as a list, in an object, or as texts',
      { MeterValueInBetween: { meterValues: [105, 107.5] } },
      { MeterValueInBetween: ['105.0', '107.500'] },
    ],
    [
      'numbers as texts',
      { MeterValueEnd: 110.5, ConsumedEnergy: 22 },
      { MeterValueEnd: '110.50', ConsumedEnergy: '22' },
    ],
    ['zeros behind the point', { ConsumedEnergy: 22 }, { ConsumedEnergy: '22.0' }],
    ['numbers with an exponent', { ConsumedEnergy: 10 }, { ConsumedEnergy: '1e1' }],
    ['the same moment at another offset', {}, { ChargingStart: '2020-09-23T14:15:00.000Z' }],
    ['lost milliseconds', { SessionEnd: '2020-09-23T17:20:00.038+02:00' }, {}],
    ['milliseconds that were rounded', { SessionEnd: '2020-09-23T17:19:59.500+02:00' }, {}],
    [
      'lost microseconds',
      { SessionEnd: '2020-09-23T17:20:00.038123+02:00' },
      { SessionEnd: '2020-09-23T17:20:00.038+02:00' },
    ],
    ['an EvseID in another spelling', {}, { EvseID: 'dexyzetest1 ' }],
    ['an EvseID with hyphens', {}, { EvseID: 'DE-XYZ-ETEST1' }],
    ['a contract with stars', app(CONTRACT), app('DE*DCB*C12345678')],
    ['a UID in another spelling', {}, card('12:34:ab:cd')],
    ['the older member for a card, with the same UID', {}, olderCard({})],
    [
      'a card in both members',
      {},
      { Identification: { ...card1(), RFIDIdentification: { UID: '1234abcd' } } },
    ],
    ['the contract beside a UID', {}, olderCard({ EvcoID: CONTRACT })],
    ['a contract in another spelling', app(CONTRACT), app('dedcbc12345678x')],
    ['a contract without check digit', app(CONTRACT), app('DE-DCB-C12345678')],
    ['a DIN contract without check digit', app('DE*DCB*123456*7'), app('DE*DCB*123456')],
    ['another hub', {}, { HubProviderID: 'DE-HUB', HubOperatorID: 'DE*HUB' }],
    [
      'another name of the session at a partner',
      {},
      { CPOPartnerSessionID: '', EMPPartnerSessionID: 'other' },
    ],
    ['another SessionID, which is the record’s key', {}, { SessionID: 'f98efba402d84fa0b8109a9d50d2c527' }],
    ['a new member', {}, { New: 1 }],
    ['keys in another spelling', {}, { ConsumedEnergy: undefined, consumedenergy: 10 }],
  ])('with %s', (_, one, other) => {
    expect(areTheSame(record(one), record(other))).toBe(true);
  });

  it('with keys in another order', () => {
    const reversed = Object.fromEntries(Object.entries(aChargeDetailRecord()).toReversed());
    expect(areTheSame(read(JSON.stringify(reversed)), record())).toBe(true);
  });

  it('when nothing could be read of either', () => {
    expect(areTheSame({}, read(''))).toBe(true);
  });

  (hasTestData ? it : it.skip)(`with "" for null, as it was found in the field${needsTestData}`, () => {
    const { input } = testData('field', '11-empty-text-is-a-conflict.json') as {
      input: { payload?: object }[];
    };
    const [one, other] = input
      .flatMap(({ payload }) => payload ?? [])
      .map((each) => read(JSON.stringify(each)));
    expect(areTheSame(one!, other!)).toBe(true);
  });
});

describe('two charge detail records of one session are different bills', () => {
  it.each<[string, one: object, other: object]>([
    ['EVSE', {}, { EvseID: 'DE*XYZ*ETEST2' }],
    ['EVSE of the same digits in DIN form', { EvseID: '+49*810*000*438' }, { EvseID: '+49*810*0004*38' }],
    ['EVSE that one does not name', {}, { EvseID: null }],
    ['card', {}, card('1234ABCE')],
    ['card in the older member', {}, olderCard({ UID: '1234ABCE' })],
    ['card beside the same', {}, { Identification: { ...card1(), RFIDIdentification: { UID: '1234ABCE' } } }],
    ['card by its byte order', {}, card('CDAB3412')],
    [
      'contract beside the same UID',
      olderCard({ EvcoID: CONTRACT }),
      olderCard({ EvcoID: 'DE-DCB-C12345679-X' }),
    ],
    ['contract', app(CONTRACT), app('DE-DCB-C12345679-X')],
    ['check digit', app(CONTRACT), app('DE-DCB-C12345678-Y')],
    ['medium', {}, app(CONTRACT)],
    [
      'medium of the same contract',
      app(CONTRACT),
      { Identification: { QRCodeIdentification: { EvcoID: CONTRACT } } },
    ],
    ['session start', {}, { SessionStart: '2020-09-23T16:10:01+02:00' }],
    ['session end, a second later', {}, { SessionEnd: '2020-09-23T17:20:01+02:00' }],
    [
      'session end, both to the millisecond',
      { SessionEnd: '2020-09-23T17:20:00.038+02:00' },
      { SessionEnd: '2020-09-23T17:20:00.039+02:00' },
    ],
    ['session end, more than rounding explains', { SessionEnd: '2020-09-23T17:19:59.499+02:00' }, {}],
    ['charging start, by its offset', {}, { ChargingStart: '2020-09-23T16:15:00+01:00' }],
    ['charging start, that may be local time', {}, { ChargingStart: '2020-09-23T14:15:00' }],
    ['charging end that is missing', {}, { ChargingEnd: null }],
    ['energy, by a watt-hour', {}, { ConsumedEnergy: 10.001 }],
    ['energy that is zero and not missing', { ConsumedEnergy: null }, { ConsumedEnergy: 0 }],
    ['meter value', {}, { MeterValueEnd: 110.501 }],
    ['meter value that is missing', {}, { MeterValueStart: null }],
    ['value in between', {}, { MeterValueInBetween: { meterValues: [105] } }],
    ['signed value that is missing', {}, signed(start)],
    ['signed value', signed(start), signed({ ...start, SignedMeteringValue: 'OCMF|{}|{"SD":"31"}' })],
    ['status of a signed value', signed(start), signed({ ...start, MeteringStatus: 'End' })],
    [
      'blank within a signed value',
      signed({ SignedMeteringValue: 'a b' }),
      signed({ SignedMeteringValue: 'a  b' }),
    ],
    ['product', {}, { PartnerProductID: 'AC 3' }],
    ['product that is missing', {}, { PartnerProductID: '' }],
  ])('with another %s', (_, one, other) => {
    expect(areTheSame(record(one), record(other))).toBe(false);
    expect(billingFacts(record(one))).not.toBe(billingFacts(record(other)));
  });
});

describe('the billing facts of a charge detail record', () => {
  it('are equal only for the same bill', () => {
    const value = fc.constantFrom(
      '',
      ' ',
      'DE*XYZ*ETEST1',
      'dexyzetest1',
      '+49*810*1',
      '49*810*1',
      '\u200B',
      'x\u00A0y',
    );
    const time = fc.constantFrom(
      '2020-09-23T16:15:00Z',
      '2020-09-23T16:15:00.0Z',
      '2020-09-23T16:15:00',
      null,
    );
    const update = fc.record({
      EvseID: value,
      PartnerProductID: value,
      ChargingStart: time,
      SessionEnd: time,
    });
    fc.assert(
      fc.property(update, update, (one, other) => {
        const [first, second] = [record(one), record(other)];
        const areEqual = billingFacts(first) === billingFacts(second);
        expect(!areEqual || sameBill(first, second)).toBe(true);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('have not changed since earlier releases stored their digests', () => {
    const full = record({
      ...olderCard({ EvcoID: CONTRACT }),
      ...signed(start),
      MeterValueInBetween: { meterValues: [105] },
      SessionEnd: '2020-09-23T17:20:00.038',
    });
    expect(createHash('sha256').update(billingFacts(full)).digest('hex')).toBe(
      '5bda948e1aedd743a63dc95106e262e607f4f84ff71741a8e48c79d14251a0fa',
    );
  });

  it('do not contain a PIN', () => {
    const QRCodeIdentification = { EvcoID: CONTRACT, PIN: '987654' };
    expect(billingFacts(record({ Identification: { QRCodeIdentification } }))).not.toContain('987654');
  });

  it('are those of an empty record if nothing could be read', () => {
    expect(billingFacts({})).toBe(billingFacts(read('')));
  });
});

describe('what could not be read of two charge detail records', () => {
  const billOf = (update: object): Bill => readBill(Buffer.from(JSON.stringify(aChargeDetailRecord(update))));
  const qr = (more: object): object => ({
    Identification: { QRCodeIdentification: { EvcoID: CONTRACT, ...more } },
  });
  const mifare = (RFIDMifareFamilyIdentification: unknown): object => ({
    Identification: { RFIDMifareFamilyIdentification },
  });
  const beside = (more: object): object => ({ Identification: { ...card1(), ...more } });
  const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

  it.each<[string, one: object, other: object]>([
    ['energy with a decimal comma', { ConsumedEnergy: '12,5' }, { ConsumedEnergy: '13,5' }],
    ['a time in words', { ChargingEnd: 'gestern' }, { ChargingEnd: 'heute' }],
    ['a meter value with its unit', { MeterValueEnd: '110,5 kWh' }, { MeterValueEnd: '999,9 kWh' }],
    ['a text beside a number', { ConsumedEnergy: '12,5' }, { ConsumedEnergy: 12.5 }],
    ['a text beside nothing', { ConsumedEnergy: '12,5' }, { ConsumedEnergy: null }],
    ['two numbers for one', { ConsumedEnergy: [10, 11] }, { ConsumedEnergy: [10, 12] }],
    ['an entry of a list', { MeterValueInBetween: ['x'] }, { MeterValueInBetween: ['y'] }],
    ['the card', { Identification: 'a' }, { Identification: 'b' }],
    ['a UID', olderCard({ UID: { a: 1 } }), olderCard({ UID: { a: 2 } })],
    ['the contract of an app', app(['a', 'b'] as never), app(['a', 'c'] as never)],
    ['a signed value', signed({ SignedMeteringValue: { a: 1 } }), signed({ SignedMeteringValue: { a: 2 } })],
    [
      'a text after more violations than are listed',
      { MeterValueInBetween: Array(10_001).fill('x'), PartnerProductID: [1, 2] },
      { MeterValueInBetween: Array(10_001).fill('x'), PartnerProductID: [1, 3] },
    ],
  ])('is another bill where it differs: %s', (_, one, other) => {
    expect(isSameBill(billOf(one), billOf(other))).toBe(false);
    expect(isSameBill(billOf(other), billOf(one))).toBe(false);
    const facts = [one, other].map((each) => billingFacts(billOf(each).record, billOf(each).unread));
    expect(new Set(facts).size).toBe(2);
  });

  it.each<[string, one: object, other: object]>([
    ['the same text', { ConsumedEnergy: '12,5' }, { ConsumedEnergy: '12,5' }],
    ['blanks around it', { ConsumedEnergy: '12,5' }, { ConsumedEnergy: ' 12,5\u00A0' }],
    ['a blank for nothing', { ChargingEnd: '' }, { ChargingEnd: null }],
    ['what is not billed', { ConsumedEnergy: '12,5', HubOperatorID: {} }, { ConsumedEnergy: '12,5' }],
    [
      'the expiry of a card',
      olderCard({ ExpiryDate: '12/2030' }),
      olderCard({ ExpiryDate: '2030-12-31T00:00:00Z' }),
    ],
    ['the technology of a card', olderCard({ RFID: { a: 1 } }), olderCard({})],
    ['a PIN', qr({ PIN: { a: 1 } }), qr({ PIN: '1234' })],
    ['an unknown member, nested too deeply', { New: nested(70) }, {}],
    ['an unknown member of what is billed, too', olderCard({ New: nested(70) }), olderCard({})],
    ...[[], {}, [null], [{}], ' ', ['', null]].flatMap<[string, one: object, other: object]>((nothing) => [
      ['no energy', { ConsumedEnergy: nothing }, { ConsumedEnergy: null }],
      ['no meter value', { MeterValueEnd: nothing }, { MeterValueEnd: '' }],
      ['no time', { ChargingEnd: nothing }, { ChargingEnd: null }],
      ['no contract', olderCard({ EvcoID: nothing }), olderCard({})],
      ['no app', beside({ RemoteIdentification: nothing }), {}],
      ['no QR code', beside({ QRCodeIdentification: nothing }), {}],
      ['no identification', { Identification: nothing }, { Identification: null }],
    ]),
    [
      'its name in another spelling',
      { ConsumedEnergy: undefined, consumed_energy: '12,5' },
      { ConsumedEnergy: '12,5' },
    ],
    ['a list of one', { ConsumedEnergy: ['12,5'] }, { ConsumedEnergy: '12,5' }],
    [
      'values with an object around them, and null entries',
      { MeterValueInBetween: { meterValues: [null, 'x', 105] } },
      { MeterValueInBetween: ['x', '105.0'] },
    ],
    ['a UID with an object around it', mifare({ UID: ['a', 'b'] }), mifare(['a', 'b'])],
  ])('is the same bill where it is the same: %s', (_, one, other) => {
    expect(isSameBill(billOf(one), billOf(other))).toBe(true);
  });

  it('is not certain where a billed member is given twice with different values', () => {
    const text = JSON.stringify(aChargeDetailRecord());
    const twice = (name: string, value: string): Bill =>
      readBill(Buffer.from(text.replace(`"${name}":`, `"${name}":${value},"${name}":`)));
    const plain = billOf({});
    for (const each of [
      twice('ConsumedEnergy', '99'),
      twice('UID', '"0B0B0B0B"'),
      twice('Identification', '"a"'),
    ]) {
      expect(isSameBill(each, plain)).toBe(false);
      expect(isSameBill(each, each)).toBe(true);
      expect(billingFacts(each.record, each.unread)).not.toBe(billingFacts(plain.record));
    }
    expect(isSameBill(twice('ConsumedEnergy', '99'), twice('ConsumedEnergy', '98'))).toBe(false);
    expect(isSameBill(twice('ConsumedEnergy', '99'), twice('ConsumedEnergy', ' 99.0 '))).toBe(true);
    expect(isSameBill(twice('ConsumedEnergy', '10.0'), plain)).toBe(true);
    expect(isSameBill(twice('HubOperatorID', '"DE*A"'), plain)).toBe(true);
    expect(isSameBill(billOf({ consumed_energy: 99 }), plain)).toBe(false);
    expect(isSameBill(billOf({ consumed_energy: '10' }), plain)).toBe(true);
  });

  it('is not certain where a billed member is given with a value and with nothing', () => {
    const record = JSON.stringify(aChargeDetailRecord({ ConsumedEnergy: 'E' }));
    const withEnergy = (...members: readonly string[]): Bill =>
      readBill(Buffer.from(record.replace('"ConsumedEnergy":"E"', members.join(','))));
    const [five, seventy, none] = ['"ConsumedEnergy":5', '"ConsumedEnergy":70', '"ConsumedEnergy":null'];
    const doubtful = withEnergy(five, none);
    for (const other of [
      withEnergy(seventy, none),
      withEnergy(five),
      withEnergy(none),
      withEnergy(none, five),
    ])
      expect(isSameBill(doubtful, other)).toBe(false);
    expect(isSameBill(doubtful, withEnergy(five, '"ConsumedEnergy":" "'))).toBe(true);
    expect(isSameBill(withEnergy(none, '"ConsumedEnergy":""'), withEnergy(none))).toBe(true);
  });

  it.each(['null', '""', '" "'])(
    'is the same where another spelling of a billed member is given too, and says nothing: %s',
    (nothing) => {
      const record = JSON.stringify(aChargeDetailRecord({ ConsumedEnergy: 'E' }));
      const withEnergy = (members: string): Bill =>
        readBill(Buffer.from(record.replace('"ConsumedEnergy":"E"', members)));
      const plain = withEnergy('"ConsumedEnergy":12.5');
      for (const members of [
        '"ConsumedEnergy":12.5,"consumedEnergy":N',
        '"consumedEnergy":N,"ConsumedEnergy":12.5',
      ])
        expect(isSameBill(plain, withEnergy(members.replace('N', nothing)))).toBe(true);
    },
  );

  it('is compared also where a member is given more often than a call takes arguments', () => {
    const members = Array.from({ length: 200_000 }, (_, index) => `"ConsumedEnergy":${index}`);
    const bill = readBill(Buffer.from(`{"SessionID":"s",${members.join(',')}}`));
    expect(bill.unread['ConsumedEnergy']?.split(',')).toHaveLength(200_000);
  });

  it('takes ten times as long for ten times as many values', () => {
    const timeOf = (entries: number): number => {
      const body = Buffer.from(
        JSON.stringify(aChargeDetailRecord({ MeterValueInBetween: Array(entries).fill('x') })),
      );
      const { violations } = chargeDetailRecord.read(body);
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now();
        for (let round = 0; round < 10_000 / entries; round += 1) unreadBillingValues(violations, body);
        return (performance.now() - start) / Math.ceil(10_000 / entries);
      });
      return Math.min(...times);
    };
    // 100 times where every value is looked for among all.
    expect(timeOf(9_000) / timeOf(900)).toBeLessThan(30);
  });

  it('is compared also where it is nested more deeply than anybody writes', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(() => readBill(Buffer.from(`{"SessionID":"s","ConsumedEnergy":${deep}}`))).not.toThrow();
  });
});

function card1(): object {
  return { RFIDMifareFamilyIdentification: { UID: '1234ABCD' } };
}
