import { describe, expect, it } from '@jest/globals';
import { Message, NotConformantError } from '../message.js';
import { openEnumeration } from './enumeration.js';
import { list } from './list.js';
import { integer } from './number.js';
import { mandatory, object, optional } from './object.js';
import { records } from './records.js';
import { atLeastOne, exactlyOne, notHere, notTogether } from './rules.js';
import { text } from './text.js';
import { variants } from './variants.js';

const inner = object({ Name: mandatory(text()), Size: optional(integer()) });
const outer = new Message(
  'The thing',
  object({ Inner: mandatory(inner), Tags: optional(list(text()), 'Labels'), Count: optional(integer()) }),
);

const oddities = (found: unknown): readonly string[] =>
  outer.readValue(found).violations.map(({ code, pointer }) => `${code} ${pointer}`);

describe('an object', () => {
  it('reports place and reason of everything that is wrong, as a sentence', () => {
    const { violations } = outer.readValue({ Inner: { Size: 'x' }, Tags: ['a', 5], count: 1.5 });
    expect(violations.map(({ pointer, message }) => [pointer, message])).toEqual([
      ['/Inner/Size', 'Size is "x", not a number'],
      ['/Inner/Name', 'Name is mandatory and missing'],
      ['/Tags/1', 'Entry 1 of Tags is a number, not a text'],
      ['/count', 'count is spelled Count in OICP 2.3'],
      ['/count', 'count is 1.5, not a whole number'],
    ]);
  });

  it('does not report a field as missing that was sent but could not be read', () => {
    expect(oddities({ Inner: 7 })).toEqual(['wrong-type /Inner']);
    expect(oddities({ inner: 7 })).toEqual(['other-spelling /inner', 'wrong-type /inner']);
  });

  it('knows a field by every name it was given', () => {
    expect(outer.readValue({ Inner: { Name: 'a' }, labels: ['x'] }).value.Tags).toEqual(['x']);
    expect(outer.readValue({ Inner: { Name: 'a' }, 'T-a-g-s': ['x'] }).value.Tags).toEqual(['x']);
  });

  it('reads the first of two other spellings and reports the second', () => {
    const { value, violations } = outer.readValue({ Inner: { Name: 'a' }, COUNT: 1, count: 2 });
    expect(value.Count).toBe(1);
    expect(violations.map(({ code }) => code)).toEqual(['other-spelling', 'repeated-field']);
  });

  it('reports a field that the text gives twice, wherever it is', () => {
    const repeatedIn = (text: string): readonly string[] =>
      outer.read(text).violations.map(({ code, pointer, message }) => `${code} ${pointer}: ${message}`);
    expect(repeatedIn('{"Inner":{"Name":"a","Name":"b"},"Count":1,"Count":2}')).toEqual([
      'repeated-field /Count: Count is given more than once; the last one is used',
      'repeated-field /Inner/Name: Name is given more than once; the last one is used',
    ]);
    expect(repeatedIn('{"Inner":{"Name":"a"},"x":[{"y":1,"y":1}]}')).toEqual([
      'unknown-field /x: x is not a field of OICP 2.3 here; it is retained',
      'repeated-field /x: x has members that are given more than once; the last one is used',
    ]);
    expect(outer.read('{"Inner":{"Name":"a"},"Count":1,"Count":2}').value.Count).toBe(2);
  });

  it('retains fields named like parts of a prototype as fields', () => {
    const body = '{"Inner":{"Name":"a"},"__proto__":{"polluted":true},"constructor":1,"toString":{"a":[]}}';
    const { value } = outer.read(body);
    expect(Object.keys(value).toSorted()).toEqual(['Inner', '__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(JSON.parse(outer.write(value as never))).toEqual(JSON.parse(body));
  });

  it('removes what is nested too deeply and retains the rest', () => {
    const deep = JSON.parse(
      `{"Inner":{"Name":"a"},"New":{"shallow":1,"deep":${'['.repeat(100)}1${']'.repeat(100)}}}`,
    ) as object;
    const { value, violations } = outer.readValue(deep);
    expect(violations.map(({ code }) => code)).toEqual(['unknown-field', 'too-deep']);
    expect(value).toMatchObject({ Inner: { Name: 'a' }, New: { shallow: 1 } });
    expect(JSON.stringify(value)).toContain('[null]');
  });

  it('is read from its parsed value without changing it', () => {
    const found = { inner: { Name: 'a', Size: null }, Tags: 'x', New: { a: 1 } };
    const before = structuredClone(found);
    outer.readValue(found);
    expect(found).toEqual(before);
    const frozen = Object.freeze({ ...found, Tags: Object.freeze(['x', 5]) });
    expect(outer.readValue(frozen).value).toMatchObject({ Inner: { Name: 'a' }, Tags: ['x', '5'] });
  });

  it('shows a field that was null, misspelled or unreadable as undefined, which JSON leaves out', () => {
    const { value } = outer.readValue({ inner: { Name: 'a', Size: 'x' }, Count: null });
    expect(value.Count).toBeUndefined();
    expect(JSON.stringify(value)).toBe('{"Inner":{"Name":"a"}}');
  });

  it.each([
    ['', 'empty-body'],
    [' \n', 'empty-body'],
    ['{', 'not-json'],
    ['null', 'wrong-type'],
    ['[]', 'wrong-type'],
    ['"text"', 'wrong-type'],
    ['7', 'wrong-type'],
  ])('that is the body %j is empty, and %s says why', (body, code) => {
    expect(outer.read(body)).toMatchObject({
      value: {},
      violations: [{ code, pointer: '', severity: 'loss' }],
    });
  });
});

describe('writing', () => {
  it('leaves out what is undefined, in the order of the declaration', () => {
    expect(outer.write({ Count: 1, Tags: undefined, Inner: { Size: 2, Name: 'a' } })).toBe(
      '{"Inner":{"Name":"a","Size":2},"Count":1}',
    );
  });

  it('refuses what is not conformant, and names everything', () => {
    const careless = { Inner: { Name: 5 }, Count: 1.5 } as never;
    expect(() => outer.write(careless)).toThrow(NotConformantError);
    expect(() => outer.write(careless)).toThrow('Name is a number, not a text (/Inner/Name), and 1 more');
    expect(outer.check(careless).map(({ pointer }) => pointer)).toEqual(['/Inner/Name', '/Count']);
  });

  it('refuses a misspelled field, which its reader would have to guess', () => {
    expect(outer.check({ Inner: { Name: 'a' }, count: 1 } as never)).toMatchObject([
      { code: 'other-spelling' },
    ]);
  });
});

describe('the entries of a page', () => {
  const page = new Message('The page', object({ content: mandatory(records(inner)) }));

  it('report into themselves when read, and into the whole when written', () => {
    const { value, violations } = page.readValue({ content: [{ Name: 'a' }, { Size: 'x' }] });
    expect(violations).toEqual([]);
    expect(value.content?.[1]?.violations.map(({ pointer }) => pointer)).toEqual(['/Size', '/Name']);
    expect(page.check({ content: [{ Name: 'a' }, {} as never] })).toMatchObject([
      { pointer: '/content/1/Name' },
    ]);
  });

  it('may be sent as a single record', () => {
    const { value, violations } = page.readValue({ content: { Name: 'a' } });
    expect(value.content).toEqual([{ value: { Name: 'a' }, violations: [] }]);
    expect(violations).toMatchObject([{ code: 'single-for-list', pointer: '/content' }]);
  });
});

describe('variants', () => {
  const cat = object({ Kind: mandatory(openEnumeration('Cat')), Lives: mandatory(integer()) });
  const dog = object({ Kind: mandatory(openEnumeration('Dog')), Tricks: mandatory(integer()) });
  const any = object({
    Kind: mandatory(openEnumeration('Cat', 'Dog')),
    Lives: optional(integer()),
    Tricks: optional(integer()),
  });
  const pet = new Message('The pet', variants('Kind', { Cat: cat, Dog: dog }, any));

  it('follow the declaration that their tag names, in whatever spelling', () => {
    expect(
      pet.readValue({ kind: 'DOG', Lives: 1 }).violations.map(({ code, pointer }) => `${code} ${pointer}`),
    ).toEqual([
      'other-spelling /kind',
      'other-spelling /kind',
      'missing /Tricks',
      'field-of-another-type /Lives',
    ]);
    expect(pet.write({ Kind: 'Cat', Lives: 9 })).toBe('{"Kind":"Cat","Lives":9}');
  });

  it('parse a field of another declaration like any other, and lose only that field if it cannot be parsed', () => {
    const cat = pet.readValue({ Kind: 'Cat', Lives: 9, Tricks: '3' });
    expect(cat.value).toEqual({ Kind: 'Cat', Lives: 9, Tricks: 3 });
    expect(cat.violations.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'converted-type /Tricks',
      'field-of-another-type /Tricks',
    ]);
    expect(pet.readValue({ Kind: 'Cat', Lives: 9, Tricks: { many: 3 } })).toMatchObject({
      value: { Kind: 'Cat', Lives: 9, Tricks: undefined },
      violations: [{ code: 'wrong-type', pointer: '/Tricks' }],
    });
  });

  it('without a known tag have every field of all of them', () => {
    const bird = pet.readValue({ Kind: 'Bird', Lives: 1, Tricks: 2 });
    expect(bird.value).toEqual({ Kind: 'Bird', Lives: 1, Tricks: 2 });
    expect(bird.violations.map(({ code }) => code)).toEqual(['unknown-value']);
    expect(pet.readValue({ Lives: 1 }).violations.map(({ code }) => code)).toEqual(['missing']);
    expect(pet.readValue([]).violations.map(({ code }) => code)).toEqual(['wrong-type']);
  });
});

describe('rules between fields', () => {
  const fields = { A: optional(text()), B: optional(text()) };
  const codes = (rule: ReturnType<typeof exactlyOne>, value: object): readonly string[] =>
    new Message('It', object(fields, { rules: [rule] })).readValue(value).violations.map(({ code }) => code);

  it.each([
    ['exactly one', exactlyOne('A', 'B'), [['none-given'], [], ['several-given']]],
    ['at least one', atLeastOne('A', 'B'), [['none-given'], [], []]],
    ['not together', notTogether('A', 'B'), [[], [], ['not-together']]],
    ['not here', notHere('B', 'it is elsewhere'), [[], [], ['not-here']]],
  ])('%s', (_, rule, expected) => {
    expect([{}, { A: 'a' }, { A: 'a', B: 'b' }].map((value) => codes(rule, value))).toEqual(expected);
  });
});
