import { compact, keyOfUnreadable, type Identifier } from './identifier.js';
import { readTolerantly } from './tolerant-reading.js';

/** OICP 2.3, `ProviderIDType`, whose own pattern also allows `|` as a separator. */
export const PROVIDER_ID_FORM = /^[A-Za-z]{2}[*-]?[A-Za-z0-9]{3}$/;

/**
 * Parses an EMP's `DE-8EO`, `DE8EO`, `DE*8EO`: one identity. Our own ProviderID is sent exactly as configured, because HBS
 * compares it as text.
 */
export function parseProviderId(text: string): Identifier | undefined {
  const trimmed = text.trim();
  if (!PROVIDER_ID_FORM.test(trimmed)) return undefined;
  return { text, notation: trimmed.includes('*') ? 'DIN' : 'ISO', key: compact(trimmed) };
}

/** The key of any text that names an EMP, also of one that is not a ProviderID. */
export function providerIdKey(text: string): string {
  return (parseProviderId(text) ?? readTolerantly(text, parseProviderId))?.key ?? keyOfUnreadable(text);
}
