import { Decimal as DecimalJs } from 'decimal.js';
import { NumberText } from '../json/number-text.js';
import { numberText } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Kind } from './kind.js';

/**
 * Exact decimal numbers for energy and money. A constructor of our own, so that no other user of decimal.js in the process
 * can change the precision of sums and differences.
 */
export const Decimal = DecimalJs.clone({ defaults: true, precision: 100 });
export type Decimal = DecimalJs;

/** More than any meter or price needs; without a limit a hostile number costs seconds. */
const MOST_CHARACTERS = 100;
const LARGEST_EXPONENT = 1_000;

export interface DecimalOptions {
  /** Most digits after the point. */
  readonly places?: number;
}

/** A number that is billed: read from its text, never by way of a binary float. */
export function decimal(options: DecimalOptions = {}): Kind<Decimal> {
  return new ExactDecimal(options.places ?? Number.POSITIVE_INFINITY);
}

class ExactDecimal implements Kind<Decimal> {
  constructor(private readonly places: number) {}

  read(found: unknown, inspection: Inspection): Decimal | undefined {
    const text = numberText(found, inspection);
    if (text === undefined) return undefined;
    const value = text.length <= MOST_CHARACTERS ? new Decimal(text) : undefined;
    if (value === undefined || !value.isFinite() || Math.abs(value.e) > LARGEST_EXPONENT) {
      inspection.report('unreadable', 'is a number that is far too large or too small');
      return undefined;
    }
    if (value.decimalPlaces() > this.places) {
      inspection.report(
        'too-precise',
        `has ${value.decimalPlaces()} decimal places, more than ${this.places}`,
      );
    }
    return value;
  }

  toWire(value: unknown): unknown {
    if (!Decimal.isDecimal(value)) return value;
    const text = value.toFixed();
    const binary = Number(text);
    return String(binary) === text ? binary : new NumberText(text);
  }
}
