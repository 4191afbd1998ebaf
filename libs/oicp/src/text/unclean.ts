/**
 * What no screen shows and what breaks storage: controls, no-break and other unusual blanks, soft hyphen, zero-width and
 * directional marks, unpaired surrogates.
 */
export const UNCLEAN = /[\p{Cc}\p{Cs}\u00A0\u00AD\u2000-\u200F\u2028-\u202F\u205F-\u2064\u3000\uFEFF]/u;

/** Of these what no database and no log takes: controls and unpaired surrogates. */
export const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;

const EACH_UNCLEAN = new RegExp(UNCLEAN, 'gu');
const BLANK = /^\s$/;
/** White space to a regular expression, yet of no width: must not tear a word apart. */
const ZERO_WIDTH_NO_BREAK = '\uFEFF';

/**
 * A text for people: blanks of every kind are single spaces, what is invisible is gone, half a character is `�`.
 * The raw text stays the truth; this is only for showing and searching.
 */
export function displayText(raw: string): string {
  return raw.replace(EACH_UNCLEAN, shownAs).replaceAll(/ {2,}/g, ' ').trim();
}

function shownAs(character: string): string {
  if (character >= '\uD800' && character <= '\uDFFF') return '\uFFFD';
  return BLANK.test(character) && character !== ZERO_WIDTH_NO_BREAK ? ' ' : '';
}
