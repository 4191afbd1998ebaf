import { NumberText } from '../json/number-text.js';
import { quoted, soleEntry } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Kind } from './kind.js';

export interface NumberOptions {
  readonly least?: number;
  readonly most?: number;
}

/** A JSON number, as a text. */
export const NUMBER_FORM = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A technical measure, such as kilowatts or volts: a binary float. What ends on an invoice is a `decimal`. */
export function number(options: NumberOptions = {}): Kind<number> {
  return new Numeric(options, false);
}

export function integer(options: NumberOptions = {}): Kind<number> {
  return new Numeric(options, true);
}

class Numeric implements Kind<number> {
  private readonly least: number;
  private readonly most: number;

  constructor(
    options: NumberOptions,
    private readonly whole: boolean,
  ) {
    this.least = options.least ?? Number.NEGATIVE_INFINITY;
    this.most = options.most ?? Number.POSITIVE_INFINITY;
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
    if (this.whole && !Number.isInteger(value))
      inspection.report('not-whole', `is ${value}, no whole number`);
    return value;
  }

  toWire(value: unknown): unknown {
    return value;
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
