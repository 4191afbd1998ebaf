import { compact, keyOfUnreadable } from './identifier.js';

/** OICP 2.3, `ChargingPoolIDType`, which forgets to anchor its pattern. */
export const CHARGING_POOL_ID_FORM =
  /^[A-Za-z]{2}\*?[A-Za-z0-9]{3}\*?[Pp](?=\**[A-Za-z0-9])[A-Za-z0-9*]{1,30}$/;

/** One text for one group of stations: `IT*123*P456*AB789` and `it123p456ab789` are the same pool. */
export function chargingPoolIdKey(text: string): string {
  const trimmed = text.trim();
  return CHARGING_POOL_ID_FORM.test(trimmed) ? compact(trimmed) : keyOfUnreadable(trimmed);
}
