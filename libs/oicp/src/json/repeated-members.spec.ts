import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseExact } from './exact-json.js';

/** The repeated names of each object that has some, with the object as it was parsed. */
function repeatedIn(text: string): readonly (readonly [parsed: object, names: readonly string[]])[] {
  return [...(parseExact(text).repeated ?? [])].map(([parsed, names]) => [parsed, [...names.keys()]]);
}

describe('the members that a JSON text repeats', () => {
  it.each([
    ['{"a":1,"a":2}', [[{ a: 2 }, ['a']]]],
    ['{"a":1,"a":1,"a":1,"b":null,"b":[]}', [[{ a: 1, b: [] }, ['a', 'b']]]],
    ['{"x":[{"b":1},{"a":{"c":1},"a":{"c":2}}]}', [[{ a: { c: 2 } }, ['a']]]],
    ['{ "a" : 1 ,\n "\\u0061"\t:\r\n2 }', [[{ a: 2 }, ['a']]]],
    ['{"a\\\\":1,"a\\\\":{}}', [[{ 'a\\': {} }, ['a\\']]]],
    ['{"":1,"":2}', [[{ '': 2 }, ['']]]],
    ['[[{"1":1,"1":2}],"a","a"]', [[{ 1: 2 }, ['1']]]],
    ['{"a":{"a":1},"b":"a","c":":"}', []],
    ['{"a":"\\"a\\":1,","A":1}', []],
    ['"a"', []],
  ])('are found in %s', (text, expected) => {
    expect(repeatedIn(text)).toEqual(expected);
  });

  it('come with every value that was written, also within strings and other objects', () => {
    const { value, repeated } = parseExact('{"a": {"b":[1,2]} ,"c":",a","a":"}\\",","a":12.50}');
    expect(repeated?.get(value as object)).toEqual(new Map([['a', [' {"b":[1,2]} ', '"}\\","', '12.50']]]));
  });

  it('are found where the name is that of a prototype', () => {
    const [[parsed, names] = []] = repeatedIn('{"__proto__":{"a":1},"__proto__":{"a":2},"a":3}');
    expect(names).toEqual(['__proto__']);
    expect(Object.keys(parsed ?? {})).toEqual(['__proto__', 'a']);
  });

  it('within a member that another one replaced cost nothing but that one', () => {
    expect(repeatedIn('{"a":{"b":1,"b":2},"a":3}')).toEqual([[{ a: 3 }, ['a']]]);
    expect(repeatedIn('{"a":[{},{"b":1,"b":2}],"a":[1]}')).toEqual([[{ a: [1] }, ['a']]]);
    expect(repeatedIn('{"a":{"b":1,"b":2},"a":1.50}')).toHaveLength(1);
  });

  it('are found in nesting that no recursion survives', () => {
    const depth = 100_000;
    expect(repeatedIn(`${'[{"a":'.repeat(depth)}{"b":1,"b":1}${'}]'.repeat(depth)}`)).toHaveLength(1);
  });

  it('are those that occur in an object more than once, whatever the text', () => {
    // Not a backslash alone: V8 of Node 24 then takes a later name of one quote for it.
    const name = fc.constantFrom('a', 'b', '"', ':', '__proto__', 'é');
    const members = fc.array(fc.tuple(name, fc.json({ maxDepth: 1 })), { maxLength: 6 });
    fc.assert(
      fc.property(members, (each) => {
        const text = `{${each.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(' ,')}}`;
        const given = each.map(([key]) => key);
        const repeated = given.filter((key, index) => given.indexOf(key) < index);
        const [, names] =
          repeatedIn(`[${text}]`).find(([parsed]) => given.every((key) => Object.hasOwn(parsed, key))) ?? [];
        expect(new Set(names)).toEqual(new Set(repeated));
      }),
      { seed: 17, numRuns: 500 },
    );
  });
});
