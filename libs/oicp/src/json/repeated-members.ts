import { NumberText } from './number-text.js';
import { endOfString } from './scan.js';

/**
 * Names that an object of a JSON text gives more than once, by the object as it was parsed. `JSON.parse` uses the last of
 * them and says nothing: a price of 0.49 and 0.09 would be 0.09.
 */
export type RepeatedMembers = ReadonlyMap<object, ReadonlySet<string>>;

/**
 * Finds the repeated members of a JSON text; `undefined` where there are none. Nearly every text has as many members as
 * names; only another one is read again, name by name.
 *
 * @param value the text, parsed
 * @param names how many names of members it has
 */
export function findRepeatedMembers(
  text: string,
  value: unknown,
  names: number,
): RepeatedMembers | undefined {
  return names === countMembers(value) ? undefined : locateRepeated(text, value);
}

/** Without recursion: nesting is limited only later. */
function countMembers(root: unknown): number {
  let count = 0;
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (!isContainer(value)) continue;
    if (Array.isArray(value)) {
      for (const each of value as unknown[]) if (isContainer(each)) open.push(each);
    } else {
      for (const name in value) {
        count += 1;
        const each = value[name];
        if (isContainer(each)) open.push(each);
      }
    }
  }
  return count;
}

/** An object or a list of the text that has begun and not ended. */
interface Open {
  /** As it was parsed; something else, or nothing, within what a repeated member replaced. */
  readonly parsed: unknown;
  /** Of an object: the names so far. */
  readonly names?: Set<string>;
  /** The name or the index of the current value. */
  step: string | number;
}

function locateRepeated(text: string, root: unknown): RepeatedMembers {
  const repeated = new Map<object, Set<string>>();
  const open: Open[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const current = open.at(-1);
    if (character === '"') {
      const end = endOfString(text, at);
      if (current?.names && isName(text, end)) {
        const name = JSON.parse(text.slice(at, end + 1)) as string;
        if (current.names.has(name)) addTo(repeated, current.parsed, name);
        current.names.add(name);
        current.step = name;
      }
      at = end;
    } else if (character === '{') open.push({ parsed: parsedAt(root, current), names: new Set(), step: '' });
    else if (character === '[') open.push({ parsed: parsedAt(root, current), step: 0 });
    else if (character === '}' || character === ']') open.pop();
    else if (character === ',' && typeof current?.step === 'number') current.step += 1;
  }
  return repeated;
}

function isName(text: string, closingQuote: number): boolean {
  let at = closingQuote + 1;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return text[at] === ':';
}

function parsedAt(root: unknown, around: Open | undefined): unknown {
  if (around === undefined) return root;
  const { parsed, step } = around;
  return isContainer(parsed) && Object.hasOwn(parsed, step) ? parsed[step] : undefined;
}

function addTo(repeated: Map<object, Set<string>>, parsed: unknown, name: string): void {
  if (!isContainer(parsed)) return;
  const names = repeated.get(parsed);
  if (names) names.add(name);
  else repeated.set(parsed, new Set([name]));
}

function isContainer(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof NumberText);
}
