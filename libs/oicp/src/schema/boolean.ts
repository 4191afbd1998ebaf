import { NumberText } from '../json/number-text.js';
import { quoted, soleEntry } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Kind } from './kind.js';

const MEANINGS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** `true` and `1`, `false` and `0`, in any case; `undefined` for anything else. */
export function parseBoolean(text: string): boolean | undefined {
  return MEANINGS.get(text.trim().toLowerCase());
}

export const boolean: Kind<boolean> = {
  read(found: unknown, inspection: Inspection): boolean | undefined {
    if (typeof found === 'boolean') return found;
    if (typeof found === 'string' || typeof found === 'number' || found instanceof NumberText) {
      return convert(String(found), inspection);
    }
    const sole = soleEntry(found, inspection, 'true or false');
    return sole === undefined ? undefined : boolean.read(sole, inspection);
  },

  toWire: (value) => value,
};

function convert(found: string, inspection: Inspection): boolean | undefined {
  const meaning = parseBoolean(found);
  if (meaning === undefined) inspection.report('unreadable', `is ${quoted(found)}, not true or false`);
  else inspection.report('converted-type', `is ${quoted(found)} instead of the boolean ${meaning}`);
  return meaning;
}
