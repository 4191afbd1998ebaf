import { NumberText } from '../json/number-text.js';
import { UNCLEAN } from '../text/unclean.js';
import { quoted, soleEntry } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Kind } from './kind.js';

export interface TextOptions {
  /** Most and least characters. */
  readonly most?: number;
  readonly least?: number;
  /** What the whole text must match, and how a person would say it ("an EvseID such as DE*ABC*E1"). */
  readonly form?: RegExp;
  readonly expects?: string;
  /** Texts people typed: invisible and unstorable characters are reported. */
  readonly free?: boolean;
  /** Says who a person is or opens a door: never quoted. */
  readonly confidential?: boolean;
}

/** Longer texts are not matched against a form: no form of OICP allows them, and a match must never take long. */
const LONGEST_MATCHED = 1_000;

/** A text, kept exactly as it arrived. */
export function text(options: TextOptions = {}): Kind<string> {
  return new Text(options);
}

class Text implements Kind<string> {
  private readonly most: number;
  private readonly least: number;
  private readonly form: RegExp | undefined;
  private readonly free: boolean;
  private readonly expects: string;

  constructor(private readonly options: TextOptions) {
    this.most = options.most ?? Number.POSITIVE_INFINITY;
    this.least = options.least ?? 0;
    this.form = options.form;
    this.free = options.free === true;
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
    return value;
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
    const { length } = found;
    if (length > this.most) {
      inspection.report('too-long', `has ${length} characters, more than ${this.most}`);
    } else if (length < this.least) {
      inspection.report('too-short', `has ${length} characters, fewer than ${this.least}`);
    }
    if (this.form !== undefined && (length > LONGEST_MATCHED || !this.form.test(found))) {
      inspection.report('wrong-form', `is ${this.shown(found)}not ${this.expects}`);
    }
    if (this.free && UNCLEAN.test(found)) {
      inspection.report('unclean-text', 'contains invisible or unstorable characters');
    }
  }

  private shown(found: string): string {
    return this.options.confidential === true ? '' : `${quoted(found)}, `;
  }
}
