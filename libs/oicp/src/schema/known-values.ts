import { quoted } from './conversion.js';
import { findNearestValues, describeRefusedValue } from './nearest.js';
import { LONGEST_SPELLING, plainSpelling } from './spelling.js';

/** The values that OICP lists for a field, found by any spelling: `TYPE_2_OUTLET` is `Type 2 Outlet`. */
export class KnownValues<Value extends string> {
  private readonly exact: ReadonlySet<string>;
  private readonly bySpelling: ReadonlyMap<string, Value>;

  constructor(readonly values: readonly Value[]) {
    this.exact = new Set(values);
    this.bySpelling = new Map(values.map((value) => [plainSpelling(value), value]));
  }

  /** Whether a text is one of the values, spelled exactly. */
  has(text: string): text is Value {
    return this.exact.has(text);
  }

  /** The value that a text means, in whatever case and with whatever punctuation. */
  find(text: string): Value | undefined {
    if (this.has(text)) return text;
    return text.length <= LONGEST_SPELLING ? this.bySpelling.get(plainSpelling(text)) : undefined;
  }

  /** The values with a similar spelling, the most similar first. */
  nearest(text: string): readonly Value[] {
    return findNearestValues(text, this.bySpelling);
  }

  /**
   * Why a text is not accepted, and which values may be meant, for a sentence.
   *
   * @param noun the kind of values, such as `a plug type of OICP`
   */
  refusalOf(text: string, noun: string): string {
    return describeRefusedValue(`${quoted(text)} is not ${noun}`, {
      near: this.nearest(text).map(quoted),
      all: this.values,
      documented: 'the documentation at `/docs` lists the values',
    });
  }
}
