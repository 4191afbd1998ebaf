/** What PostgreSQL takes neither as text nor within JSON: NUL, and half of a character. */
const UNSTORABLE = /\0|\p{Cs}/gu;
const LONGEST = 200;

/** A text as it can be stored and shown: without what PostgreSQL refuses, and not endless. */
export function toShortText(text: string): string {
  const short = text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
  return short.replaceAll(UNSTORABLE, '\uFFFD');
}

/** Whether a text can be a key: PostgreSQL refuses index entries of some kilobytes, and the characters above. */
export function isStorableKey(text: string): boolean {
  return text.length <= LONGEST && text.search(UNSTORABLE) === -1;
}
