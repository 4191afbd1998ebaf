import { NumberText } from '../json/number-text.js';
import { quoted, soleEntry } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Kind } from './kind.js';

export interface NumberOptions {
  readonly least?: number;
  readonly most?: number;
  /** Most digits after the point. */
  readonly places?: number;
}

/** A JSON number, as a text. */
export const NUMBER_FORM = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A technical measure, such as kilowatts or volts: a binary float. What ends on an invoice is a `decimal`. */
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
    const value = typeof found === 'number' ? found : this.convert(found, inspection);
    if (value === undefined) return undefined;
    if (!Number.isFinite(value)) {
      inspection.report('unreadable', 'is no finite number');
      return undefined;
    }
    if (value > this.most) inspection.report('out-of-range', `is ${value}, more than ${this.most}`);
    else if (value < this.least) inspection.report('out-of-range', `is ${value}, less than ${this.least}`);
    if (this.places !== undefined && !Number.isInteger(value))
      this.checkFraction(value, this.places, inspection);
    return value;
  }

  toWire(value: unknown): unknown {
    return value;
  }

  private checkFraction(value: number, places: number, inspection: Inspection): void {
    if (places === 0) inspection.report('not-whole', `is ${value}, no whole number`);
    else if (Number(value.toFixed(places)) !== value) {
      inspection.report('too-precise', `is ${value}, with more than ${places} decimal places`);
    }
  }

  private convert(found: unknown, inspection: Inspection): number | undefined {
    if (found instanceof NumberText) return Number(found.text);
    if (typeof found === 'string') return numberIn(found, inspection);
    if (typeof found === 'boolean') {
      inspection.report('wrong-type', 'is a boolean, not a number');
      return undefined;
    }
    const sole = soleEntry(found, inspection, 'a number');
    if (sole === undefined) return undefined;
    return typeof sole === 'number' ? sole : this.convert(sole, inspection);
  }
}

function numberIn(found: string, inspection: Inspection): number | undefined {
  const trimmed = found.trim();
  if (!NUMBER_FORM.test(trimmed)) {
    inspection.report('unreadable', `is ${quoted(found)}, not a number`);
    return undefined;
  }
  inspection.report('converted-type', `is the text ${quoted(found)} instead of a number`);
  return Number(trimmed);
}
