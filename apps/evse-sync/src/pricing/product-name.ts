import { toShownText } from './short-text.js';

/** Characters; OICP allows 50. */
const LONGEST = 200;

/** The name of a tariff as charging points refer to it; `undefined` for an empty or overlong text. */
export function parseProductName(text: string): string | undefined {
  return text.trim().length > LONGEST ? undefined : toShownText(text);
}
