import { evsePricing, pricingProducts } from '#oicp';
import type { EvsePrices, Finding, Tariff } from '#suite';
import { readPricing, type ReadPricing } from '../src/pricing/read-pricing.js';
import { showPrices } from '../src/pricing/show-prices.js';

/** Canonical EvseID of {@link aPricedEvse}. */
export const EVSE_KEY = 'DEABCE1';
const OPERATOR_KEY = 'DEABC';

/** A valid tariff as HBS sends it, with some members replaced. */
export function aProduct(update: object = {}): object {
  return {
    ProductID: 'P',
    ReferenceUnit: 'KILOWATT_HOUR',
    ProductPriceCurrency: 'EUR',
    PricePerReferenceUnit: 0.49,
    MaximumProductChargingPower: 22,
    IsValid24hours: true,
    ProductAvailabilityTimes: [],
    ...update,
  };
}

/** A charging point that names the tariff of {@link aProduct}, with some members replaced. */
export function aPricedEvse(update: object = {}): object {
  return { EvseID: 'DE*ABC*E1', ProviderID: '*', EvseIDProductList: ['P'], ...update };
}

/** What HBS answers of one operator in the two pulls. */
export interface AnsweredOperator {
  readonly products?: readonly object[];
  readonly evses?: readonly object[];
  /** Replaces members of the operator's entry among the tariffs. */
  readonly operator?: object;
}

/** The answers of HBS to the two pulls of prices. */
export function answersOf(...operators: readonly AnsweredOperator[]): { products: object; evses: object } {
  return {
    products: {
      PricingProductData: operators.map(({ products = [], operator }) => ({
        OperatorID: 'DE*ABC',
        ProviderID: '*',
        PricingDefaultPrice: 0.69,
        PricingDefaultPriceCurrency: 'EUR',
        PricingDefaultReferenceUnit: 'KILOWATT_HOUR',
        PricingProductDataRecords: products,
        ...operator,
      })),
    },
    evses: {
      OperatorEVSEPricing: operators.flatMap(({ evses }) =>
        evses ? [{ OperatorID: 'DE*ABC', EVSEPricing: evses }] : [],
      ),
    },
  };
}

/** Builds and reads the answers of HBS. */
export function readAnswers(...operators: readonly AnsweredOperator[]): ReadPricing {
  return parseAnswers(answersOf(...operators));
}

/** Reads answers of HBS, valid or not. */
export function parseAnswers({ products, evses }: { products: unknown; evses: unknown }): ReadPricing {
  return readTexts(JSON.stringify(products), JSON.stringify(evses));
}

/** Reads the bodies of both answers. */
export function readTexts(products: string, evses: string): ReadPricing {
  return readPricing('DE-EMP', pricingProducts.read(products).value, evsePricing.read(evses).value);
}

/** Reads answers in which the first member written `member` is preceded by one of the same name: the last one counts. */
export function readRepeated(
  member: string,
  before: string,
  ...operators: readonly AnsweredOperator[]
): ReadPricing {
  const { products, evses } = answersOf(...operators);
  const repeat = (answer: object): string =>
    JSON.stringify(answer).replace(member, () => `${before},${member}`);
  return readTexts(repeat(products), repeat(evses));
}

/** What the replica would show at a charging point after a first pull. */
export function pricesIn(
  { operators }: ReadPricing,
  evseKey = EVSE_KEY,
): Pick<
  EvsePrices,
  'complete' | 'tariffs' | 'unknownTariffs' | 'unreadTariffs' | 'defaultPrice' | 'findings'
> {
  const [operatorKey = OPERATOR_KEY, named] =
    [...operators].find(([, { evses }]) => evses.has(evseKey)) ?? [];
  const operator = operators.get(operatorKey);
  const evse = named?.evses.get(evseKey);
  return showPrices({
    productIds: evse?.productIds ?? null,
    evseFindings: evse?.findings ?? null,
    listedBy: evse ? [operatorKey] : [],
    tariffs: operator?.tariffs ?? null,
    unreadTariffs: operator?.unreadTariffs ?? null,
    defaultPrice: operator?.defaultPrice ?? null,
    defaultFindings: operator?.defaultFindings ?? null,
  });
}

/** The only tariff of an operator, with some members replaced. */
export function theTariff(update: object): Tariff | undefined {
  const { operators } = readAnswers({ products: [aProduct(update)] });
  return operators.get(OPERATOR_KEY)?.tariffs[0];
}

/** An additional reference of a product. */
export const fee = (kind: string, unit: unknown, price: unknown): object => ({
  AdditionalReference: kind,
  AdditionalReferenceUnit: unit,
  PricePerAdditionalReferenceUnit: price,
});
/** One period of availability. */
export const times = (on: unknown, begin: unknown, end: unknown): object => ({
  on,
  Period: [{ begin, end }],
});
/** A product that is valid at these times only. */
export const restrictedTo = (...ProductAvailabilityTimes: object[]): object => ({
  IsValid24hours: false,
  ProductAvailabilityTimes,
});
/** The codes of findings, in their order. */
export const codesOf = (findings: readonly Finding[] = []): string[] => findings.map(({ code }) => code);
