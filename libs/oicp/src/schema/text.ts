import { NumberText } from '../json/number-text.js';
import { UNCLEAN, UNSTORABLE } from '../text/unclean.js';
import { quoted, soleEntry } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Kind } from './kind.js';

export interface TextOptions {
  /** Most and least characters. */
  readonly most?: number;
  readonly least?: number;
  /** What the whole text must match, and what to call it in a sentence ("an EvseID such as DE*ABC*E1"). */
  readonly form?: RegExp;
  readonly expects?: string;
  /** Text that people typed: invisible and unstorable characters are reported. */
  readonly free?: boolean;
  /** Names from partners' systems: controls and unpaired surrogates, which cannot be stored, are reported. */
  readonly storable?: boolean;
  /** Used for writing a text that does not match `form`: the same in one that does; `undefined` if there is none. */
  readonly normalize?: (text: string) => string | undefined;
  /** Identifies a person or is a secret: never quoted. */
  readonly confidential?: boolean;
}

/** Longer texts are not matched against a form: no form of OICP allows them, and a match must be quick. */
const LONGEST_MATCHED = 1_000;

/** A text, retained exactly as received. */
export function text(options: TextOptions = {}): Kind<string> {
  return new Text(options);
}

class Text implements Kind<string> {
  private readonly most: number;
  private readonly least: number;
  readonly form: RegExp | undefined;
  private readonly unclean: RegExp | undefined;
  private readonly expects: string;

  constructor(private readonly options: TextOptions) {
    this.most = options.most ?? Number.POSITIVE_INFINITY;
    this.least = options.least ?? 0;
    this.form = options.form;
    this.unclean = uncleanIn(options);
    this.expects = options.expects ?? 'a text';
  }

  read(found: unknown, inspection: Inspection): string | undefined {
    if (typeof found === 'string') {
      this.check(found, inspection);
      return found;
    }
    return this.convert(found, inspection);
  }

  toWire(value: unknown): unknown {
    const { normalize } = this.options;
    if (normalize === undefined || typeof value !== 'string' || this.fits(value)) return value;
    return value.length > LONGEST_MATCHED ? value : (normalize(value) ?? value);
  }

  private convert(found: unknown, inspection: Inspection): string | undefined {
    if (typeof found === 'number' || typeof found === 'boolean' || found instanceof NumberText) {
      inspection.report(
        'converted-type',
        `is a ${typeof found === 'boolean' ? 'boolean' : 'number'}, not a text`,
      );
      const converted = String(found);
      this.check(converted, inspection);
      return converted;
    }
    const sole = soleEntry(found, inspection, this.expects);
    return sole === undefined ? undefined : this.read(sole, inspection);
  }

  private check(found: string, inspection: Inspection): void {
    const length = charactersOf(found, this.least, this.most);
    if (length > this.most) {
      inspection.report('too-long', `has ${length} characters, more than ${this.most}`);
    } else if (length < this.least) {
      inspection.report('too-short', `has ${length} characters, fewer than ${this.least}`);
    }
    if (!this.fits(found)) {
      inspection.report('wrong-form', `is ${this.shown(found)}not ${this.expects}`);
    }
    if (this.unclean?.test(found) === true) {
      inspection.report('unclean-text', 'contains invisible or unstorable characters');
    }
  }

  private fits(found: string): boolean {
    return this.form === undefined || (found.length <= LONGEST_MATCHED && this.form.test(found));
  }

  private shown(found: string): string {
    return this.options.confidential === true ? '' : `${quoted(found)}, `;
  }
}

/** Characters as JSON Schema counts them: one of two units of UTF-16 is one. Counted only where it may matter. */
function charactersOf(found: string, least: number, most: number): number {
  const { length } = found;
  return length > most || length < 2 * least ? Array.from(found).length : length;
}

function uncleanIn({ free, storable }: TextOptions): RegExp | undefined {
  if (free === true) return UNCLEAN;
  return storable === true ? UNSTORABLE : undefined;
}
