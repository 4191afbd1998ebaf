import { compact, keyOfUnreadable, type Identifier } from './identifier.js';
import { readTolerantly } from './tolerant-reading.js';

/** OICP 2.3, `ProviderIDType`, whose own pattern also lets `|` through as a separator. */
export const PROVIDER_ID_FORM = /^[A-Za-z]{2}[*-]?[A-Za-z0-9]{3}$/;

/**
 * Understands an EMP's `DE-8EO`, `DE8EO`, `DE*8EO`: one identity. The configured ProviderID still goes out exactly as
 * configured, because HBS compares it as text.
 */
export function parseProviderId(text: string): Identifier | undefined {
  const trimmed = text.trim();
  if (!PROVIDER_ID_FORM.test(trimmed)) return undefined;
  return { text, notation: trimmed.includes('*') ? 'DIN' : 'ISO', key: compact(trimmed) };
}

/** The key of any text that stands for an EMP, also of one that is no ProviderID. */
export function providerIdKey(text: string): string {
  return (parseProviderId(text) ?? readTolerantly(text, parseProviderId))?.key ?? keyOfUnreadable(text);
}
