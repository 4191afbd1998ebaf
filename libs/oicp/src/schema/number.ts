import { numberText, quoted } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Kind } from './kind.js';

export interface NumberOptions {
  readonly least?: number;
  readonly most?: number;
  /** Most digits after the point. */
  readonly places?: number;
}

/** `150,0`, but not `1,500`: a comma between one to three digits that are not 0, and three more, may separate thousands. */
const DECIMAL_COMMA = /^-?(?:0,\d{1,30}|[1-9]\d{0,2},(?:\d{1,2}|\d{4,30})|[1-9]\d{3,30},\d{1,30})$/;

/** A technical measure, such as kilowatts or volts: a binary float. A number that is billed is a `decimal`. */
export function number(options: NumberOptions = {}): Kind<number> {
  return new Numeric(options);
}

export function integer(options: Omit<NumberOptions, 'places'> = {}): Kind<number> {
  return new Numeric({ ...options, places: 0 });
}

class Numeric implements Kind<number> {
  private readonly least: number;
  private readonly most: number;
  private readonly places: number | undefined;

  constructor(options: NumberOptions) {
    this.least = options.least ?? Number.NEGATIVE_INFINITY;
    this.most = options.most ?? Number.POSITIVE_INFINITY;
    this.places = options.places;
  }

  read(found: unknown, inspection: Inspection): number | undefined {
    const readable = typeof found === 'number' ? found : this.textOf(found, inspection);
    if (readable === undefined) return undefined;
    const value = Number(readable);
    if (!Number.isFinite(value)) {
      inspection.report('unreadable', 'is not a finite number');
      return undefined;
    }
    if (value > this.most) inspection.report('out-of-range', `is ${value}, more than ${this.most}`);
    else if (value < this.least) inspection.report('out-of-range', `is ${value}, less than ${this.least}`);
    if (!Number.isInteger(value)) this.checkFraction(value, inspection);
    return value;
  }

  toWire(value: unknown): unknown {
    return value;
  }

  private textOf(found: unknown, inspection: Inspection): string | undefined {
    if (typeof found !== 'string' || !DECIMAL_COMMA.test(found.trim())) return numberText(found, inspection);
    const read = found.trim().replace(',', '.');
    inspection.report(
      'wrong-form',
      `is ${quoted(found)}, with a decimal comma; it is read as ${Number(read)}`,
    );
    return read;
  }

  private checkFraction(value: number, inspection: Inspection): void {
    const { places } = this;
    if (places === 0) inspection.report('not-whole', `is ${value}, not a whole number`);
    else if (places !== undefined && Number(value.toFixed(places)) !== value) {
      inspection.report('too-precise', `is ${value}, with more than ${places} decimal places`);
    }
  }
}
