import type { DefaultPrice, Tariff } from '#messaging';
import {
  evseIdKey,
  operatorIdKey,
  providerIdKey,
  type ReceivedEvsePricing,
  type ReceivedPricingProducts,
} from '#oicp';

type ToldOperator = NonNullable<ReceivedPricingProducts['PricingProductData']>[number];
type ToldEvse = NonNullable<
  NonNullable<ReceivedEvsePricing['OperatorEVSEPricing']>[number]['EVSEPricing']
>[number];
type ToldProduct = NonNullable<ToldOperator['PricingProductDataRecords']>[number];

/** What an operator charges us. */
export interface OperatorPrices {
  readonly operatorId: string;
  readonly tariffs: readonly Tariff[];
  readonly defaultPrice: DefaultPrice | undefined;
  /** Tariffs by canonical EvseID. */
  readonly productsOf: ReadonlyMap<string, readonly string[]>;
}

export interface ReadPricing {
  /** By canonical OperatorID. */
  readonly operators: ReadonlyMap<string, OperatorPrices>;
  /** Tariffs without an ID, a price or a currency, and charging points without an EvseID. */
  readonly unreadable: number;
}

const ALL_PROVIDERS = '*';
const CURRENCY = /^[A-Z]{3}$/;

/** Understands the two answers together. What is for us alone goes before what is for every provider. */
export function readPricing(
  providerId: string,
  products: ReceivedPricingProducts,
  evses: ReceivedEvsePricing,
): ReadPricing {
  const operators = new Map<string, OperatorPrices>();
  let unreadable = 0;
  for (const told of forUs(providerId, products.PricingProductData ?? [])) {
    const { OperatorID: operatorId, PricingProductDataRecords: records = [] } = told;
    if (operatorId === undefined) continue;
    const tariffs = records.map(tariffOf).filter((each) => each !== undefined);
    unreadable += records.length - tariffs.length;
    const key = operatorIdKey(operatorId);
    const before = operators.get(key);
    const byId = new Map([...(before?.tariffs ?? []), ...tariffs].map((each) => [each.productId, each]));
    operators.set(key, {
      operatorId,
      tariffs: [...byId.values()].toSorted((a, b) => (a.productId < b.productId ? -1 : 1)),
      defaultPrice: defaultOf(told) ?? before?.defaultPrice,
      productsOf: new Map(),
    });
  }
  for (const [key, { operatorId, told }] of evsesByOperator(evses)) {
    const productsOf = new Map<string, readonly string[]>();
    for (const { EvseID, EvseIDProductList = [] } of forUs(providerId, told)) {
      if (EvseID === undefined) unreadable += 1;
      else productsOf.set(evseIdKey(EvseID), EvseIDProductList);
    }
    const { tariffs = [], defaultPrice } = operators.get(key) ?? {};
    operators.set(key, { operatorId, tariffs, defaultPrice, productsOf });
  }
  return { operators, unreadable };
}

/** An operator may come more than once, such as for every provider and for us. */
function evsesByOperator({
  OperatorEVSEPricing: all = [],
}: ReceivedEvsePricing): ReadonlyMap<
  string,
  { readonly operatorId: string; readonly told: readonly ToldEvse[] }
> {
  const byOperator = new Map<string, { readonly operatorId: string; readonly told: ToldEvse[] }>();
  for (const { OperatorID: operatorId, EVSEPricing: told = [] } of all) {
    if (operatorId === undefined) continue;
    const key = operatorIdKey(operatorId);
    const known = byOperator.get(key);
    if (known) known.told.push(...told);
    else byOperator.set(key, { operatorId, told: [...told] });
  }
  return byOperator;
}

/** Those for every provider first, so that our own replace them. */
function forUs<T extends { readonly ProviderID?: string | undefined }>(
  providerId: string,
  told: readonly T[],
): readonly T[] {
  const own = providerIdKey(providerId);
  const isOurs = ({ ProviderID }: T): boolean =>
    ProviderID !== undefined && ProviderID !== ALL_PROVIDERS && providerIdKey(ProviderID) === own;
  const isAnybodys = ({ ProviderID }: T): boolean => ProviderID === undefined || ProviderID === ALL_PROVIDERS;
  return [...told.filter(isAnybodys), ...told.filter(isOurs)];
}

function tariffOf(product: ToldProduct): Tariff | undefined {
  const { ProductID: productId, PricePerReferenceUnit: price, ProductPriceCurrency: currency } = product;
  const { ReferenceUnit: per, MaximumProductChargingPower: power, IsValid24hours: always } = product;
  if (productId === undefined || price === undefined || per === undefined) return undefined;
  if (currency === undefined || !CURRENCY.test(currency)) return undefined;
  const times = (product.ProductAvailabilityTimes ?? []).flatMap(({ on, Period: periods = [] }) =>
    periods.flatMap(({ begin, end }) =>
      on === undefined || begin === undefined || end === undefined ? [] : [{ on, from: begin, to: end }],
    ),
  );
  const fees = (product.AdditionalReferences ?? []).flatMap((each) => {
    const { AdditionalReference: kind, PricePerAdditionalReferenceUnit: fee } = each;
    const unit = each.AdditionalReferenceUnit;
    return kind === undefined || fee === undefined || unit === undefined
      ? []
      : [{ kind, price: fee.toFixed(), per: unit }];
  });
  return {
    productId,
    currency,
    price: price.toFixed(),
    per,
    maxPowerKw: power?.toFixed(),
    always: always ?? times.length === 0,
    ...(times.length > 0 && { times }),
    ...(fees.length > 0 && { fees }),
  };
}

function defaultOf(told: ToldOperator): DefaultPrice | undefined {
  const { PricingDefaultPrice: price, PricingDefaultPriceCurrency: currency } = told;
  const per = told.PricingDefaultReferenceUnit;
  if (price === undefined || per === undefined) return undefined;
  if (currency === undefined || !CURRENCY.test(currency)) return undefined;
  return { price: price.toFixed(), currency, per };
}
