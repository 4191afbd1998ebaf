import { NumberText } from '../json/number-text.js';
import { quoted, soleEntry } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Kind } from './kind.js';
import { KnownValues } from './known-values.js';

/** A value of an open list: those that OICP lists now, and any text that it may list later. */
export type Open<Known extends string> = Known | (string & Record<never, never>);

/** A list of values, with those that OICP lists. */
export interface EnumerationKind<Known extends string, Lenient extends string = Known> extends Kind<
  Known,
  Lenient
> {
  readonly known: KnownValues<Known>;
}

/** A list of values that grows without notice: an unknown value is reported and retained. */
export function openEnumeration<const Known extends string>(
  ...values: readonly Known[]
): EnumerationKind<Known, Open<Known>> {
  return new Enumeration<Known, Open<Known>>(values, (found, inspection) => {
    inspection.report('unknown-value', `is ${quoted(found)}, which OICP 2.3 does not list`);
    return found;
  });
}

/** A list in which an unknown value has no safe interpretation: it is reported and dropped. */
export function closedEnumeration<const Known extends string>(
  ...values: readonly Known[]
): EnumerationKind<Known> {
  return new Enumeration<Known, Known>(values, (found, inspection) => {
    inspection.report('not-allowed', `is ${quoted(found)}, not one of ${values.join(', ')}`);
    return undefined;
  });
}

class Enumeration<Known extends string, Lenient extends string> implements EnumerationKind<Known, Lenient> {
  readonly known: KnownValues<Known>;

  constructor(
    readonly values: readonly Known[],
    private readonly takeUnknown: (found: string, inspection: Inspection) => Lenient | undefined,
  ) {
    this.known = new KnownValues(values);
  }

  read(found: unknown, inspection: Inspection): Lenient | undefined {
    if (typeof found === 'string') {
      return this.known.has(found)
        ? (found as string as Lenient)
        : this.bySpellingOrUnknown(found, inspection);
    }
    if (typeof found === 'number' || typeof found === 'boolean' || found instanceof NumberText) {
      inspection.report('converted-type', `is ${String(found)} instead of a text`);
      return this.read(String(found), inspection);
    }
    const sole = soleEntry(found, inspection, 'a text');
    return sole === undefined ? undefined : this.read(sole, inspection);
  }

  toWire(value: unknown): unknown {
    return value;
  }

  private bySpellingOrUnknown(found: string, inspection: Inspection): Lenient | undefined {
    const meant = this.known.find(found);
    if (meant === undefined) return this.takeUnknown(found, inspection);
    inspection.report('other-spelling', `is ${quoted(found)} instead of ${quoted(meant)}`);
    return meant as string as Lenient;
  }
}
