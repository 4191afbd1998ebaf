import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { decodeBody } from './decode.js';
import { parseExact, stringifyExact } from './exact-json.js';
import { NumberText } from './number-text.js';
import { recordTexts } from './record-texts.js';
import { storableJson } from './storable-json.js';

const numberText = fc.oneof(
  fc.stringMatching(/^-?(?:0|[1-9]\d{0,25})(?:\.\d{1,25})?(?:[eE][+-]?\d{1,3})?$/),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
);

/** Compact JSON text with numbers of any form and strings that look like numbers, marks and quotes. */
const jsonText = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    numberText,
    fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
    fc.constantFrom('true', 'null', '"\\\\"', '"\\"1.50\\""', '"#abc:1.50"', '""'),
    fc.array(tie('value')).map((entries) => `[${entries.join(',')}]`),
    fc.dictionary(fc.string(), tie('value')).map(
      (members) =>
        `{${Object.entries(members)
          .map(([name, each]) => `${JSON.stringify(name)}:${each}`)
          .join(',')}}`,
    ),
  ),
})).value;

describe('exact JSON', () => {
  it('comes out again as it went in, digit for digit', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(stringifyExact(parseExact(text).value)).toBe(text);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('keeps only those numbers as text that a binary float would change', () => {
    expect(parseExact('[22, 22.5, 22.50, 1e3, 12345678901234567890, -0]').value).toEqual([
      22,
      22.5,
      new NumberText('22.50'),
      new NumberText('1e3'),
      new NumberText('12345678901234567890'),
      new NumberText('-0'),
    ]);
  });

  it.each(['', '{', '{1.50:2}', '[01]', '[1.]', '[1.50 2.50]', '"a"1.50', '[1.50abc]', '[-]', '1.50.50'])(
    'refuses %j as JSON.parse does',
    (text) => {
      expect(() => parseExact(text)).toThrow(SyntaxError);
    },
  );

  it('survives nesting that no recursion survives', () => {
    const depth = 200_000;
    const { value } = parseExact(`${'['.repeat(depth)}1.50${']'.repeat(depth)}`);
    expect(Array.isArray(value)).toBe(true);
  });

  it('is parsed as JSON.parse parses it, but for those numbers', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const { value, repeated } = parseExact(text);
        expect(repeated).toBeUndefined();
        expect(JSON.parse(stringifyExact(value))).toEqual(JSON.parse(text));
      }),
      { seed: 16, numRuns: 500 },
    );
  });
});

describe('a body', () => {
  const bytes = (...codes: readonly number[]): Uint8Array => Uint8Array.from(codes);

  it('in UTF-8 is read as that, and nothing is said about it', () => {
    expect(decodeBody(new TextEncoder().encode('"ü€🔌"'))).toEqual({ text: '"ü€🔌"' });
  });

  it('that is not UTF-8 is read as ISO-8859-1, which is said', () => {
    expect(decodeBody(bytes(0x22, 0xfc, 0x22))).toMatchObject({ text: '"ü"', problem: expect.any(String) });
  });

  it('with a byte order mark loses it', () => {
    expect(decodeBody(bytes(0xef, 0xbb, 0xbf, 0x7b, 0x7d)).text).toBe('{}');
    expect(decodeBody('\uFEFF{}')).toMatchObject({ text: '{}', problem: expect.any(String) });
  });

  it('of any bytes is some text', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        expect(typeof decodeBody(body).text).toBe('string');
      }),
      { seed: 13 },
    );
  });
});

const repaired = (text: string): string =>
  text
    .replaceAll(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
    .replaceAll('\0', '\uFFFD');

describe('storable JSON', () => {
  it('has no NUL and no half character, and is otherwise the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, text) => {
        const stored = JSON.parse(storableJson({ [`a${name}`]: text })) as Record<string, string>;
        expect(stored).toEqual({ [repaired(`a${name}`)]: repaired(text) });
      }),
      { seed: 14 },
    );
  });

  it('keeps a backslash before what only looks like an escape', () => {
    expect(storableJson('\\u0000')).toBe('"\\\\u0000"');
  });
});

describe('the records of a page', () => {
  it('are its entries exactly as they stood', () => {
    const records = [' {"a": [1.50, "},{"] ,\n"b":"\\"]"}', 'null', '[1, 2]', '7.50', '"x,y"'];
    const body = `{"first":true,"x":["content"],"Content" : [${records.join(' ,')}], "last":[1]}`;
    expect(recordTexts(body)).toEqual(records.map((record) => record.trim()));
    expect(recordTexts(new TextEncoder().encode(body))).toHaveLength(records.length);
  });

  it('are none in an empty page, another message and no message', () => {
    for (const body of [
      '{"content":[]}',
      '{"content":[ ]}',
      '{"content":{"a":[1]}}',
      '[[1]]',
      '{"content":[',
      '',
    ]) {
      expect(recordTexts(body)).toEqual([]);
    }
  });

  it('stand at the indexes at which a parser finds them', () => {
    fc.assert(
      fc.property(fc.array(jsonText), jsonText, (records, other) => {
        const body = `{"content":[${records.join(',')}],"other":${other}}`;
        expect(recordTexts(body)).toEqual(records);
      }),
      { seed: 15 },
    );
  });
});
