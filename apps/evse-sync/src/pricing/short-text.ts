/** What PostgreSQL accepts neither as text nor in JSON: NUL, and half of a surrogate pair. */
const UNSTORABLE = /\0|\p{Cs}/gu;
const LONGEST = 200;

/** A text that can be stored and shown: without what PostgreSQL refuses, and cut to a limited length. */
export function toShortText(text: string): string {
  const short = text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
  return short.replaceAll(UNSTORABLE, '\uFFFD');
}

/** Whether a text can be a key: PostgreSQL refuses long index entries and the characters above. */
export function isStorableKey(text: string): boolean {
  return text.length <= LONGEST && text.search(UNSTORABLE) === -1;
}
