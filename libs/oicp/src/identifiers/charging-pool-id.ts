import { compact, keyOfUnreadable } from './identifier.js';

/** OICP 2.3, `ChargingPoolIDType`, which forgets to anchor its pattern. */
export const CHARGING_POOL_ID_FORM = /^[A-Za-z]{2}\*?[A-Za-z0-9]{3}\*?P(?=\**[A-Za-z0-9])[A-Za-z0-9*]{1,30}$/;
/** The field sends it in either case. */
const READABLE = new RegExp(CHARGING_POOL_ID_FORM, 'i');

/** The same ID as HBS takes it; `undefined` where the text is none. */
export function conformantChargingPoolId(text: string): string | undefined {
  const trimmed = text.trim();
  return READABLE.test(trimmed) ? trimmed.toUpperCase() : undefined;
}

/** One text for one group of stations: `IT*123*P456*AB789` and `it123p456ab789` are the same pool. */
export function chargingPoolIdKey(text: string): string {
  const trimmed = text.trim();
  return READABLE.test(trimmed) ? compact(trimmed) : keyOfUnreadable(trimmed);
}
