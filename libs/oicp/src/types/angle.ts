/** Degrees as they were written. Two values if the text is ambiguous. */
export interface Angle {
  readonly values: readonly number[];
  /** The coordinate that a written hemisphere implies. */
  readonly axis: 'latitude' | 'longitude' | undefined;
  /** How many numbers were written: degrees, minutes, seconds. */
  readonly parts: number;
}

/** Longer than any notation of a place; longer texts are not parsed. */
export const LONGEST_COORDINATES = 100;

/**
 * Every apostrophe, prime, single quotation mark and accent of Unicode: of ASCII and typography, modifier letters, accents
 * that combine with the digit before, of Greek, Armenian, Hebrew and N’Ko, and the saltillo.
 */
const SINGLE_MARKS =
  /[`´\u2018-\u201B\u2032\u2035\u2039\u203A\u275B\u275C\u275F\u02B9\u02BB-\u02BF\u02C8\u02CA\u02CB\u02F4]|[\u0300\u0301\u030D\u0312-\u0315\u0340\u0341\u0343]|[\u0374\u0384\u1FBD\u1FBF\u1FEF\u1FFD\u1FFE\u055A\u055B\u055D\u05F3\u07F4\u07F5\uA78B\uA78C]/g;
/** The same for two of them: double primes, quotation marks, gershayim, double accents. */
const DOUBLE_MARKS =
  /''|["\u201C-\u201F\u2033\u2036\u00AB\u00BB\u275D\u275E\u2760\u3003\u301D-\u301F\u02BA\u02DD\u02EE\u02F5\u02F6\u00A8\u05F4]|[\u0308\u030B\u030E\u030F]/g;

const MARKS: readonly (readonly [written: RegExp, plain: string])[] = [
  // UTF-8 that was decoded as ISO-8859-1 has it before the degree sign.
  [/Â(?=[°º´])/g, ''],
  [/[\u200B-\u200F\u2060\uFEFF]/g, ''],
  [/\u030A|[°º˚ᵒ⁰∘◦⚬]/g, '°'],
  [SINGLE_MARKS, "'"],
  [DOUBLE_MARKS, '"'],
  [/[−–‐‑﹣]/g, '-'],
  [/(?<=\d)[٫·](?=\d)/g, '.'],
  [/،/g, ','],
  [/[\s\u00A0]+/g, ' '],
];

/** Words instead of signs, after a number and in capitals. */
const WORDS: readonly (readonly [written: RegExp, sign: string])[] = [
  [/(?<=\d) ?(?:DEG(?:REES?)?|GRAD)\b\.?/g, '°'],
  [/(?<=\d) ?MIN(?:UTES?)?\b\.?/g, "'"],
  [/(?<=\d) ?SEC(?:ONDS?)?\b\.?/g, '"'],
];

/** The full-width forms of ASCII, which Chinese and Japanese keyboards write. */
const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const FULL_WIDTH_OFFSET = 0xfe_e0;
/** Zero of the digits of Arabic and of Persian. */
const ZEROS = { arabic: 0x06_60, persian: 0x06_f0 } as const;

/** `&deg;`, `&#39;`, `&#xB0;`: a text that was escaped for a web page, once or twice. */
const ENTITY = /&(?:#(\d{1,5})|#[Xx]([\dA-Fa-f]{1,4})|([A-Za-z]{2,20}));/g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['deg', '°'],
  ['ordm', '°'],
  ['prime', "'"],
  ['apos', "'"],
  ['lsquo', "'"],
  ['rsquo', "'"],
  ['sbquo', "'"],
  ['acute', "'"],
  ['grave', "'"],
  ['Prime', '"'],
  ['quot', '"'],
  ['ldquo', '"'],
  ['rdquo', '"'],
  ['bdquo', '"'],
  ['minus', '-'],
  ['ndash', '-'],
  ['comma', ','],
  ['period', '.'],
  ['nbsp', ' '],
]);

/** The text with one sign for each meaning, whatever keyboard or editor wrote it. */
export function plainMarks(text: string): string {
  let plain = plainCharacters(text.includes('&') ? withoutEntities(text) : text);
  for (const [written, sign] of MARKS) plain = plain.replaceAll(written, sign);
  plain = plain.trim().toUpperCase();
  for (const [written, sign] of WORDS) plain = plain.replaceAll(written, sign);
  return plain;
}

function withoutEntities(text: string): string {
  return text
    .replaceAll('&amp;', '&')
    .replaceAll(ENTITY, (entity, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES.get(name) ?? entity;
      return String.fromCodePoint(decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal));
    });
}

/** The text with digits and punctuation of ASCII where it has those of other scripts. */
function plainCharacters(text: string): string {
  return text
    .replaceAll(FULL_WIDTH, (each) => String.fromCodePoint((each.codePointAt(0) ?? 0) - FULL_WIDTH_OFFSET))
    .replaceAll(/[\u0660-\u0669]/g, (each) => String((each.codePointAt(0) ?? 0) - ZEROS.arabic))
    .replaceAll(/[\u06F0-\u06F9]/g, (each) => String((each.codePointAt(0) ?? 0) - ZEROS.persian));
}

/** O means east in German and west in French. */
const HEMISPHERES: Readonly<Record<string, readonly [axis: 'latitude' | 'longitude', ...signs: number[]]>> = {
  N: ['latitude', 1],
  NORD: ['latitude', 1],
  NORTH: ['latitude', 1],
  S: ['latitude', -1],
  SUD: ['latitude', -1],
  SÜD: ['latitude', -1],
  SOUTH: ['latitude', -1],
  E: ['longitude', 1],
  OST: ['longitude', 1],
  EAST: ['longitude', 1],
  W: ['longitude', -1],
  WEST: ['longitude', -1],
  OUEST: ['longitude', -1],
  OESTE: ['longitude', -1],
  OVEST: ['longitude', -1],
  O: ['longitude', 1, -1],
};
const NAMES = Object.keys(HEMISPHERES)
  .toSorted((one, other) => other.length - one.length)
  .join('|');
/** `Lat`, `lng:`, `longitude=`: the coordinate that the number behind is. */
const LABEL = /^(?:(LAT(?:ITUDE)?)|LON(?:G(?:ITUDE)?)?|LNG)\b\.? ?[:=]? ?/;
const BEFORE = new RegExp(`^(${NAMES})\\.? ?(?=[-+\\d])`);
const AFTER = new RegExp(`(?<=[\\d°'".]) ?(${NAMES})\\.?$`);

const NUMBER = String.raw`\d{1,30}(?:[.,]\d{0,30})?`;
const DECIMAL = new RegExp(`^(\\d{1,3}(?:[.,]\\d{0,30})?) ?°?$`);
const MINUTES = new RegExp(`^(\\d{1,3}) ?°[ :]?(${NUMBER}) ?'?$`);
const SECONDS = new RegExp(`^(\\d{1,3}) ?(?:[°:]| )? ?(\\d{1,2}) ?(?:[':]| )? ?(${NUMBER}) ?"?$`);
/** Without signs, degrees, minutes and seconds are separated by blanks or colons. */
const SEPARATED = /^\d+ ?[°: ] ?\d+ ?[': ]/;

/** An angle from a text of {@link plainMarks}; `undefined` if it is not one, or contradicts itself. */
export function parseAngle(plain: string): Angle | undefined {
  if (plain.length > LONGEST_COORDINATES) return undefined;
  const label = LABEL.exec(plain);
  if (label === null) return parseUnlabelled(plain);
  const axis = label[1] === undefined ? 'longitude' : 'latitude';
  const angle = parseUnlabelled(plain.slice(label[0].length));
  return angle === undefined || (angle.axis ?? axis) !== axis ? undefined : { ...angle, axis };
}

function parseUnlabelled(plain: string): Angle | undefined {
  const before = BEFORE.exec(plain);
  const unprefixed = before === null ? plain : plain.slice(before[0].length);
  const after = AFTER.exec(unprefixed);
  const rest = after === null ? unprefixed : unprefixed.slice(0, after.index);
  if (before !== null && after !== null) return undefined;
  const sign = /^[-+] ?/.exec(rest);
  const size = sizeOf(sign === null ? rest : rest.slice(sign[0].length));
  if (size === undefined) return undefined;
  const hemisphere = HEMISPHERES[(before ?? after)?.[1] ?? ''];
  // A sign and a hemisphere: it is unclear whether the sign reverses the hemisphere.
  if (hemisphere !== undefined && sign !== null) return undefined;
  const [axis, ...signs] = hemisphere ?? [undefined, sign?.[0].startsWith('-') === true ? -1 : 1];
  return { values: signs.map((each) => each * size.degrees), axis, parts: size.parts };
}

function sizeOf(text: string): { readonly degrees: number; readonly parts: number } | undefined {
  const decimal = DECIMAL.exec(text);
  if (decimal) return { degrees: numberIn(decimal[1]), parts: 1 };
  const minutes = MINUTES.exec(text);
  if (minutes) return sexagesimal([numberIn(minutes[1]), numberIn(minutes[2]), 0], 2);
  const seconds = SEPARATED.test(text) ? SECONDS.exec(text) : null;
  if (seconds === null) return undefined;
  return sexagesimal([numberIn(seconds[1]), numberIn(seconds[2]), numberIn(seconds[3])], 3);
}

function sexagesimal(
  [degrees, minutes, seconds]: readonly [number, number, number],
  parts: number,
): { readonly degrees: number; readonly parts: number } | undefined {
  // Exactly 60 comes from rounding up: it is the next minute or degree. More is a mistake.
  if (minutes > 60 || seconds > 60) return undefined;
  return { degrees: rounded(degrees + minutes / 60 + seconds / 3_600), parts };
}

/** Six decimals are a tenth of a metre; further ones are an artefact of the division. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

function numberIn(text = ''): number {
  return Number(text.replace(',', '.'));
}
