/** Characters that nobody sees, such as zero-width spaces. */
const INVISIBLE = /\p{Cf}/gu;
/** What stands between the parts of an identifier on a sticker, in an e-mail or on the phone. */
const GAPS = /[\s*\p{Pd}\u2212]+/gu;
/** No identifier is a tenth as long, and no sticker either. */
const LONGEST = 1_000;
/** Others become letters in capitals: \u00DF becomes SS. */
const ALPHANUMERIC = /^[A-Za-z0-9]+$/;

/**
 * An identifier with other separators than OICP's, or with characters that nobody sees: `DE ABC E1`, `DE\u2013ABC\u2013E1`.
 * Its parts stand where they are separated, so that `DE AB CE1` is not `DE*ABC*E1`.
 *
 * @param parse of the forms that OICP knows
 */
export function readTolerantly<Id>(written: string, parse: (text: string) => Id | undefined): Id | undefined {
  const visible = visibleText(written);
  return visible === undefined
    ? undefined
    : (parse(visible) ?? parse(starred(visible)) ?? parse(separatedBy('-', visible)));
}

/** An identifier as people also write it: with separators in any place. */
export function parseLoosely<Id>(written: string, parse: (text: string) => Id | undefined): Id | undefined {
  const read = readTolerantly(written, parse);
  if (read !== undefined) return read;
  const bare = separatedBy('', visibleText(written) ?? '');
  return ALPHANUMERIC.test(bare) ? parse(bare.toUpperCase()) : undefined;
}

/**
 * The text, without blanks around it, in either case and with each separator: under these a text is stored that is no
 * identifier.
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

/** With stars for separators; stars that are there stay as many as they are, because in DIN forms they count. */
function starred(text: string): string {
  return text.replace(/^\+\s+/, '+').replaceAll(GAPS, (gap) => gap.replaceAll(/[^*]/g, '') || '*');
}
