import { describe, expect, it } from '@jest/globals';
import { countFindings } from './count-findings.js';
import {
  answersOf,
  aPricedEvse,
  aProduct,
  codesOf,
  fee,
  parseAnswers,
  pricesIn,
  readAnswers,
  readTexts,
  theTariff,
} from '../../test/pricing-builders.js';

const general = { products: [aProduct()], evses: [aPricedEvse()] };
const ours = { ProviderID: 'DE-EMP' };

describe('a price for every provider', () => {
  it.each<[string, object, string]>([
    ['whose list of tariffs is a text', { PricingProductDataRecords: 'see website' }, 'unreadable'],
    ['whose list of tariffs is null', { PricingProductDataRecords: null }, 'missing'],
    ['with null among its tariffs', { PricingProductDataRecords: [null] }, 'unreadable'],
    [
      'with a nameless tariff',
      { PricingProductDataRecords: [aProduct({ ProductID: null, PricePerReferenceUnit: 0.79 })] },
      'unreadable',
    ],
    ['with a member OICP does not have', { Surcharge: 0.3 }, 'unknown-field'],
  ])('is incomplete beside an entry for us %s', (_, update, code) => {
    const read = readAnswers(general, { operator: { ...ours, ...update } });
    const shown = pricesIn(read);
    expect(shown).toMatchObject({ complete: false, tariffs: [{ price: '0.49', complete: false }] });
    expect(codesOf(shown.tariffs[0]?.findings)).toEqual([code]);
    const counts = { incomplete: 0, findings: {} };
    for (const operator of read.operators.values()) countFindings(counts, operator);
    expect(counts).toMatchObject({ incomplete: 1, findings: { [code]: expect.any(Number) } });
  });

  it('is incomplete beside an entry that may be for us, or of this operator, tariffs and default price alike', () => {
    for (const update of [
      { ProviderID: 'DE/EMP' },
      { OperatorID: null },
      { OperatorID: null, ...ours },
      { OperatorID: 'x'.repeat(5_000) },
    ]) {
      const other = { products: [aProduct({ PricePerReferenceUnit: 0.79 })], operator: update };
      const named = pricesIn(readAnswers(general, other));
      expect(named).toMatchObject({ complete: false, tariffs: [{ price: '0.49', complete: false }] });
      expect(codesOf(named.tariffs[0]?.findings)).toEqual(['unattributed-entry']);
      const byDefault = pricesIn(readAnswers({ products: [aProduct()], evses: [] }, other));
      expect(byDefault).toMatchObject({
        complete: false,
        defaultPrice: { complete: false, findings: [{ code: 'unattributed-entry' }] },
      });
    }
  });

  it('is complete beside an entry of another operator for a provider that cannot be identified', () => {
    for (const ProviderID of ['DE/EMP', 'DE-XXX']) {
      const read = readAnswers(general, { operator: { OperatorID: 'DE*XYZ', ProviderID } });
      expect(pricesIn(read)).toMatchObject({ complete: true });
    }
  });

  it('is replaced by a tariff for us, which a tariff of another name for us leaves complete', () => {
    const forUs = aProduct({ PricePerReferenceUnit: 0.29 });
    const read = readAnswers(general, { products: [forUs, aProduct({ ProductID: 'Q' })], operator: ours });
    expect(pricesIn(read)).toMatchObject({ complete: true, tariffs: [{ price: '0.29', complete: true }] });
  });
});

describe('the tariffs of a charging point', () => {
  it('are in doubt beside those for a provider that cannot be identified', () => {
    const unclear = aPricedEvse({ ProviderID: 'DE/EMP', EvseIDProductList: ['Q'] });
    for (const own of [aPricedEvse(), aPricedEvse(ours)]) {
      const shown = pricesIn(readAnswers({ products: [aProduct()], evses: [unclear, own] }));
      expect(shown).toMatchObject({ complete: false, tariffs: [{ productId: 'P' }] });
      expect(codesOf(shown.findings)).toEqual(['wrong-form']);
    }
  });

  it.each<[string, object, string]>([
    ['a restriction', { ProductID: 'P', ValidUntil: '2020-01-01' }, 'unknown-field'],
    ['the name in another spelling', { productId: 'Q', ProductID: 'P' }, 'repeated-field'],
    ['no name', { ProductID: null }, 'missing'],
    ['a list for a name', { ProductID: ['P', 'Q'] }, 'wrong-type'],
  ])('are in doubt where a name comes with %s', (_, named, code) => {
    const evses = [aPricedEvse({ EvseIDProductList: ['P', named] })];
    const shown = pricesIn(readAnswers({ products: [aProduct()], evses }));
    expect(shown).toMatchObject({ complete: false, tariffs: [{ productId: 'P', complete: true }] });
    expect(codesOf(shown.findings)).toEqual([code]);
  });

  it('are in doubt where a wrapped name is given twice', () => {
    const { products, evses } = answersOf({
      products: [aProduct()],
      evses: [aPricedEvse({ EvseIDProductList: [{ ProductID: 'P' }] })],
    });
    const twice = JSON.stringify(evses).replace('"ProductID":"P"', '"ProductID":"Q","ProductID":"P"');
    expect(pricesIn(parseAnswers({ products, evses }))).toMatchObject({ complete: true });
    const shown = pricesIn(readTexts(JSON.stringify(products), twice));
    expect(shown).toMatchObject({ complete: false, findings: [{ code: 'repeated-field' }] });
  });
});

describe('a fee of an unknown unit', () => {
  it.each([
    ['in a list', [fee('PARKING FEE', 'DAY', 5)], '/AdditionalReferences/0'],
    ['alone', fee('PARKING FEE', 'DAY', 5), '/AdditionalReferences'],
    ['in a list in a list', [[fee('PARKING FEE', 'DAY', 5)]], '/AdditionalReferences/0/0'],
    ['after an unreadable one', [7, [fee('PARKING FEE', 'DAY', 5)]], '/AdditionalReferences/1/0'],
  ])('%s makes the tariff incomplete, and its finding points at it', (_, AdditionalReferences, at) => {
    const tariff = theTariff({ AdditionalReferences });
    expect(tariff).toMatchObject({ complete: false, fees: [{ price: '5', per: 'DAY' }] });
    expect(tariff?.findings).toContainEqual(
      expect.objectContaining({ code: 'unknown-value', pointer: `${at}/AdditionalReferenceUnit` }),
    );
  });
});
