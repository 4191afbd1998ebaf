/** ISO 15118-1 or DIN SPEC 91286: the two ways to write every identifier of e-mobility. */
export type Notation = 'ISO' | 'DIN';

/** An identifier that was understood. Compare by `key`, send back `text`. */
export interface Identifier {
  /** Exactly as it arrived. */
  readonly text: string;
  readonly notation: Notation;
  /** The same text for every way to write this identity, and for no other identity. */
  readonly key: string;
}

/**
 * The key of a text that is no identifier of its kind: only the same text, blanks around it aside, is the same identity.
 * Never equals the key of an understood identifier, because such a key is itself understood.
 */
export function keyOfUnreadable(text: string): string {
  return text.trim();
}

/**
 * Letters and digits only, upper case: the key of ISO forms, in which separators and case mean nothing. Their form is
 * checked before, because capitals make letters of other characters.
 */
export function compact(text: string): string {
  const upper = text.toUpperCase();
  return without(upper.includes('-') ? without(upper, '-') : upper, '*');
}

/** A million identifiers come in one pull: an expression would take twice as long. */
function without(text: string, separator: string): string {
  let kept = '';
  let from = 0;
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
    kept += text.slice(from, at);
    from = at + 1;
  }
  return from === 0 ? text : kept + text.slice(from);
}
