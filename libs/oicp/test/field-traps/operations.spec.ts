import { describe, expect, it } from '@jest/globals';
import { chargeDetailRecords, getChargeDetailRecords } from '../../src/messages/get-charge-detail-records.js';
import { pullEvseStatus } from '../../src/messages/pull-evse-status.js';
import { evsePricing, pricingProducts, pullPricingProductData } from '../../src/messages/pull-pricing.js';
import { Decimal } from '../../src/schema/decimal.js';
import { oddities, readCdr } from './readings.js';

describe('operations as partners use them', () => {
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

  it('violations of one tariff, or of the entry of one EVSE, are listed with it, at any depth', () => {
    const products = pricingProducts.read(
      '{"PricingProductData":[{"PricingProductDataRecords":[{"ProductID":"A"},null]},7]}',
    );
    const [operator, noOperator] = products.value.PricingProductData ?? [];
    const [tariff, noTariff] = operator?.value.PricingProductDataRecords ?? [];
    expect(tariff?.value).toEqual({ ProductID: 'A' });
    expect(tariff?.violations.map(({ pointer }) => pointer)).toContain('/PricePerReferenceUnit');
    expect(noTariff?.violations).toMatchObject([{ code: 'wrong-type', pointer: '' }]);
    expect(operator?.violations.map(({ pointer }) => pointer)).not.toContain('/PricePerReferenceUnit');
    expect(noOperator).toMatchObject({ value: {}, violations: [{ code: 'wrong-type' }] });
    const evses = evsePricing.read('{"EVSEPricing":[{"EVSEPricing":[{"EvseIDProductList":[null]}]}]}');
    const [entry] = evses.value.OperatorEVSEPricing?.[0]?.value.EVSEPricing ?? [];
    expect(entry && oddities(entry)).toContain('missing /EvseIDProductList/0');
  });

  it('a status filter is EVSEStatus or EvseStatus', () => {
    const reading = pullEvseStatus.read('{"ProviderID":"DE-DCB","EvseStatus":"EvseNotFound"}');
    expect(reading.value.EVSEStatus).toBe('EvseNotFound');
  });

  it('PullPricingProductData needs OperatorIDs and has no ProviderID', () => {
    expect(oddities(pullPricingProductData.readValue({ ProviderID: 'DE-DCB' }))).toEqual([
      'unknown-field /ProviderID',
      'missing /OperatorIDs',
    ]);
  });
});
