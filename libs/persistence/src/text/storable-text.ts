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
