/** A PostgreSQL index accepts keys up to about 2,700 bytes; no identifier comes near this. */
const LONGEST_KEY = 300;
const LONGEST_SHOWN = 500;
/** NUL, and unpaired surrogates: PostgreSQL stores neither in `text` nor in `jsonb`. */
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Whether PostgreSQL accepts the text unchanged, in a column or as a parameter. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/**
 * Text that PostgreSQL accepts: what it refuses becomes `�`. Nearly every text is returned unchanged.
 *
 * @param most characters of UTF-16 after which the text is cut
 */
export function storableText(text: string, most?: number): string;
export function storableText(text: string | undefined, most?: number): string | undefined;
export function storableText(text: string | undefined, most?: number): string | undefined {
  if (text === undefined) return undefined;
  const cut = most === undefined || text.length <= most ? text : text.slice(0, most);
  return isStorableText(cut) ? cut : cut.replaceAll(UNSTORABLE, '\uFFFD');
}

/** A text from outside as a key: cut to 300 characters, longer than any identifier, so that an index accepts it. */
export function keyText(text: string): string;
export function keyText(text: string | undefined): string | undefined;
export function keyText(text: string | undefined): string | undefined {
  return storableText(text, LONGEST_KEY);
}

/** A text from outside for people and events: cut to 500 characters, longer than any name. The whole is in the raw bytes. */
export function shownText(text: string): string;
export function shownText(text: string | undefined): string | undefined;
export function shownText(text: string | undefined): string | undefined {
  return storableText(text, LONGEST_SHOWN);
}
