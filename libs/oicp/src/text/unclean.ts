/**
 * Invisible and unstorable characters: controls, no-break and other unusual blanks, soft hyphen, zero-width and directional
 * marks, unpaired surrogates.
 */
export const UNCLEAN = /[\p{Cc}\p{Cs}\u00A0\u00AD\u2000-\u200F\u2028-\u202F\u205F-\u2064\u3000\uFEFF]/u;

/** Those of them that databases and logs refuse: controls and unpaired surrogates. */
export const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;

const EACH_UNCLEAN = new RegExp(UNCLEAN, 'gu');
const CHANGED_FOR_DISPLAY = new RegExp(`${UNCLEAN.source}|^\\s| {2}|\\s$`, 'u');
const BLANK = /^\s$/;
/** White space for a regular expression, but without width: must not split a word. */
const ZERO_WIDTH_NO_BREAK = '\uFEFF';

/**
 * A text for people: blanks of every kind become single spaces, invisible characters are removed, an unpaired surrogate
 * becomes `�`. For display and search only; the raw text is what was sent.
 */
export function displayText(raw: string): string {
  // Most texts stay as they are, and every answer of ours has one.
  if (!CHANGED_FOR_DISPLAY.test(raw)) return raw;
  return raw.replace(EACH_UNCLEAN, shownAs).replaceAll(/ {2,}/g, ' ').trim();
}

function shownAs(character: string): string {
  if (character >= '\uD800' && character <= '\uDFFF') return '\uFFFD';
  return BLANK.test(character) && character !== ZERO_WIDTH_NO_BREAK ? ' ' : '';
}
