import * as fc from 'fast-check';
import { JsonObject, treePlaces, toTree, writeTree, type JsonTree, type TreePlace } from './json-tree.js';
import { oddValue } from './odd-values.js';

/** The bytes of a payload; shown as text where a property fails. */
export class OddPayload {
  constructor(readonly bytes: Buffer) {}

  [fc.toStringMethod](): string {
    const text = this.bytes.toString();
    return text.length > 4_000 ? `${text.slice(0, 4_000)}… (${text.length} characters)` : text;
  }
}

type Change =
  | {
      readonly kind: 'replace' | 'add' | 'repeat';
      readonly at: number;
      readonly name: string;
      readonly value: JsonTree;
    }
  | { readonly kind: 'remove' | 'null' | 'as-list' | 'as-text' | 'emptied'; readonly at: number }
  | { readonly kind: 'respell'; readonly at: number; readonly spelling: number };

/** What may happen to the bytes in the end. */
type Bytes = 'as they are' | 'cut off' | 'with a mark' | 'ISO-8859-1' | 'UTF-16' | 'broken';

/** The names of fields that appear in any of these payloads, and some that no payload has. */
function namesIn(bases: readonly object[]): readonly string[] {
  const names = new Set(['__proto__', 'constructor', 'toString', '', 'a\u0000b', 'Type', 'hasOwnProperty']);
  for (const base of bases) {
    for (const { member } of treePlaces({ tree: toTree(base) })) if (member) names.add(member.name);
  }
  return [...names];
}

/**
 * Payloads near the given ones: some members missing, null, of another type, in another spelling, repeated, or with values
 * and members that belong elsewhere; at times with other bytes. Without any change they are the given ones.
 *
 * @param fields payloads whose members' names may be added, such as those of the other messages
 * @param untouched members at the top whose value stays, such as the identifier
 */
export function oddPayload(
  bases: readonly object[],
  {
    fields = bases,
    untouched = [],
  }: { readonly fields?: readonly object[]; readonly untouched?: readonly string[] } = {},
): fc.Arbitrary<OddPayload> {
  const at = fc.nat({ max: 400 });
  const name = fc.constantFrom(...namesIn(fields));
  const change = fc.oneof<fc.Arbitrary<Change>[]>(
    fc.record({
      kind: fc.constantFrom('replace', 'replace', 'add', 'add', 'repeat'),
      at,
      name,
      value: oddValue,
    }),
    fc.record({ kind: fc.constantFrom('remove', 'null', 'as-list', 'as-text', 'emptied'), at }),
    fc.record({ kind: fc.constant('respell'), at, spelling: fc.nat({ max: 3 }) }),
  );
  const bytes = fc.oneof(
    { weight: 20, arbitrary: fc.constant<Bytes>('as they are') },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Bytes[]>('cut off', 'with a mark', 'ISO-8859-1', 'UTF-16', 'broken'),
    },
  );
  return fc
    .record({ base: fc.constantFrom(...bases), changes: fc.array(change, { maxLength: 6 }), bytes })
    .map(
      ({ base, changes, bytes: form }) =>
        new OddPayload(bytesOf(applyChanges(base, changes, untouched), form)),
    );
}

function applyChanges(base: object, changes: readonly Change[], untouched: readonly string[]): string {
  const root = { tree: toTree(base) };
  for (const each of changes) {
    const places = treePlaces(root).filter(({ member }) => !untouched.includes(member?.name ?? ''));
    // The root is one place of many: replacing all of it tries little.
    const place = places[each.at % places.length];
    if (place) apply(each, place);
  }
  return writeTree(root.tree);
}

function apply(change: Change, place: TreePlace): void {
  const value = place.get();
  const object = value instanceof JsonObject ? value : place.holder;
  switch (change.kind) {
    case 'replace':
      return place.set(change.value);
    case 'add':
      return void object?.members.push({ name: change.name, value: change.value });
    case 'repeat':
      return void place.holder?.members.push({
        name: place.member?.name ?? change.name,
        value: change.value,
      });
    case 'remove':
      return place.remove();
    case 'null':
      return place.set(null);
    case 'emptied':
      return place.set(Array.isArray(value) ? [] : value instanceof JsonObject ? new JsonObject([]) : '');
    case 'as-list':
      return place.set([value]);
    case 'as-text':
      return place.set(writeTree(value));
    case 'respell':
      if (place.member) place.member.name = respell(place.member.name, change.spelling);
  }
}

function respell(name: string, spelling: number): string {
  if (spelling === 0) return name.toLowerCase();
  if (spelling === 1) return name.toUpperCase();
  if (spelling === 2) return `${name.slice(0, 1)}-${name.slice(1)}`;
  return name.replace(/ID$/, 'Id');
}

function bytesOf(text: string, form: Bytes): Buffer {
  const bytes = Buffer.from(text);
  switch (form) {
    case 'as they are':
      return bytes;
    case 'cut off':
      return bytes.subarray(0, Math.floor(bytes.length / 2));
    case 'with a mark':
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    case 'ISO-8859-1':
      return Buffer.from(text.replace('a', 'ä'), 'latin1');
    case 'UTF-16':
      return Buffer.from(text, 'utf16le');
    case 'broken':
      return Buffer.concat([bytes.subarray(0, 10), Buffer.from([0xc3, 0x28, 0xff]), bytes.subarray(10)]);
  }
}
