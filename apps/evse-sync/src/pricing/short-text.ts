import { meaningfulText } from '#oicp';

/** What PostgreSQL accepts neither as text nor in JSON: NUL, and half of a surrogate pair. */
const UNSTORABLE = /\0|\p{Cs}/gu;
const LONGEST = 200;

/** A text that can be stored and shown: without what PostgreSQL refuses, and cut to a limited length. */
export function toShortText(text: string): string {
  const short = text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
  return short.replaceAll(UNSTORABLE, '\uFFFD');
}

/** A text as it is shown, without blanks around it; `undefined` for one that says nothing: `""` and blanks are no value. */
export function toShownText(text: string | undefined): string | undefined {
  const meaningful = meaningfulText(text);
  return meaningful === undefined ? undefined : toShortText(meaningful.trim());
}

/** Whether a text can be a key: PostgreSQL refuses long index entries and the characters above, and blanks name nothing. */
export function isStorableKey(text: string | undefined): text is string {
  if (text === undefined || text.length > LONGEST) return false;
  return text.search(UNSTORABLE) === -1 && meaningfulText(text) !== undefined;
}
