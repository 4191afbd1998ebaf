import * as fc from 'fast-check';
import { JsonObject, Literal, type JsonTree } from './json-tree.js';

const nested = (depth: number): JsonTree => {
  let tree: JsonTree = 'deep';
  for (let level = 0; level < depth; level += 1)
    tree = level % 2 === 0 ? [tree] : new JsonObject([{ name: 'x', value: tree }]);
  return tree;
};

/** Texts that cannot be compressed, so that an index cannot take the longer ones. */
const longText = fc
  .tuple(fc.constantFrom(40, 101, 256, 300, 1_001, 3_000, 20_000), fc.integer())
  .map(([length, seed]) => incompressible(length, seed));

export function incompressible(length: number, seed: number): string {
  let state = seed >>> 0 || 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state.toString(36);
  }
  return text.slice(0, length);
}

// prettier-ignore
const STRANGE_TEXTS = [
  '', ' ', '\u0000', 'a\u0000b', '\uD800', 'x\uDC00y', '\u200B', '\uFEFF', 'null', 'undefined', 'NaN', 'true', '0',
  "'; drop table x; --", '"', '\\', '\\u0000', '%00', '__proto__', '=1+1', '\n', '\u2028', 'ß', '💡', 'İ',
  '-', '*', '+', '.', '+49*', 'DE', 'DE*ABC', 'DE-EMP', '04A1B2C3D4E5F6', '04a1b2c3d4e5f6', 'DE-EMP-C12345678-X',
  'Start', 'end', 'PROGRESS', 'Error', 'CriticalError', 'Available', 'Type 2 Outlet', 'insert', 'delete',
];
const strangeText = fc.constantFrom(...STRANGE_TEXTS);

// prettier-ignore
const NUMBER_TEXTS = [
  '0', '-0', '1', '-1', '22', '22.5', '0.001', '0.0001', '1e3', '1E-3', '1e308', '1e309', '-1e400', '1e1001', '1e-1001',
  '9007199254740993', '99999999999999999999999999', '0.30000000000000004', '2147483648', '9223372036854775808',
  `1${'0'.repeat(150)}`, `0.${'3'.repeat(90)}`,
];
const numberText = fc.constantFrom(...NUMBER_TEXTS);

// prettier-ignore
const TIME_TEXTS = [
  '2020-09-23T14:17:53.038Z', '2020-09-23T14:17:53+02:00', '2020-09-23T14:17:53', '2020-09-23 14:17', '2020-09-23',
  '1970-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z', '2020-02-30T00:00:00Z',
  '2020-09-23T14:17:60Z', '2020-09-23T24:00:00Z', '2020-09-23T14:17:53+23:59', '2020-09-23T14:17:53-23:59',
  '2020-09-23T14:17:53+24:00', '+13544-01-20T21:59:59.999Z', '2020-09-23T14:17:53.123456789+00:00', '1600848000000',
];
const timeText = fc.constantFrom(...TIME_TEXTS);

/** Values as partners and attackers send them, conformant ones of other fields included. */
export const oddValue: fc.Arbitrary<JsonTree> = fc.oneof(
  { weight: 3, arbitrary: strangeText },
  { weight: 3, arbitrary: timeText },
  { weight: 3, arbitrary: numberText.map((text) => new Literal(text)) },
  { weight: 1, arbitrary: numberText },
  { weight: 2, arbitrary: longText },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.uuid() },
  { weight: 1, arbitrary: fc.uuid().map((id) => id.toUpperCase()) },
  { weight: 2, arbitrary: fc.constantFrom<JsonTree[]>(null, true, false) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(3, 30, 58, 62, 100, 500).map(nested),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc.oneof(
          strangeText,
          timeText,
          numberText.map((text) => new Literal(text)),
        ),
        { maxLength: 4 },
      )
      .map((entries): JsonTree => entries),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc.record({
          name: fc.constantFrom('UID', 'value', 'Google', 'meterValues', '', '__proto__'),
          value: strangeText,
        }),
        {
          maxLength: 3,
        },
      )
      .map((members): JsonTree => new JsonObject(members)),
  },
);
