import { meaningfulText } from '#oicp';
import { isStorableText, storableText } from '#persistence';

const LONGEST = 200;

/** A text that can be stored and shown: without what PostgreSQL refuses, and cut to a limited length. */
export function toShortText(text: string): string {
  return storableText(text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`);
}

/** A text as it is shown, without blanks around it; `undefined` for one that says nothing: `""` and blanks are no value. */
export function toShownText(text: string | undefined): string | undefined {
  const meaningful = meaningfulText(text);
  return meaningful === undefined ? undefined : toShortText(meaningful.trim());
}

/** Whether a text can be a key: PostgreSQL refuses long index entries and some characters, and blanks name nothing. */
export function isStorableKey(text: string | undefined): text is string {
  if (text === undefined || text.length > LONGEST) return false;
  return isStorableText(text) && meaningfulText(text) !== undefined;
}
