import { NumberText } from './number-text.js';
import { endOfString } from './scan.js';

/**
 * Names that an object of a JSON text gives more than once, with every value as JSON text, by the object as it was parsed. `JSON.parse` uses the last of
 * them and says nothing: a price of 0.49 and 0.09 would be 0.09.
 */
export type RepeatedMembers = ReadonlyMap<object, ReadonlyMap<string, readonly string[]>>;

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

interface Span {
  readonly start: number;
  end: number;
}

/** An object or a list of the text that has begun and not ended. */
interface Open {
  /** As it was parsed; something else, or nothing, within what a repeated member replaced. */
  readonly parsed: unknown;
  /** Of an object: the names so far, and where in the text their values begin and end. */
  readonly names?: Map<string, Span[]>;
  /** Where the value of the current name is. */
  span?: Span;
  /** The name or the index of the current value. */
  step: string | number;
}

function locateRepeated(text: string, root: unknown): RepeatedMembers {
  const repeated = new Map<object, Map<string, string[]>>();
  const open: Open[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const current = open.at(-1);
    if (character === '"') {
      const end = endOfString(text, at);
      if (current?.names && isName(text, end)) {
        const name = JSON.parse(text.slice(at, end + 1)) as string;
        current.span = { start: text.indexOf(':', end) + 1, end: -1 };
        const spans = current.names.get(name);
        if (spans) spans.push(current.span);
        else current.names.set(name, [current.span]);
        current.step = name;
      }
      at = end;
    } else if (character === '{') open.push({ parsed: parsedAt(root, current), names: new Map(), step: '' });
    else if (character === '[') open.push({ parsed: parsedAt(root, current), step: 0 });
    else if (character === '}' || character === ']') {
      if (current?.span) current.span.end = at;
      if (current?.names) addRepeated(repeated, current.parsed, current.names, text);
      open.pop();
    } else if (character === ',') {
      if (current?.span) current.span.end = at;
      if (typeof current?.step === 'number') current.step += 1;
    }
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

function addRepeated(
  repeated: Map<object, Map<string, string[]>>,
  parsed: unknown,
  names: ReadonlyMap<string, readonly Span[]>,
  text: string,
): void {
  if (!isContainer(parsed)) return;
  for (const [name, spans] of names) {
    if (spans.length < 2) continue;
    const members = repeated.get(parsed) ?? new Map<string, string[]>();
    repeated.set(parsed, members);
    const texts = members.get(name) ?? [];
    for (const { start, end } of spans) texts.push(text.slice(start, end));
    members.set(name, texts);
  }
}

function isContainer(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof NumberText);
}
