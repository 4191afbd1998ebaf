import { createHash } from 'node:crypto';
import { operatorIdKey } from '#oicp';
import type { EvseNetwork } from '../network/evse-network.js';
import type { VirtualEvse } from '../network/virtual-evse.js';

const EVERY_DAY = [{ Period: [{ begin: '00:00', end: '24:00' }], on: 'Everyday' }];
/** Kilowatts up to which a charging point counts as one for alternating current. */
const AC_POWER = 43;

/** Finds the charging points of those operators that have prices, by canonical OperatorID. */
export function findPricedOperators(
  network: EvseNetwork,
  operatorIds: readonly string[],
): ReadonlyMap<string, readonly VirtualEvse[]> {
  const asked = new Set(operatorIds.map(operatorIdKey));
  const byOperator = new Map<string, VirtualEvse[]>();
  for (const evse of network.all) {
    const key = operatorIdKey(evse.operatorId);
    if (!asked.has(key) || !hasPrices(key) || evse.evseId === '') continue;
    const evses = byOperator.get(key);
    if (evses) evses.push(evse);
    else byOperator.set(key, [evse]);
  }
  return byOperator;
}

/** Generates the tariffs of an operator: always the same for the same operator. */
export function generateTariffs(operatorKey: string): object {
  const cents = 39 + (draw(operatorKey) % 30);
  const product = (ProductID: string, price: number, power: number, references: object[]): object => ({
    ProductID,
    ReferenceUnit: 'KILOWATT_HOUR',
    ProductPriceCurrency: 'EUR',
    PricePerReferenceUnit: price / 100,
    MaximumProductChargingPower: power,
    IsValid24hours: true,
    ProductAvailabilityTimes: EVERY_DAY,
    AdditionalReferences: references,
  });
  const parking = {
    AdditionalReference: 'PARKING FEE',
    AdditionalReferenceUnit: 'MINUTE',
    PricePerAdditionalReferenceUnit: 0.1,
  };
  return {
    ProviderID: '*',
    PricingDefaultPrice: (cents + 10) / 100,
    PricingDefaultPriceCurrency: 'EUR',
    PricingDefaultReferenceUnit: 'KILOWATT_HOUR',
    PricingProductDataRecords: [
      product('AC', cents, AC_POWER, []),
      product('DC', cents + 20, 350, [parking]),
    ],
  };
}

/** The name of the tariff that holds at a charging point. */
export function toProductId({ record }: VirtualEvse): string {
  const facilities = Array.isArray(record['ChargingFacilities']) ? record['ChargingFacilities'] : [];
  const powers = facilities.map((each: { power?: unknown; Power?: unknown }) =>
    Number(each.power ?? each.Power),
  );
  return powers.some((power) => power > AC_POWER) ? 'DC' : 'AC';
}

/** One in five operators does not offer dynamic pricing. */
function hasPrices(operatorKey: string): boolean {
  return draw(operatorKey) % 5 !== 0;
}

function draw(operatorKey: string): number {
  return createHash('sha256').update(operatorKey).digest().readUInt16BE(0);
}
