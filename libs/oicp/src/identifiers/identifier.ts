/** ISO 15118-1 or DIN SPEC 91286: the two ways to write every identifier of e-mobility. */
export type Notation = 'ISO' | 'DIN';

/** A parsed identifier. Compare by `key`, send back `text`. */
export interface Identifier {
  /** Exactly as it arrived. */
  readonly text: string;
  /** In which of the two it is written. */
  readonly notation: Notation;
  /** The same for every way to write this identity, and for no other identity. */
  readonly key: string;
}

/**
 * The key of a text that is not an identifier of its kind: the text itself, without blanks around it. It never equals the
 * key of a parsed identifier, because that key can itself be parsed.
 */
export function keyOfUnreadable(text: string): string {
  return text.trim();
}

/**
 * Letters and digits only, in upper case: the key of ISO forms, in which separators and case have no meaning. The form must
 * be checked before, because upper case turns other characters into letters.
 */
export function compact(text: string): string {
  const upper = text.toUpperCase();
  return without(upper.includes('-') ? without(upper, '-') : upper, '*');
}

/** One pull has a million identifiers: an expression would take twice as long. */
function without(text: string, separator: string): string {
  let rest = '';
  let from = 0;
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
    rest += text.slice(from, at);
    from = at + 1;
  }
  return from === 0 ? text : rest + text.slice(from);
}
