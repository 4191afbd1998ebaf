import { storableText } from './storable-text.js';

/** OICP allows 50 characters. */
const LONGEST = 200;

/** The name by which a charging point names a tariff of its operator; `undefined` for a text that names nothing. */
export function productNameOf(text: string): string | undefined {
  const name = text.trim();
  return name === '' || name.length > LONGEST ? undefined : storableText(name);
}
