import { distance } from 'fastest-levenshtein';
import { quoted } from './conversion.js';
import { plainSpelling } from './spelling.js';

/** No value of OICP is half as long; a longer text is compared with none. */
const LONGEST = 100;
/** So many values a sentence can list; of longer lists it names the nearest. */
const MOST_LISTED = 8;
const MOST_NAMED = 3;

/** The values that are known for something, found by any spelling: `TYPE_2_OUTLET` is `Type 2 Outlet`. */
export class KnownValues<Value extends string> {
  private readonly exact: ReadonlySet<string>;
  private readonly bySpelling: ReadonlyMap<string, Value>;

  constructor(readonly values: readonly Value[]) {
    this.exact = new Set(values);
    this.bySpelling = new Map(values.map((value) => [plainSpelling(value), value]));
  }

  has(text: string): text is Value {
    return this.exact.has(text);
  }

  /** The value that a text spells, in whatever case and with whatever punctuation. */
  find(text: string): Value | undefined {
    if (this.has(text)) return text;
    return text.length <= LONGEST ? this.bySpelling.get(plainSpelling(text)) : undefined;
  }

  /** The values whose spelling is nearest, the nearest first. A part of a name is nearer than a name misspelt. */
  nearest(text: string): readonly Value[] {
    const plain = plainSpelling(text.slice(0, LONGEST));
    return [...this.bySpelling]
      .map(([spelling, value]) => ({ value, far: distance(plain, spelling), spelling }))
      .map(({ value, far, spelling }) => ({
        value,
        far,
        wrong: far - Math.abs(spelling.length - plain.length),
      }))
      .toSorted((one, other) => one.wrong - other.wrong || one.far - other.far)
      .slice(0, MOST_NAMED)
      .map(({ value }) => value);
  }

  /**
   * Why a text is not taken, and what may have been meant.
   *
   * @param noun what the values are, such as `a plug type of OICP`
   */
  refusalOf(text: string, noun: string): string {
    const { values } = this;
    const refused = `${quoted(text)} is not ${noun}`;
    if (values.length <= MOST_LISTED) return `${refused}; it must be ${alternatives(values)}`;
    return `${refused}; did you mean ${alternatives(this.nearest(text).map(quoted))}?`;
  }
}

/** `a, b or c`. */
function alternatives(values: readonly string[]): string {
  return [values.slice(0, -1).join(', '), ...values.slice(-1)].filter((each) => each !== '').join(' or ');
}
