import { toShortText } from './short-text.js';

/** OICP allows 50 characters. */
const LONGEST = 200;

/** The name by which a charging point names a tariff of its operator; `undefined` for a text that names nothing. */
export function parseProductName(text: string): string | undefined {
  const name = text.trim();
  return name === '' || name.length > LONGEST ? undefined : toShortText(name);
}
