import { NumberText } from '../json/number-text.js';
import type { Inspection } from './inspection.js';

/** What stands there, for a sentence; quotes nothing. */
export function described(found: unknown): string {
  if (found === null) return 'null';
  if (Array.isArray(found)) return `a list of ${found.length}`;
  if (found instanceof NumberText) return 'a number';
  return typeof found === 'object' ? 'an object' : `a ${typeof found === 'string' ? 'text' : typeof found}`;
}

/** A text as a sentence may show it: short, on one line, in quotes. */
export function quoted(text: string): string {
  return text.length <= 60 ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, 60))}…`;
}

/** The sole entry of a list that stands where a single value belongs, reported; otherwise `undefined`, reported too. */
export function soleEntry(found: unknown, inspection: Inspection, expected: string): unknown {
  if (Array.isArray(found) && found.length === 1 && !isContainer(found[0])) {
    inspection.report('list-for-single', `is a list of one instead of ${expected}`);
    return found[0] ?? undefined;
  }
  inspection.report('wrong-type', `is ${described(found)}, not ${expected}`);
  return undefined;
}

export function isContainer(found: unknown): boolean {
  return typeof found === 'object' && found !== null && !(found instanceof NumberText);
}
