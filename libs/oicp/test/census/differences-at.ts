import * as fc from 'fast-check';
import { Inspection } from '../../src/schema/inspection.js';
import type { Kind } from '../../src/schema/kind.js';
import type { ViolationCode } from '../../src/schema/violation.js';
import { mangled, textOf } from '../conformity/odd-texts.js';
import type { Schema } from '../conformity/openapi.js';
import type { Place } from './places.js';

/** Longer, larger and more than anything that either side sets a limit to. */
const FAR_BEYOND = 10_000;

/** In what the document and the kind disagree about one place: values, limits, forms, and which members are demanded. */
export function differencesAt({ schema, kind, sample }: Place): readonly string[] {
  switch (schema.type) {
    case 'object':
      return demands(schema, kind, sample);
    case 'array':
      return listLimits(schema, kind);
    case 'string':
      return textDifferences(schema, kind);
    case 'number':
    case 'integer':
      return numberDifferences(schema, kind);
    case 'boolean':
      return codes(kind, true).length === 0 && codes(kind, 'maybe').includes('unreadable')
        ? []
        : ['is no boolean here'];
    default:
      return [`has the type ${schema.type}`];
  }
}

function demands(
  { required = [], properties = {} }: Schema,
  kind: Kind<unknown>,
  sample: Readonly<Record<string, unknown>>,
): readonly string[] {
  const inspection = new Inspection('The census', { recordsTogether: true });
  kind.read({ ...sample }, inspection);
  const missing = inspection.violations
    .filter(({ code }) => code === 'missing')
    .map(({ pointer }) => pointer.slice(1));
  const ours = new Set([...missing, ...Object.keys(sample)]);
  const theirs = new Set(required.map((name) => kind.fieldNamed?.(name)?.name ?? name));
  const names = Object.keys(properties).map((name) => kind.fieldNamed?.(name)?.name ?? name);
  return names.flatMap((name) => {
    if (ours.has(name) === theirs.has(name)) return [];
    return [`${name} is mandatory ${ours.has(name) ? 'here' : 'there'} only`];
  });
}

function listLimits({ maxItems }: Schema, kind: Kind<unknown>): readonly string[] {
  const empty = codes(kind, []).includes('too-few') ? ['may not be empty here'] : [];
  const inspection = (length: number): readonly ViolationCode[] =>
    codes(
      kind,
      Array.from({ length }, () => null),
    );
  const most = limit((length) => inspection(length).includes('too-many'), 10_000);
  return [...empty, ...compared('entries', maxItems, most)];
}

function textDifferences(schema: Schema, kind: Kind<unknown>): readonly string[] {
  if (schema.enum !== undefined) return valueDifferences(schema.enum, kind);
  if (kind.values !== undefined) return [`lists ${kind.values.join(', ')} here`];
  if (schema.format === 'date-time') return dateDifferences(kind);
  if (schema.pattern !== undefined) return formDifferences(schema, kind);
  const form = codes(kind, '§').filter((code) => code === 'wrong-form' || code === 'unreadable');
  const most = limit((length) => codes(kind, 'x'.repeat(length)).includes('too-long'), FAR_BEYOND);
  const least = limit((length) => !codes(kind, 'x'.repeat(length)).includes('too-short'), FAR_BEYOND);
  return [
    ...(form.length > 0 ? ['must have a form here'] : []),
    ...(form.length > 0 ? [] : compared('characters', schema.maximum, most)),
    ...(form.length > 0 ? [] : compared('characters at least', schema.minimum ?? 0, (least ?? -1) + 1)),
  ];
}

function valueDifferences(values: readonly string[], kind: Kind<unknown>): readonly string[] {
  const unknown = values.filter((value) => codes(kind, value).length > 0 || read(kind, value) !== value);
  const more = (kind.values ?? []).filter((value) => !values.includes(value));
  return [
    ...unknown.map((value) => `does not know ${value} here`),
    ...more.map((value) => `lists ${value} here only`),
    ...(kind.values === undefined ? ['is no enumeration here'] : []),
  ];
}

function dateDifferences(kind: Kind<unknown>): readonly string[] {
  const isDate =
    codes(kind, '2020-09-23T14:17:53.038Z').length === 0 && codes(kind, 'x').includes('unreadable');
  return isDate ? [] : ['is no date here'];
}

/** Both ways: what the pattern takes is taken here, and what it does not take is reported here. */
function formDifferences(schema: Schema, kind: Kind<unknown>): readonly string[] {
  const pattern = new RegExp(schema.pattern ?? '');
  const texts = textOf(schema);
  const isTaken = (text: string): boolean => codes(kind, text).length === 0;
  const fitting = fc.sample(texts, { seed: 90, numRuns: 200 });
  const ours =
    kind.form === undefined ? texts : fc.oneof(texts, fc.stringMatching(withoutLookahead(kind.form)));
  const others = fc.sample(mangled(ours), { seed: 91, numRuns: 400 }).filter((text) => !pattern.test(text));
  return [
    ...(fitting.every(isTaken) ? [] : ['takes less here than the pattern']),
    ...(others.some(isTaken) ? ['takes more here than the pattern'] : []),
  ];
}

/** fast-check makes no text for a lookahead; those made without it may be refused, which does no harm here. */
function withoutLookahead({ source, flags }: RegExp): RegExp {
  return new RegExp(source.replaceAll(/\(\?=[^)]*\)/g, ''), flags);
}

function numberDifferences({ type, minimum, maximum }: Schema, kind: Kind<unknown>): readonly string[] {
  const isOut = (value: number): boolean => codes(kind, value).includes('out-of-range');
  const most = limit((value) => isOut(value), FAR_BEYOND * 100);
  const least = isOut(-1) ? 0 + Number(isOut(0)) : undefined;
  const isWhole = codes(kind, 1.5).includes('not-whole');
  const precise = codes(kind, 1.123_456).includes('too-precise');
  return [
    ...compared('as the largest', maximum, most),
    ...compared('as the smallest', minimum, least),
    ...(isWhole === (type === 'integer') ? [] : [`is ${isWhole ? 'whole' : 'not whole'} here`]),
    ...(precise ? ['has a limit of decimal places here'] : []),
  ];
}

/** The largest number for which `breaks` is false; `undefined` if there is no limit. */
function limit(breaks: (value: number) => boolean, beyond: number): number | undefined {
  if (!breaks(beyond)) return undefined;
  let [accepted, refused] = [-1, beyond];
  while (refused - accepted > 1) {
    const middle = Math.floor((accepted + refused) / 2);
    if (breaks(middle)) refused = middle;
    else accepted = middle;
  }
  return accepted;
}

function compared(of: string, theirs: number | undefined, ours: number | undefined): readonly string[] {
  return theirs === ours
    ? []
    : [`allows ${ours ?? 'any number'} ${of} here, ${theirs ?? 'any number'} there`];
}

function codes(kind: Kind<unknown>, value: unknown): readonly ViolationCode[] {
  const inspection = new Inspection('The census', { recordsTogether: true });
  kind.read(value, inspection);
  return inspection.violations.map(({ code }) => code);
}

function read(kind: Kind<unknown>, value: unknown): unknown {
  return kind.read(value, new Inspection('The census'));
}
