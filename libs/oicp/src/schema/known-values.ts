import { quoted } from './conversion.js';
import { findNearestValues, describeRefusedValue } from './nearest.js';
import { plainSpelling } from './spelling.js';

/** No value of OICP is half as long; a longer text is compared with none. */
const LONGEST = 100;

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

  /** The values whose spelling is near, the nearest first; none where nothing is. */
  nearest(text: string): readonly Value[] {
    return findNearestValues(text, this.bySpelling);
  }

  /**
   * Why a text is not accepted, and what may have been meant.
   *
   * @param noun what the values are, such as `a plug type of OICP`
   */
  refusalOf(text: string, noun: string): string {
    return describeRefusedValue(`${quoted(text)} is not ${noun}`, {
      near: this.nearest(text).map(quoted),
      all: this.values,
      documented: 'the documentation at `/docs` lists the values',
    });
  }
}
