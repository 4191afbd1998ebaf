/** An index of PostgreSQL takes keys up to about 2,700 bytes; no identifier comes near this. */
const LONGEST_KEY = 300;
const LONGEST_SHOWN = 500;
/** NUL, and unpaired surrogates: PostgreSQL stores neither in `text` nor in `jsonb`. */
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Whether PostgreSQL takes the text as it is, in a column or as a parameter of a statement. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Text that PostgreSQL takes: what it refuses becomes `�`. Nearly every text is returned as it is. */
export function storableText(text: string): string {
  return isStorableText(text) ? text : text.replaceAll(UNSTORABLE, '\uFFFD');
}

/** A text from outside to find a row by: what is longer than any identifier is cut, so that an index takes it. */
export function keyText(text: string): string;
export function keyText(text: string | undefined): string | undefined;
export function keyText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : storableText(text.slice(0, LONGEST_KEY));
}

/** A text from outside for people and events: what is longer than any name is cut. The whole is in the raw bytes. */
export function shownText(text: string): string;
export function shownText(text: string | undefined): string | undefined;
export function shownText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : storableText(text.slice(0, LONGEST_SHOWN));
}
