import type { DefaultPrice, EvsePrices, Finding, Tariff, UnreadTariff } from '#suite';
import { toShortText } from './short-text.js';

/** The stored prices of a charging point and its operator. */
export interface StoredPrices {
  /** Names of its tariffs; `null`: the operator sent no pricing of it. */
  readonly productIds: readonly string[] | null;
  readonly evseFindings: readonly Finding[] | null;
  /** Canonical OperatorIDs of all that sent pricing of it; the tariffs are those of one of them. */
  readonly listedBy: readonly string[];
  /** `null`: HBS has sent no prices of its operator. */
  readonly tariffs: readonly Tariff[] | null;
  readonly unreadTariffs: readonly UnreadTariff[] | null;
  readonly defaultPrice: DefaultPrice | null;
  readonly defaultFindings: readonly Finding[] | null;
}

/** Code of the finding that the pricing of a charging point is for another provider. */
export const OTHER_PROVIDER = 'other-provider';
const NONE_NAMED: Finding = {
  code: 'no-tariff-named',
  pointer: '/EvseIDProductList',
  message: 'The operator sent pricing of this charging point that names no readable tariff.',
};

type ShownPrices = Pick<
  EvsePrices,
  'complete' | 'tariffs' | 'unknownTariffs' | 'unreadTariffs' | 'defaultPrice' | 'findings'
>;

/** The release before stored prices without checking whether they were complete. */
const NOT_CHECKED: Finding = {
  code: 'not-checked',
  message: 'The price was read by an earlier release; the next pull of prices checks whether it is complete.',
};

/**
 * Shows the prices of a charging point. By OICP, the default price holds "at undefined EVSEs": only where the operator
 * sent no pricing of the charging point, and never instead of a tariff that is named.
 */
export function showPrices(stored: StoredPrices): ShownPrices {
  return stored.productIds === null ? showDefault(stored) : showNamed(stored.productIds, stored);
}

function showDefault({ defaultPrice, defaultFindings }: StoredPrices): ShownPrices {
  const none = { tariffs: [], unknownTariffs: [], unreadTariffs: [] };
  if (defaultPrice) {
    const shown = markUnchecked(defaultPrice);
    return { ...none, complete: shown.complete === true, defaultPrice: shown, findings: [] };
  }
  const message = 'No price is known: neither a readable tariff nor a readable default price was received.';
  return {
    ...none,
    complete: false,
    findings: [...(defaultFindings ?? []), { code: 'no-price-known', message }],
  };
}

function showNamed(productIds: readonly string[], stored: StoredPrices): ShownPrices {
  const named = new Set(productIds);
  const tariffs = (stored.tariffs ?? []).filter(({ productId }) => named.has(productId)).map(markUnchecked);
  const withPrice = new Set(tariffs.map(({ productId }) => productId));
  const unreadTariffs = (stored.unreadTariffs ?? []).filter(
    ({ productId }) => named.has(productId) && !withPrice.has(productId),
  );
  const unread = new Set(unreadTariffs.map(({ productId }) => productId));
  const unknownTariffs = productIds.filter((each) => !withPrice.has(each) && !unread.has(each));
  const findings = [
    ...(stored.evseFindings ?? []),
    ...(stored.listedBy.length > 1 ? [toListedBySeveral(stored.listedBy)] : []),
    ...(isNoTariffNamed(productIds, stored.evseFindings) ? [NONE_NAMED] : []),
    ...unknownTariffs.map((each) =>
      toTariffFinding(
        each,
        'unknown-tariff',
        'is named for this charging point, but the operator sent no such tariff.',
      ),
    ),
    ...unreadTariffs.map(({ productId }) =>
      toTariffFinding(
        productId,
        'unread-tariff',
        'is named for this charging point, but its price could not be read.',
      ),
    ),
  ];
  const complete = findings.length === 0 && tariffs.every((each) => each.complete === true);
  return { complete, tariffs, unknownTariffs, unreadTariffs, findings };
}

/** Whether the pricing of a charging point names no tariff. An entry for another provider names none for us anyway. */
export function isNoTariffNamed(productIds: readonly string[], findings: readonly Finding[] | null): boolean {
  return productIds.length === 0 && findings?.some(({ code }) => code === OTHER_PROVIDER) !== true;
}

function toListedBySeveral(operatorKeys: readonly string[]): Finding {
  const names = operatorKeys.toSorted().map((each) => toShortText(each));
  const message = `Several operators sent pricing of this charging point: ${names.join(', ')}.`;
  return { code: 'contradictory', pointer: '/EvseID', message: toShortText(message) };
}

function toTariffFinding(productId: string, code: string, predicate: string): Finding {
  return { code, pointer: '/EvseIDProductList', message: `${JSON.stringify(productId)} ${predicate}` };
}

function markUnchecked<T extends Tariff | DefaultPrice>(price: T): T {
  return price.complete === undefined ? { ...price, complete: false, findings: [NOT_CHECKED] } : price;
}
