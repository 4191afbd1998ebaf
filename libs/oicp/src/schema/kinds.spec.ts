import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { NumberText } from '../json/number-text.js';
import { boolean } from './boolean.js';
import { Decimal, decimal } from './decimal.js';
import { closedEnumeration, openEnumeration } from './enumeration.js';
import { Inspection } from './inspection.js';
import { instant, Instant } from './instant.js';
import type { Kind } from './kind.js';
import { list } from './list.js';
import { integer, number } from './number.js';
import { text } from './text.js';

/** The value, and each violation as a code. */
function read<Lenient>(
  kind: Kind<unknown, Lenient>,
  found: unknown,
): readonly [Lenient | undefined, ...string[]] {
  const inspection = new Inspection('It');
  const value = kind.read(found, inspection);
  return [value, ...inspection.violations.map(({ code }) => code)];
}

function sentenceOf(kind: Kind<unknown>, found: unknown): string | undefined {
  const inspection = new Inspection('It');
  kind.read(found, inspection);
  return inspection.violations[0]?.message;
}

describe('a text', () => {
  const short = text({ least: 2, most: 4, form: /^[a-z]*$/, expects: 'small letters' });

  it('is retained unchanged, whatever is wrong with it', () => {
    expect(read(short, 'abc')).toEqual(['abc']);
    expect(read(short, 'a')).toEqual(['a', 'too-short']);
    expect(read(short, 'abcde')).toEqual(['abcde', 'too-long']);
    expect(read(short, ' AB ')).toEqual([' AB ', 'wrong-form']);
  });

  it('is also read from numbers and booleans, and from nothing else', () => {
    expect(read(text(), 7513)).toEqual(['7513', 'converted-type']);
    expect(read(text(), new NumberText('22.0'))).toEqual(['22.0', 'converted-type']);
    expect(read(text(), true)).toEqual(['true', 'converted-type']);
    expect(read(text(), ['a'])).toEqual(['a', 'list-for-single']);
    expect(read(text(), [null])).toEqual([undefined, 'missing']);
    expect(read(text(), [['a']])).toEqual([undefined, 'wrong-type']);
    expect(read(text(), { a: 1 })).toEqual([undefined, 'wrong-type']);
  });

  it('is quoted cut and on one line, unless it is confidential', () => {
    expect(sentenceOf(short, `A\n${'B'.repeat(100)}`)).toBe('It has 102 characters, more than 4');
    expect(sentenceOf(text({ form: /^x$/, expects: 'x' }), 'A\nB')).toBe('It is "A\\nB", not x');
    expect(sentenceOf(text({ form: /^x$/, expects: 'x', confidential: true }), 'A')).toBe('It is not x');
  });

  it('is matched quickly, however long it is', () => {
    const slow = text({ form: /^(?:a+)+$/, expects: 'many a' });
    expect(read(slow, `${'a'.repeat(5_000)}!`)).toEqual([`${'a'.repeat(5_000)}!`, 'wrong-form']);
  });
});

describe('a boolean', () => {
  it('is also read from texts and numbers', () => {
    for (const yes of ['true', 'TRUE', ' True ', '1', 1])
      expect(read(boolean, yes)).toEqual([true, 'converted-type']);
    for (const no of ['false', '0', 0]) expect(read(boolean, no)).toEqual([false, 'converted-type']);
    for (const neither of ['yes', '', 2, 'auto'])
      expect(read(boolean, neither)).toEqual([undefined, 'unreadable']);
    expect(read(boolean, { true: true })).toEqual([undefined, 'wrong-type']);
  });
});

describe('a number', () => {
  it('is retained outside its range', () => {
    expect(read(integer({ least: 0, most: 99 }), 99)).toEqual([99]);
    expect(read(integer({ least: 0, most: 99 }), 400)).toEqual([400, 'out-of-range']);
    expect(read(integer({ least: 0, most: 99 }), -1)).toEqual([-1, 'out-of-range']);
    expect(read(integer(), 7.4)).toEqual([7.4, 'not-whole']);
    expect(read(number({ places: 1 }), 7.45)).toEqual([7.45, 'too-precise']);
    expect(read(number({ places: 1 }), 7.4)).toEqual([7.4]);
  });

  it('is read from a text in the form of JSON numbers, or with an unambiguous decimal comma', () => {
    expect(read(integer(), ' 22.0 ')).toEqual([22, 'converted-type']);
    for (const wrong of ['', '22,500', ',5', '22,', '1,2,3', '0x16', 'NaN', 'Infinity', '1 000', '٢٢']) {
      expect(read(number(), wrong)).toEqual([undefined, 'unreadable']);
    }
    for (const [text, value] of [
      ['22,5', 22.5],
      ['0,022', 0.022],
      ['-1500,125', -1_500.125],
    ] as const)
      expect(read(number(), text)).toEqual([value, 'wrong-form']);
  });

  it('is never infinite', () => {
    expect(read(number(), Number.POSITIVE_INFINITY)).toEqual([undefined, 'unreadable']);
    expect(read(number(), new NumberText('1e400'))).toEqual([undefined, 'unreadable']);
    expect(read(number(), true)).toEqual([undefined, 'wrong-type']);
  });
});

describe('a decimal', () => {
  it('is exactly what was written', () => {
    const written = fc.stringMatching(/^-?(?:0|[1-9]\d{0,30})\.\d{1,30}$/);
    fc.assert(
      fc.property(written, (digits) => {
        const [value] = read(decimal(), new NumberText(digits));
        expect(value?.equals(new Decimal(digits))).toBe(true);
        expect(String(decimal().toWire(value)).replace(/\.?0+$/, '')).toBe(
          new Decimal(digits).toFixed().replace(/\.?0+$/, ''),
        );
      }),
      { seed: 41 },
    );
  });

  it('is exact in differences too', () => {
    const [start] = read(decimal(), 0.1);
    const [end] = read(decimal(), '0.3');
    expect(end?.minus(start ?? 0).toString()).toBe('0.2');
  });

  it('reports more decimal places than allowed, not counting trailing zeros', () => {
    expect(read(decimal({ places: 3 }), new NumberText('1.2340'))).toEqual([new Decimal('1.234')]);
    expect(read(decimal({ places: 3 }), 1.2345)).toEqual([new Decimal('1.2345'), 'too-precise']);
  });

  it('does not depend on how others configure decimal.js', () => {
    expect(Decimal.precision).toBe(100);
    expect(new Decimal(1).div(3).toString()).toHaveLength(102);
  });
});

describe('an instant', () => {
  it.each([
    ['2020-09-23T14:17:53.038Z', '2020-09-23T14:17:53.038Z', 0],
    ['2020-09-23T14:17:53Z', '2020-09-23T14:17:53.000Z', 0],
    ['2020-09-23T16:17:53+02:00', '2020-09-23T14:17:53.000Z', 120],
    ['2020-09-23T04:17:53.5-10:00', '2020-09-23T14:17:53.500Z', -600],
    ['2020-02-29T23:59:60Z', '2020-03-01T00:00:00.000Z', 0],
    ['2020-09-24T14:16:53+23:59', '2020-09-23T14:17:53.000Z', 1_439],
  ])('%s is conformant', (written, utc, offsetMinutes) => {
    const [value, ...violations] = read(instant, written);
    expect([value?.toDate().toISOString(), value?.offsetMinutes, violations]).toEqual([
      utc,
      offsetMinutes,
      [],
    ]);
    expect(JSON.stringify(value)).toBe(JSON.stringify(written));
  });

  it.each([
    ['2020-09-23 14:17:53Z', ['wrong-form']],
    ['2020-09-23T14:17Z', ['wrong-form']],
    ['2020-09-23T14:17:53,038Z', ['wrong-form']],
    ['2020-09-23T16:17:53+0200', ['wrong-form']],
    ['2020-09-23T16:17:53+02', ['wrong-form']],
    [' 2020-09-23T14:17:53Z', ['wrong-form']],
    ['2020-09-23T14:17:53', ['no-offset']],
    ['2020-09-23 14:17', ['wrong-form', 'no-offset']],
  ])('%s is read and reported', (written, violations) => {
    const [value, ...reported] = read(instant, written);
    expect(value?.toDate().toISOString().slice(0, 16)).toBe('2020-09-23T14:17');
    expect([value?.text, reported]).toEqual([written, violations]);
  });

  it.each([
    '2023-02-29T00:00:00Z',
    '2023-13-01T00:00:00Z',
    '2023-00-10T00:00:00Z',
    '2023-01-32T00:00:00Z',
    '2023-01-01T24:00:00Z',
    '2023-01-01T00:60:00Z',
    '2023-01-01T00:00:00+99:00',
    '2023-01-01',
    '23.09.2020 14:17',
    'None',
    '',
  ])('%j is not an instant', (written) => {
    expect(read(instant, written)).toEqual([undefined, 'unreadable']);
  });

  it.each(['0001-01-01T00:00:00Z', '0000-02-29T00:00:00+23:59', '9999-12-31T23:59:59-00:01'])(
    '%s is a time that is read and reported [RFC 3339]',
    (written) => {
      const [value, ...reported] = read(instant, written);
      expect([value?.text, reported]).toEqual([written, ['out-of-range']]);
    },
  );

  it('is read with more digits behind the second than can be compared [RFC 3339]', () => {
    expect(Instant.parse('2020-09-23T14:17:53.12345678901234Z')?.canonical).toBe(
      Instant.parse('2020-09-23T14:17:53.123456789012Z')?.canonical,
    );
  });

  it('is not guessed from a number', () => {
    expect(read(instant, 1_600_000_000_000)).toEqual([undefined, 'wrong-type']);
  });

  it('has one canonical text for one moment, down to the last digit', () => {
    const canonical = (written: string): string | undefined => Instant.parse(written)?.canonical;
    expect(canonical('2020-09-23T16:17:53.1+02:00')).toBe(canonical('2020-09-23T14:17:53.100Z'));
    expect(canonical('2020-09-23T14:17:53.1234567Z')).not.toBe(canonical('2020-09-23T14:17:53.1234568Z'));
    expect(canonical('2020-09-23T14:17:53.12340000Z')).toBe(canonical('2020-09-23T14:17:53.1234Z'));
    expect(canonical('2020-09-23T14:17:53')).not.toBe(canonical('2020-09-23T14:17:53Z'));
  });

  it('that we write has the offset of its place', () => {
    const moment = new Date('2020-09-23T14:17:53.038Z');
    expect(Instant.at(moment).text).toBe('2020-09-23T14:17:53.038Z');
    expect(Instant.at(moment, 120).text).toBe('2020-09-23T16:17:53.038+02:00');
    expect(Instant.at(moment, -210).text).toBe('2020-09-23T10:47:53.038-03:30');
    expect(Instant.parse(Instant.at(moment, -210).text)).toEqual(Instant.at(moment, -210));
  });
});

describe('a list of values', () => {
  const open = openEnumeration('Type 2 Outlet', 'CHAdeMO');
  const closed = closedEnumeration('Authorized', 'NotAuthorized');

  it('that is open retains unknown values', () => {
    expect(read(open, 'MCS')).toEqual(['MCS', 'unknown-value']);
    expect(read(open, 22)).toEqual(['22', 'converted-type', 'unknown-value']);
  });

  it('that is closed drops unknown values', () => {
    expect(read(closed, 'Perhaps')).toEqual([undefined, 'not-allowed']);
    expect(read(closed, ['Authorized'])).toEqual(['Authorized', 'list-for-single']);
  });

  it('recognises its values in other spellings', () => {
    expect(read(open, 'type2outlet')).toEqual(['Type 2 Outlet', 'other-spelling']);
    expect(read(closed, 'NOT AUTHORIZED')).toEqual(['NotAuthorized', 'other-spelling']);
  });
});

describe('a list', () => {
  it('reports its length and retains all entries', () => {
    expect(read(list(integer(), { most: 2 }), [1, 2, 3])).toEqual([[1, 2, 3], 'too-many']);
    expect(read(list(integer(), { least: 1 }), [])).toEqual([[], 'too-few']);
  });

  it('leaves out null and unreadable entries', () => {
    expect(read(list(integer()), [1, 'x', null, '4', {}])).toEqual([
      [1, 4],
      'unreadable',
      'missing',
      'converted-type',
      'wrong-type',
    ]);
  });

  it('does not change the list it was given', () => {
    const given = ['1', 2];
    read(list(integer()), given);
    expect(given).toEqual(['1', 2]);
  });
});
