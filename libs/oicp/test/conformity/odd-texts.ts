import * as fc from 'fast-check';
import { componentOf, type OpenApi, type Schema } from './openapi.js';

const blanks = fc.constantFrom('', ' ', '\t', '\u00A0', '\u200B', '\u0000', '\n', '\uD800');

/** A text in any case, with something around or within it, cut or repeated. */
export function mangled(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    texts,
    texts.map((text) => text.toLowerCase()),
    texts.map((text) => text.toUpperCase()),
    fc.tuple(blanks, texts, blanks).map((parts) => parts.join('')),
    texts.map((text) => text.replaceAll(/[-*]/g, '')),
    texts.map((text) => text.replaceAll('-', '*')),
    texts.map((text) => text.replaceAll('-', '|')),
    texts.map((text) => text.slice(0, -1)),
    texts.map((text) => text.repeat(40)),
  );
}

/** Identifiers as partners write them, well and badly. */
export const identifiers = fc.constantFrom(
  'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
  'DE*ABC*E12345*1',
  'DEABCE12345',
  '+49*810*000*438',
  '49*810*000*438',
  'DE-DCB-C12345678-X',
  'DE-DCB-c12345678-X',
  'DE8EOCAet5e43X1',
  'DE*8EO*Aet5e4*X',
  'DE-8EO-A12345678-3',
  'DE-DCB-C12345678',
  'DE*ABC',
  '+49*810',
  'DE-DCB',
  '04A1B2C3',
  '04a1b2c3d4e5f6',
  '04:A1:B2:C3',
  '12345ABCD',
);

export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: mangled(identifiers) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 240, maxLength: 260 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 3_000 }) },
);

const instants = fc.oneof(
  fc
    .date({ min: new Date('2026-01-01'), max: new Date('2026-03-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.stringMatching(/^2026-0[1-3]-[0-2][1-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](?:Z|[+-][0-9]{2}:[0-9]{2})?$/),
);
const anything = fc.oneof(
  oddText,
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant({}),
  fc.constant([]),
);

/** Values of a schema, in which some members are odd. */
export function nearly(schema: Schema, document: OpenApi, oddity = 10): fc.Arbitrary<unknown> {
  const component = componentOf(schema);
  const declared = component === undefined ? undefined : document.components.schemas[component];
  if (declared !== undefined) return nearly(declared, document, oddity);
  if (schema.oneOf !== undefined)
    return fc.oneof(...schema.oneOf.map((each) => nearly(each, document, oddity)));
  return fc.oneof(
    { weight: 100 - oddity, arbitrary: conformant(schema, document, oddity) },
    { weight: oddity, arbitrary: anything },
  );
}

function conformant(schema: Schema, document: OpenApi, oddity: number): fc.Arbitrary<unknown> {
  const { type, properties = {}, required = [], items = {}, minimum, maximum } = schema;
  switch (type) {
    case 'object':
      if (required.length === 0) return fc.oneof(...alternatives(properties, document, oddity));
      return fc.record(
        Object.fromEntries(
          Object.entries(properties).map(([name, each]) => [name, nearly(each, document, oddity)]),
        ),
        { requiredKeys: [...required] },
      );
    case 'array':
      return fc.array(nearly(items, document, oddity), { maxLength: 3 });
    case 'integer':
      return fc.integer({ min: minimum ?? 0, max: maximum ?? 1_000_000 });
    case 'number':
      return fc.integer({ min: 0, max: 90_000_000 }).map((thousandths) => thousandths / 1_000);
    case 'boolean':
      return fc.boolean();
    default:
      return textOf(schema);
  }
}

/** Identifications and places: objects with one member; some have more. */
function alternatives(
  properties: Readonly<Record<string, Schema>>,
  document: OpenApi,
  oddity: number,
): readonly fc.Arbitrary<unknown>[] {
  const each = Object.entries(properties).map(
    ([name, schema]) => [name, nearly(schema, document, oddity)] as const,
  );
  const all = fc.record(Object.fromEntries(each), { requiredKeys: [] });
  return [all, ...each.map(([name, value]) => fc.record({ [name]: value }))];
}

export function textOf({
  enum: values,
  pattern,
  format,
  minimum = 0,
  maximum = 100,
}: Schema): fc.Arbitrary<string> {
  if (values !== undefined) return fc.constantFrom(...values);
  if (format === 'date-time') return instants;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ minLength: minimum, maxLength: maximum });
}
