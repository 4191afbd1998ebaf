import { describe, expect, it } from '@jest/globals';
import { hasTestData, needsTestData, testData } from '../../../../libs/oicp/test/test-data.js';
import {
  answersOf,
  aPricedEvse,
  aProduct,
  codesOf,
  fee,
  parseAnswers,
  pricesIn,
  readAnswers,
  readRepeated,
  restrictedTo,
  times,
} from '../../test/pricing-builders.js';

describe('a member that an answer gives twice under one name', () => {
  const times24 = times('Everyday', '08:00', '20:00');
  const restricted = { ...restrictedTo(times24), AdditionalReferences: [fee('PARKING FEE', 'MINUTE', 1.5)] };
  const operator = { products: [aProduct(restricted)], evses: [aPricedEvse()] };

  it.each([
    ['"PricePerReferenceUnit":0.49', '"PricePerReferenceUnit":0.09'],
    ['"PricePerReferenceUnit":0.49', '"PricePerReferenceUnit":0.49'],
    ['"PricePerReferenceUnit":0.49', '"Price\\u0050erReferenceUnit":0.09'],
    ['"AdditionalReferences":', '"AdditionalReferences":[]'],
    ['"PricePerAdditionalReferenceUnit":1.5', '"PricePerAdditionalReferenceUnit":9'],
    ['"IsValid24hours":false', '"IsValid24hours":true'],
    ['"ProductAvailabilityTimes":', '"ProductAvailabilityTimes":[]'],
    ['"begin":"08:00"', '"begin":"09:00"'],
    ['"ProductPriceCurrency":"EUR"', '"ProductPriceCurrency":"CHF"'],
    ['"ReferenceUnit":"KILOWATT_HOUR"', '"ReferenceUnit":"MINUTE"'],
    ['"ProductID":"P"', '"ProductID":"Q"'],
    ['"PricingProductDataRecords":', '"PricingProductDataRecords":[]'],
  ])('makes the tariff incomplete: %s', (member, before) => {
    const shown = pricesIn(readRepeated(member, before, operator));
    expect(shown).toMatchObject({ complete: false, tariffs: [{ price: '0.49', complete: false }] });
    expect(codesOf(shown.tariffs[0]?.findings)).toEqual(['repeated-field']);
  });

  it.each([
    ['"EvseIDProductList":', '"EvseIDProductList":[]'],
    ['"EVSEPricing":', '"EVSEPricing":[]'],
  ])('makes the tariffs of a charging point incomplete: %s', (member, before) => {
    const shown = pricesIn(readRepeated(member, before, operator));
    expect(shown).toMatchObject({ complete: false, tariffs: [{ productId: 'P', complete: true }] });
    expect(codesOf(shown.findings)).toEqual(['repeated-field']);
  });

  it('makes the default price incomplete', () => {
    const read = readRepeated('"PricingDefaultPrice":0.69', '"PricingDefaultPrice":0.09', {
      products: [],
      evses: [],
    });
    expect(pricesIn(read)).toMatchObject({
      complete: false,
      defaultPrice: { price: '0.69', complete: false, findings: [{ code: 'repeated-field' }] },
    });
  });

  it('and says whose the prices are makes them nobody’s', () => {
    for (const [member, before] of [
      ['"OperatorID":"DE*ABC"', '"OperatorID":"DE*XYZ"'],
      ['"ProviderID":"*"', '"ProviderID":"DE-XYZ"'],
    ] as const) {
      const read = readRepeated(member, before, operator);
      expect(read.unattributed).toBe(true);
      expect(pricesIn(read)).toMatchObject({ complete: false, tariffs: [] });
      expect(pricesIn(read).defaultPrice).toBeUndefined();
    }
    const nameless = readRepeated('"EvseID":"DE*ABC*E1"', '"EvseID":"DE*ABC*E2"', operator);
    expect(pricesIn(nameless)).toMatchObject({
      complete: false,
      tariffs: [],
      defaultPrice: { complete: false },
    });
  });
});

describe('a charging point', () => {
  it('that names an unknown tariff has a finding, and shows no default price in its place', () => {
    const shown = pricesIn(
      readAnswers({ products: [aProduct()], evses: [aPricedEvse({ EvseIDProductList: ['P', 'GONE'] })] }),
    );
    expect(shown).toMatchObject({
      complete: false,
      tariffs: [{ productId: 'P', complete: true }],
      unknownTariffs: ['GONE'],
      findings: [{ code: 'unknown-tariff', message: expect.stringContaining('GONE') }],
    });
    expect(shown.defaultPrice).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['an empty list of tariffs', { EvseIDProductList: [] }, 'no-tariff-named'],
    ['no list of tariffs', { EvseIDProductList: null }, 'missing'],
    ['a null among its tariffs', { EvseIDProductList: ['P', null] }, 'missing'],
    ['an overlong name among its tariffs', { EvseIDProductList: ['P', 'x'.repeat(5_000)] }, 'unreadable'],
    ['a member OICP does not have', { DiscountFor: 'nights' }, 'unknown-field'],
    ['no provider', { ProviderID: null }, 'missing'],
    ['a provider of no form', { ProviderID: 'DE-EM' }, 'wrong-form'],
    ['another provider', { ProviderID: 'DE-XXX' }, 'other-provider'],
  ])('with %s is incomplete and has no default price', (_, update, code) => {
    const shown = pricesIn(readAnswers({ products: [aProduct()], evses: [aPricedEvse(update)] }));
    expect(shown.complete).toBe(false);
    expect(codesOf(shown.findings)).toContain(code);
    expect(shown.defaultPrice).toBeUndefined();
  });

  it('with pricing for another provider alone says so, and has no price', () => {
    const other = aPricedEvse({ ProviderID: 'DE-XXX' });
    const shown = pricesIn(readAnswers({ products: [aProduct()], evses: [other] }));
    expect(codesOf(shown.findings)).toEqual(['other-provider']);
    expect(shown).toMatchObject({ complete: false, tariffs: [] });
    for (const evses of [
      [other, aPricedEvse()],
      [aPricedEvse({ ProviderID: 'DE-EMP' }), other],
    ])
      expect(pricesIn(readAnswers({ products: [aProduct()], evses }))).toMatchObject({
        complete: true,
        tariffs: [{ productId: 'P' }],
      });
  });

  it('names tariffs in either form of the specification, with or without blanks', () => {
    for (const EvseIDProductList of ['P', ['P '], [{ ProductID: 'P' }]])
      expect(
        pricesIn(readAnswers({ products: [aProduct()], evses: [aPricedEvse({ EvseIDProductList })] })),
      ).toMatchObject({ complete: true, tariffs: [{ productId: 'P' }] });
  });

  it('listed twice with different tariffs shows both, and is incomplete', () => {
    const products = [aProduct(), aProduct({ ProductID: 'Q' })];
    const both = [aPricedEvse(), aPricedEvse({ EvseIDProductList: ['Q'] })];
    expect(pricesIn(readAnswers({ products, evses: both }))).toMatchObject({
      complete: false,
      tariffs: [{ productId: 'P' }, { productId: 'Q' }],
      findings: [{ code: 'contradictory' }],
    });
    expect(pricesIn(readAnswers({ products, evses: [aPricedEvse(), aPricedEvse()] }))).toMatchObject({
      complete: true,
    });
  });

  it('without pricing of its own has the default price', () => {
    expect(pricesIn(readAnswers({ products: [aProduct()], evses: [] }))).toEqual({
      complete: true,
      tariffs: [],
      unknownTariffs: [],
      unreadTariffs: [],
      defaultPrice: { price: '0.69', currency: 'EUR', per: 'KILOWATT_HOUR', complete: true, findings: [] },
      findings: [],
    });
  });

  it.each<[string, object, object]>([
    [
      'in small letters',
      { PricingDefaultPriceCurrency: 'eur' },
      { complete: true, defaultPrice: { currency: 'EUR' } },
    ],
    [
      'of an unknown unit',
      { PricingDefaultReferenceUnit: 'DAY' },
      { complete: false, defaultPrice: { per: 'DAY' } },
    ],
    ...['', ' ', '\u00A0\u200B'].map((blank): [string, object, object] => [
      `of a blank unit (${JSON.stringify(blank)})`,
      { PricingDefaultReferenceUnit: blank },
      { complete: false, findings: [{ code: 'unknown-value' }, { code: 'no-price-known' }] },
    ]),
    ['that is negative', { PricingDefaultPrice: -1 }, { complete: false, defaultPrice: { price: '-1' } }],
    [
      'with a decimal comma',
      { PricingDefaultPrice: '0,69' },
      { complete: false, findings: [{ code: 'unreadable' }, { code: 'no-price-known' }] },
    ],
    [
      'that is absent',
      { PricingDefaultPrice: null, PricingDefaultPriceCurrency: null, PricingDefaultReferenceUnit: null },
      { complete: false, findings: [{ code: 'no-price-known' }] },
    ],
  ])('has a default price %s as far as it is readable', (_, operator, shown) => {
    expect(pricesIn(readAnswers({ products: [], evses: [], operator }))).toMatchObject(shown);
  });

  it('has an incomplete default price when an entry with tariffs may be its own', () => {
    for (const update of [
      { EvseID: null },
      { EvseID: '\u200B' },
      { EvseID: 'no EvseID' },
      { EvseID: 'x'.repeat(5_000) },
    ]) {
      const read = readAnswers({ products: [aProduct()], evses: [aPricedEvse(update)] });
      expect(pricesIn(read)).toMatchObject({ complete: false, defaultPrice: { complete: false } });
    }
  });

  it('has an incomplete default price when tariffs were named without an operator', () => {
    const { products } = answersOf({ products: [aProduct()] });
    const read = parseAnswers({ products, evses: { EVSEPricing: [{ EVSEPricing: [aPricedEvse()] }] } });
    expect(read).toMatchObject({ unreadable: 1, unattributed: true });
    expect(pricesIn(read)).toMatchObject({ complete: false, defaultPrice: { complete: false } });
  });

  it('whose operator sent an unreadable default price for us does not have the one for every provider', () => {
    const read = readAnswers(
      { products: [], evses: [] },
      { products: [], operator: { ProviderID: 'DE-EMP', PricingDefaultPrice: 'free' } },
    );
    expect(pricesIn(read)).toMatchObject({ complete: false });
    expect(pricesIn(read).defaultPrice).toBeUndefined();
  });
});

describe('an operator', () => {
  it.each<[string, object]>([
    ['without an OperatorID', { OperatorID: null }],
    ['of a blank OperatorID', { OperatorID: ' \u200B' }],
    ['of an ID that PostgreSQL refuses', { OperatorID: 'DE*A\0C' }],
    ['of an endless ID', { OperatorID: 'x'.repeat(5_000) }],
    ['for a provider of no form', { ProviderID: 'DE-EM' }],
  ])('%s is counted, and no operator counts as missing', (_, operator) => {
    const read = readAnswers({ products: [aProduct()], operator });
    expect(read).toMatchObject({ unreadable: 1, unattributed: true });
    expect(read.operators.size).toBe(0);
  });
});

(hasTestData ? describe : describe.skip)(`the prices of field reports${needsTestData}`, () => {
  const input = (name: string): Record<string, object> =>
    (testData('field', name) as { readonly input: Record<string, object> }).input;

  it('05: a start fee without a unit is part of the price', () => {
    const { product } = input('05-start-fee-without-unit.json');
    const read = readAnswers({ products: [product!], evses: [aPricedEvse()] });
    expect(pricesIn(read).tariffs).toMatchObject([
      {
        complete: true,
        fees: [
          { kind: 'START FEE', price: '1.5', per: 'SESSION' },
          { kind: 'PARKING FEE', price: '0.1', per: 'MINUTE' },
        ],
      },
    ]);
  });

  it('07: eur is EUR, and a tariff that is named is never replaced by the default price', () => {
    const { product, default: operator, evsePricing } = input('07-named-tariff-missing.json');
    const read = readAnswers({ products: [product!], evses: [evsePricing!], operator: operator! });
    const shown = pricesIn(read, 'DEABCE00009');
    expect(shown).toMatchObject({ complete: true, tariffs: [{ productId: 'P', currency: 'EUR' }] });
    const without = pricesIn(readAnswers({ evses: [evsePricing!], operator: operator! }), 'DEABCE00009');
    expect(without).toMatchObject({ complete: false, unknownTariffs: ['P'] });
    expect([shown.defaultPrice, without.defaultPrice]).toEqual([undefined, undefined]);
  });
});
