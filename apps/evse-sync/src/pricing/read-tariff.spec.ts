import { describe, expect, it } from '@jest/globals';
import { Decimal } from '#oicp';
import type { Tariff } from '#suite';
import {
  aPricedEvse,
  aProduct,
  fee,
  pricesIn,
  readAnswers,
  restrictedTo,
  theTariff,
  times,
} from '../../test/pricing-builders.js';

describe('a tariff', () => {
  it('that conforms to OICP is complete and has no findings', () => {
    expect(theTariff({})).toEqual({
      productId: 'P',
      currency: 'EUR',
      price: '0.49',
      per: 'KILOWATT_HOUR',
      maxPowerKw: '22',
      always: true,
      complete: true,
      findings: [],
    });
  });

  it.each<[string, object, Partial<Tariff>]>([
    [
      'a start fee without unit',
      { AdditionalReferences: [fee('START FEE', null, 1.5)] },
      { fees: [{ kind: 'START FEE', price: '1.5', per: 'SESSION' }] },
    ],
    [
      'a start fee per hour',
      { AdditionalReferences: [fee('START FEE', 'HOUR', 1.5)] },
      { fees: [{ kind: 'START FEE', price: '1.5', per: 'SESSION' }] },
    ],
    [
      'a fee as a single object',
      { AdditionalReferences: fee('PARKING FEE', 'MINUTE', 0.1) },
      { fees: [{ kind: 'PARKING FEE', price: '0.1', per: 'MINUTE' }] },
    ],
    ['a price as a text', { PricePerReferenceUnit: '0.49' }, { price: '0.49' }],
    ['a currency in small letters', { ProductPriceCurrency: 'eur' }, { currency: 'EUR' }],
    ['a currency with blanks', { ProductPriceCurrency: ' EUR ' }, { currency: 'EUR' }],
    ['a unit in another spelling', { ReferenceUnit: 'kilowatt-hour' }, { per: 'KILOWATT_HOUR' }],
    ['no list of times where it always holds', { ProductAvailabilityTimes: null }, { always: true }],
    [
      'times that leave no gap',
      {
        ProductAvailabilityTimes: [
          times('Workdays', '00:00', '24:00'),
          times('Weekend', '00:00', '12:00'),
          times('Weekend', '12:00', '23:59'),
        ],
      },
      { always: true },
    ],
    [
      'a day from midnight to midnight',
      { ProductAvailabilityTimes: [times('Everyday', '00:00', '00:00')] },
      { always: true },
    ],
    [
      'an evening that ends at midnight',
      restrictedTo(times('Everyday', '20:00', '00:00')),
      { always: false, times: [{ on: 'Everyday', from: '20:00', to: '00:00' }] },
    ],
    ['an overlong name', { ProductID: 'P'.repeat(60) }, { price: '0.49' }],
    [
      'a fixed fee and a price of zero',
      { PricePerReferenceUnit: 0, AdditionalReferences: [fee('FIXED FEE', 'HOUR', 5)] },
      { price: '0', fees: [{ kind: 'FIXED FEE', price: '5', per: 'SESSION' }] },
    ],
  ])('with %s is complete', (_, update, shown) => {
    expect(theTariff(update)).toMatchObject({ ...shown, complete: true });
  });

  it.each<[string, object, Partial<Tariff>]>([
    [
      'a parking fee without unit',
      { AdditionalReferences: [fee('PARKING FEE', null, 0.1)] },
      { fees: [{ kind: 'PARKING FEE', price: '0.1', per: 'UNKNOWN' }] },
    ],
    ['a fee with a decimal comma', { AdditionalReferences: [fee('START FEE', null, '1,5')] }, {}],
    ['a fee without a price', { AdditionalReferences: [fee('START FEE', null, null)] }, {}],
    [
      'a fee without a kind',
      { AdditionalReferences: [{ AdditionalReferenceUnit: 'HOUR', PricePerAdditionalReferenceUnit: 2 }] },
      { fees: [{ kind: 'UNKNOWN', price: '2', per: 'HOUR' }] },
    ],
    [
      'a fee of a blank kind and unit',
      { AdditionalReferences: [fee(' \u200B', '\u200B', 2)] },
      { fees: [{ kind: 'UNKNOWN', price: '2', per: 'UNKNOWN' }] },
    ],
    [
      'a fee OICP does not know',
      { AdditionalReferences: [fee('BLOCKING FEE', 'MINUTE', 0.2)] },
      { fees: [{ kind: 'BLOCKING FEE', price: '0.2', per: 'MINUTE' }] },
    ],
    [
      'a fee in an unknown unit',
      { AdditionalReferences: [fee('PARKING FEE', 'DAY', 3)] },
      { fees: [{ kind: 'PARKING FEE', price: '3', per: 'DAY' }] },
    ],
    ['a null among its fees', { AdditionalReferences: [null] }, {}],
    ['a negative fee', { AdditionalReferences: [fee('START FEE', null, -1)] }, {}],
    [
      'a fee listed twice',
      { AdditionalReferences: [fee('PARKING FEE', 'MINUTE', 1), fee('PARKING FEE', 'MINUTE', 2)] },
      {},
    ],
    [
      'a fixed fee besides a price',
      { AdditionalReferences: [fee('FIXED FEE', 'HOUR', 5)] },
      { price: '0.49' },
    ],
    [
      'a minimum above its maximum',
      {
        AdditionalReferences: [
          fee('MINIMUM FEE', null, 9),
          fee('MAXIMUM FEE', null, 10.5),
          fee('MINIMUM FEE', null, 11),
        ],
      },
      {},
    ],
    ['fees that are no list', { AdditionalReferences: 'a lot' }, {}],
    ['an unknown unit', { ReferenceUnit: 'PARSEC' }, { per: 'PARSEC' }],
    ['an unknown currency', { ProductPriceCurrency: 'QQQ' }, { currency: 'QQQ' }],
    ['a negative price', { PricePerReferenceUnit: -0.49 }, { price: '-0.49' }],
    ['an enormous price', { PricePerReferenceUnit: 4_900_000 }, { price: '4900000' }],
    ['a power that is no number', { MaximumProductChargingPower: '22 kW' }, {}],
    ['no power', { MaximumProductChargingPower: null }, {}],
    ['a power of zero', { MaximumProductChargingPower: 0 }, { maxPowerKw: '0' }],
    ['a power in watts', { MaximumProductChargingPower: 22_000 }, { maxPowerKw: '22000' }],
    [
      'times besides "valid 24 hours"',
      { ProductAvailabilityTimes: [times('Everyday', '09:00', '18:00')] },
      { always: false, times: [{ on: 'Everyday', from: '09:00', to: '18:00' }] },
    ],
    [
      'weekends besides "valid 24 hours"',
      { ProductAvailabilityTimes: [times('Weekend', '00:00', '24:00')] },
      { always: false },
    ],
    ['unreadable times besides "valid 24 hours"', { ProductAvailabilityTimes: [null] }, { always: false }],
    ['no times and not valid 24 hours', restrictedTo(), { always: false }],
    ['neither times nor validity', { IsValid24hours: null, ProductAvailabilityTimes: [] }, { always: false }],
    ['a validity that is neither yes nor no', { IsValid24hours: 'ja' }, { always: false }],
    ['a time without end', restrictedTo(times('Monday', '08:00', null)), { always: false }],
    ['a time without day', restrictedTo(times(null, '08:00', '09:00')), { always: false }],
    ...[times('', '08:00', '09:00'), times('Monday', ' ', '09:00'), times('Monday', '08:00', '\u200B')].map(
      (blank): [string, object, Partial<Tariff>] => [
        `a blank in its times (${JSON.stringify(blank)})`,
        restrictedTo(blank, times('Sunday', '08:00', '09:00')),
        { always: false, times: [{ on: 'Sunday', from: '08:00', to: '09:00' }] },
      ],
    ),
    ['an unknown day', restrictedTo(times('Holidays', '08:00', '09:00')), { always: false }],
    ['a time of 25:00', restrictedTo(times('Monday', '08:00', '25:00')), { always: false }],
    ['a time in another form', restrictedTo(times('Monday', '8:00', '9:00')), { always: false }],
    [
      'a time that ends before it begins',
      restrictedTo(times('Monday', '22:00', '06:00')),
      { always: false, times: [{ on: 'Monday', from: '22:00', to: '06:00' }] },
    ],
    ['a time that ends as it begins', restrictedTo(times('Monday', '00:00', '00:00')), { always: false }],
    ['a day without a period', restrictedTo({ on: 'Monday', Period: [] }), { always: false }],
    ['a member OICP does not have', { PricePerSession: 1 }, { price: '0.49' }],
    ['a member in two spellings', { pricePerReferenceUnit: 0.59 }, { price: '0.49' }],
    ['an unknown text that PostgreSQL refuses', { ReferenceUnit: 'a\0\uD800b' }, { per: 'a\uFFFD\uFFFDb' }],
  ])('with %s is incomplete, with a finding', (_, update, shown) => {
    const tariff = theTariff(update);
    expect(tariff).toMatchObject({ ...shown, complete: false });
    expect(tariff?.findings?.[0]).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  });

  it.each<[string, object, readonly string[]]>([
    ['an empty unit of a start fee', { AdditionalReferences: [fee('START FEE', '', 1.5)] }, []],
    [
      'an empty unit of another fee',
      { AdditionalReferences: [fee('PARKING FEE', '', 0.1)] },
      ['missing /AdditionalReferences/0/AdditionalReferenceUnit The unit of PARKING FEE is missing.'],
    ],
    [
      'an unknown unit of a fee per session',
      { AdditionalReferences: [fee('MINIMUM FEE', 'EUR', 3)] },
      [
        'unknown-value /AdditionalReferences/0/AdditionalReferenceUnit The unit "EUR" is not in the list of OICP 2.3.',
      ],
    ],
    [
      'a unit of a fee per session',
      { AdditionalReferences: [null, fee('START FEE', 'HOUR', 1)] },
      [
        'missing /AdditionalReferences/0 Entry 0 of AdditionalReferences is null.',
        'not-here /AdditionalReferences/1/AdditionalReferenceUnit START FEE is per session; the unit HOUR is ignored.',
      ],
    ],
    [
      'a text in place of fees',
      { AdditionalReferences: 'START FEE 1.5' },
      ['wrong-type /AdditionalReferences AdditionalReferences is a text, not an object.'],
    ],
    [
      'a time that no clock shows, under the other name of Period',
      restrictedTo({ on: 'Monday', Periods: [{ begin: '22.00', end: '24:00' }] }),
      [
        'wrong-form /ProductAvailabilityTimes/0/Periods/0/begin begin is "22.00", not a time of day such as 08:30.',
      ],
    ],
    [
      'a night, under the other name of Period, of a single day',
      {
        IsValid24hours: false,
        ProductAvailabilityTimes: { on: 'Monday', Periods: [{ begin: '22:00', end: '06:00' }] },
      },
      [
        'single-for-list /ProductAvailabilityTimes ProductAvailabilityTimes is an object instead of a list.',
        'ends-before-begin /ProductAvailabilityTimes/Periods/0 Monday 22:00 to 06:00 does not end after it begins.',
      ],
    ],
    [
      'an amount below zero, in another spelling',
      { PricePerReferenceUnit: undefined, pricePerReferenceUnit: -1 },
      [
        'other-spelling /pricePerReferenceUnit pricePerReferenceUnit is spelled PricePerReferenceUnit in OICP 2.3.',
        'out-of-range /pricePerReferenceUnit The amount is negative.',
      ],
    ],
  ])('names each fault once, where it was sent: %s', (_, update, expected) => {
    const findings = theTariff(update)?.findings ?? [];
    expect(findings.map(({ code, pointer, message }) => `${code} ${pointer} ${message}`)).toEqual(expected);
  });

  it.each<[string, object]>([
    ['price', { PricePerReferenceUnit: null }],
    ['price but one with a decimal comma', { PricePerReferenceUnit: '0,49' }],
    ['price but one of an absurd size', { PricePerReferenceUnit: 1e300 }],
    ['currency', { ProductPriceCurrency: null }],
    ['currency but a sign', { ProductPriceCurrency: '€' }],
    ['currency but Hubject’s placeholder', { ProductPriceCurrency: 'UNDEFINED' }],
    ['unit', { ReferenceUnit: {} }],
    ['unit but an empty one', { ReferenceUnit: '' }],
    ['unit but blanks', { ReferenceUnit: ' \u00A0\u200B' }],
    ['currency but blanks', { ProductPriceCurrency: ' \u200B' }],
  ])('without a readable %s is listed by name as unread', (_, update) => {
    const read = readAnswers({ products: [aProduct(update)], evses: [aPricedEvse()] });
    expect(read.unreadable).toBe(1);
    expect(pricesIn(read)).toMatchObject({
      complete: false,
      tariffs: [],
      unknownTariffs: [],
      unreadTariffs: [{ productId: 'P', findings: [{ code: expect.any(String) }] }],
      findings: [{ code: 'unread-tariff' }],
    });
    expect(pricesIn(read).defaultPrice).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['no name', null],
    ['an empty name', ' '],
    ['an invisible name', '\u200B'],
    ['a name of a megabyte', 'P'.repeat(1_000_000)],
  ])('with %s is counted as unreadable', (_, ProductID) => {
    const read = readAnswers({ products: [aProduct({ ProductID })], evses: [aPricedEvse()] });
    expect(read.unreadable).toBe(1);
    expect(pricesIn(read)).toMatchObject({ complete: false, tariffs: [], unknownTariffs: ['P'] });
  });

  it.each(['1e-19', '0.00009', '1000000.01', '1e19', '-0.1'])(
    'with the implausible amount %s is incomplete, and shown',
    (amount) => {
      const price = JSON.parse(`{"PricePerReferenceUnit":${amount}}`) as object;
      expect(theTariff(price)).toMatchObject({
        price: new Decimal(amount).toFixed(),
        complete: false,
        findings: [{ code: 'out-of-range', pointer: '/PricePerReferenceUnit' }],
      });
      const fees = [fee('PARKING FEE', 'MINUTE', Number(amount))];
      expect(theTariff({ AdditionalReferences: fees })).toMatchObject({ complete: false });
    },
  );

  it.each([0, 0.0001, 0.49, 250_000, 1_000_000])('with the plausible amount %d is complete', (amount) => {
    expect(theTariff({ PricePerReferenceUnit: amount })).toMatchObject({ complete: true, findings: [] });
  });

  it('listed twice with different content is incomplete, and with the same content is not', () => {
    const twice = (other: object): Tariff | undefined =>
      pricesIn(readAnswers({ products: [aProduct(), aProduct(other)], evses: [aPricedEvse()] })).tariffs[0];
    expect(twice({})).toMatchObject({ complete: true });
    expect(twice({ PricePerReferenceUnit: 0.39 })).toMatchObject({ price: '0.49', complete: false });
    expect(twice({ PricePerReferenceUnit: null })).toMatchObject({ price: '0.49', complete: false });
  });

  it('for us that is unreadable is not replaced by the one for every provider', () => {
    const read = readAnswers(
      { products: [aProduct({ PricePerReferenceUnit: 0.29 })], evses: [aPricedEvse()] },
      { products: [aProduct({ PricePerReferenceUnit: '0,59' })], operator: { ProviderID: 'DE-EMP' } },
    );
    expect(pricesIn(read)).toMatchObject({ tariffs: [], unreadTariffs: [{ productId: 'P' }] });
  });

  it('of an entry with an unknown member, or without a ProviderID, is incomplete', () => {
    for (const operator of [{ Surcharge: 0.1 }, { ProviderID: null }, { ProviderID: {} }]) {
      const read = readAnswers({ products: [aProduct()], evses: [aPricedEvse()], operator });
      expect(pricesIn(read)).toMatchObject({
        complete: false,
        tariffs: [{ price: '0.49', complete: false }],
      });
    }
  });
});
