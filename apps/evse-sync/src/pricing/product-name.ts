import { toShortText } from './short-text.js';

/** Characters; OICP allows 50. */
const LONGEST = 200;

/** The name of a tariff as charging points refer to it; `undefined` for an empty or overlong text. */
export function parseProductName(text: string): string | undefined {
  const name = text.trim();
  return name === '' || name.length > LONGEST ? undefined : toShortText(name);
}
