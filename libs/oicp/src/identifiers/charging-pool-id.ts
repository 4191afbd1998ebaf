import { compact, keyOfUnreadable } from './identifier.js';
import { readTolerantly } from './tolerant-reading.js';

/** OICP 2.3, `ChargingPoolIDType`, whose pattern is not anchored. */
export const CHARGING_POOL_ID_FORM = /^[A-Za-z]{2}\*?[A-Za-z0-9]{3}\*?P(?=\**[A-Za-z0-9])[A-Za-z0-9*]{1,30}$/;
/** Partners send it in either case. */
const READABLE = new RegExp(CHARGING_POOL_ID_FORM, 'i');

/** The same ID in the form that HBS accepts; `undefined` if the text is not a ChargingPoolID. */
export function conformantChargingPoolId(text: string): string | undefined {
  const trimmed = text.trim();
  return READABLE.test(trimmed) ? trimmed.toUpperCase() : undefined;
}

/** One key for one group of stations: `IT*123*P456*AB789` and `it123p456ab789` are the same pool. */
export function chargingPoolIdKey(text: string): string {
  return keyOfReadable(text) ?? readTolerantly(text, keyOfReadable) ?? keyOfUnreadable(text);
}

function keyOfReadable(text: string): string | undefined {
  const trimmed = text.trim();
  return READABLE.test(trimmed) ? compact(trimmed) : undefined;
}
