/** Invisible characters, such as zero-width spaces. */
const INVISIBLE = /\p{Cf}/gu;
/** What separates the parts of an identifier on a sticker or in an e-mail. */
const GAPS = /[\s*\p{Pd}\u2212]+/gu;
/** No identifier is a tenth as long, and no sticker either. */
const LONGEST = 1_000;
/** Other characters become letters in capitals: \u00DF becomes SS. */
const ALPHANUMERIC = /^[A-Za-z0-9]+$/;

/**
 * Parses an identifier with other separators than OICP's, or with invisible characters: `DE ABC E1`, `DE\u2013ABC\u2013E1`. The
 * separators must be in the right places: `DE AB CE1` is not `DE*ABC*E1`.
 *
 * @param parse parses the forms of OICP
 */
export function readTolerantly<Id>(written: string, parse: (text: string) => Id | undefined): Id | undefined {
  const visible = visibleText(written);
  return visible === undefined
    ? undefined
    : (parse(visible) ?? parse(starred(visible)) ?? parse(separatedBy('-', visible)));
}

/** Parses an identifier as people also write it: with separators in any place. */
export function parseLoosely<Id>(written: string, parse: (text: string) => Id | undefined): Id | undefined {
  const read = readTolerantly(written, parse);
  if (read !== undefined) return read;
  const bare = separatedBy('', visibleText(written) ?? '');
  return ALPHANUMERIC.test(bare) ? parse(bare.toUpperCase()) : undefined;
}

/**
 * The text without blanks around it, in either case and with each separator: under one of these a text that is not an
 * identifier may be stored.
 */
export function spellings(written: string): readonly string[] {
  const trimmed = written.trim();
  const visible = visibleText(written);
  if (visible === undefined) return [trimmed];
  const separated = [visible, ...['*', '-', ' ', ''].map((each) => separatedBy(each, visible))];
  return [trimmed, ...separated.flatMap((each) => [each, each.toUpperCase(), each.toLowerCase()])];
}

function visibleText(written: string): string | undefined {
  const trimmed = written.trim();
  return trimmed.length > LONGEST ? undefined : trimmed.replaceAll(INVISIBLE, '').trim();
}

function separatedBy(separator: string, text: string): string {
  return text.replaceAll(GAPS, separator);
}

/** With stars for separators; the number of existing stars does not change, because DIN forms distinguish it. */
function starred(text: string): string {
  return text.replace(/^\+\s+/, '+').replaceAll(GAPS, (gap) => gap.replaceAll(/[^*]/g, '') || '*');
}
