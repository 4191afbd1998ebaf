import { distance } from 'fastest-levenshtein';
import { LONGEST_SPELLING, plainSpelling } from './spelling.js';

/** Most values that a sentence lists. */
const MOST_LISTED = 12;
const MOST_NAMED = 3;
/** One of this many characters of a name may be wrong. */
const CHARACTERS_PER_ERROR = 4;

/** A spelling without case, blanks and punctuation, and the value that it stands for. */
export type SpelledValue<Value extends string = string> = readonly [spelling: string, value: Value];

/**
 * The values with a similar spelling, at most three, the most similar first: a misspelt name, a part of one, or one with
 * other text around it. Empty if none is similar.
 */
export function findNearestValues<Value extends string>(
  text: string,
  spelled: Iterable<SpelledValue<Value>>,
): readonly Value[] {
  const plain = plainSpelling(text.slice(0, LONGEST_SPELLING));
  const near = Array.from(spelled, ([spelling, value]) => ({ value, ...compare(plain, spelling) }))
    .filter(({ isNear }) => isNear)
    .toSorted((one, other) => one.part - other.part || one.far - other.far);
  return [...new Set(near.map(({ value }) => value))].slice(0, MOST_NAMED);
}

/**
 * A refusal with a hint: all values if there are at most 12, else the similar ones, else where they are listed.
 *
 * @param refused what is wrong, without a full stop
 * @param documented where all values are listed, such as `the documentation at /docs lists them`
 */
export function describeRefusedValue(
  refused: string,
  {
    near,
    all,
    documented,
  }: Readonly<Record<'near' | 'all', readonly string[]>> & { readonly documented: string },
): string {
  if (all.length > 0 && all.length <= MOST_LISTED) return `${refused}; it must be ${alternatives(all)}`;
  if (near.length > 0) return `${refused}; did you mean ${alternatives(near)}?`;
  return `${refused}; ${documented}`;
}

interface Comparison {
  /** Edits between the whole spellings. */
  readonly far: number;
  /** Edits between the shorter one and the part of the longer one that is most like it. */
  readonly part: number;
  readonly isNear: boolean;
}

function compare(plain: string, spelling: string): Comparison {
  const far = distance(plain, spelling);
  const [shorter, longer] = plain.length <= spelling.length ? [plain, spelling] : [spelling, plain];
  const part = distanceToPart(shorter, longer);
  const isPart = shorter.length >= 3 && part <= Math.floor(shorter.length / CHARACTERS_PER_ERROR);
  return { far, part, isNear: isPart || far <= Math.floor(longer.length / CHARACTERS_PER_ERROR) };
}

/** The fewest edits that make a text a part of another (Sellers' algorithm). */
function distanceToPart(text: string, whole: string): number {
  let row = Array.from({ length: whole.length + 1 }, () => 0);
  for (const [index, character] of Array.from(text).entries()) {
    const next = [index + 1];
    for (let at = 1; at <= whole.length; at += 1) {
      const replaced = (row[at - 1] ?? 0) + (whole[at - 1] === character ? 0 : 1);
      next.push(Math.min(replaced, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return Math.min(...row);
}

/** `a, b or c`. */
function alternatives(values: readonly string[]): string {
  return [values.slice(0, -1).join(', '), ...values.slice(-1)].filter((each) => each !== '').join(' or ');
}
