import { NumberText } from '../json/number-text.js';
import type { Inspection } from './inspection.js';

/** The JSON type of a value, for a sentence; quotes nothing. */
export function described(found: unknown): string {
  if (found === null) return 'null';
  if (Array.isArray(found)) return `a list of ${found.length}`;
  if (found instanceof NumberText) return 'a number';
  return typeof found === 'object' ? 'an object' : `a ${typeof found === 'string' ? 'text' : typeof found}`;
}

/** A text for a sentence: short, on one line, in quotes. */
export function quoted(text: string): string {
  return text.length <= 60 ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, 60))}…`;
}

/** The entry of a list of one in place of a single value; `undefined` for anything else. Both are reported. */
export function soleEntry(found: unknown, inspection: Inspection, expected: string): unknown {
  if (Array.isArray(found) && found.length === 1 && !isContainer(found[0])) {
    if (found[0] === null) {
      inspection.report('missing', `is a list of null instead of ${expected}`);
      return undefined;
    }
    inspection.report('list-for-single', `is a list of one instead of ${expected}`);
    return found[0];
  }
  inspection.report('wrong-type', `is ${described(found)}, not ${expected}`);
  return undefined;
}

const NUMBER_FORM = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Longer than any number of a meter, a price or a station. */
const LONGEST_NUMBER = 100;

/** The text of a number, also of one that was sent as a text; `undefined` for anything else, which is reported. */
export function numberText(found: unknown, inspection: Inspection): string | undefined {
  if (typeof found === 'number') return String(found);
  if (found instanceof NumberText) return found.text;
  if (typeof found === 'string') return numberIn(found, inspection);
  const sole = soleEntry(found, inspection, 'a number');
  return sole === undefined ? undefined : numberText(sole, inspection);
}

function numberIn(found: string, inspection: Inspection): string | undefined {
  const trimmed = found.trim();
  if (trimmed.length > LONGEST_NUMBER || !NUMBER_FORM.test(trimmed)) {
    inspection.report('unreadable', `is ${quoted(found)}, not a number`);
    return undefined;
  }
  inspection.report('converted-type', `is the text ${quoted(found)} instead of a number`);
  return trimmed;
}

export function isContainer(found: unknown): boolean {
  return typeof found === 'object' && found !== null && !(found instanceof NumberText);
}
