import { isContainer } from './conversion.js';
import type { Inspection } from './inspection.js';

/**
 * JSON nested deeper than this is cut, because later code processes it by recursion. It is four less than the 64 levels that
 * every reader of this suite accepts, for the lists and objects that reading adds around bare values.
 */
const DEEPEST = 60;

/** Retains a field that OICP 2.3 does not define, unchanged: Hubject extends 2.3 without a new version. */
export function keepUnknown(value: Record<string, unknown>, name: string, inspection: Inspection): void {
  inspection.enter(name);
  inspection.report('unknown-field', 'is not a field of OICP 2.3 here; it is retained');
  inspection.reportRepeatedWithin(value[name]);
  const levels = DEEPEST - inspection.depth;
  if (!withinDepth(value[name], levels)) {
    inspection.report('too-deep', `is nested more than ${DEEPEST} levels deep; deeper levels are removed`);
    setField(value, name, cutBelow(value[name], levels));
  }
  inspection.leave();
}

/** The name comes from outside: `__proto__` must be a field like any other. */
export function setField(into: object, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(into, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    (into as Record<string, unknown>)[name] = value;
  }
}

function withinDepth(value: unknown, levels: number): boolean {
  if (!isContainer(value)) return true;
  return levels > 0 && Object.values(value as object).every((each) => withinDepth(each, levels - 1));
}

function cutBelow(value: unknown, levels: number): unknown {
  if (!isContainer(value)) return value;
  if (levels <= 0) return null;
  if (Array.isArray(value)) return value.map((each: unknown) => cutBelow(each, levels - 1));
  const copy = {};
  for (const [name, each] of Object.entries(value as object))
    setField(copy, name, cutBelow(each, levels - 1));
  return copy;
}
