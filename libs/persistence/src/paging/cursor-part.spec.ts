import { describe, expect, it } from '@jest/globals';
import { parseInstantPart, parseRowNumberPart, parseUuidPart } from './cursor-part.js';
import { CursorError } from './cursor.js';

describe('a part of a cursor', () => {
  it.each([
    ['2026-01-31T12:00:00.123Z', '2026-01-31T12:00:00.123000Z'],
    ['2026-01-31T12:00:00.123456Z', '2026-01-31T12:00:00.123456Z'],
    ['2026-01-31 12:00:00+00', '2026-01-31T12:00:00.000000Z'],
    ['2026-01-31 12:00:00.5+05:30', '2026-01-31T06:30:00.500000Z'],
    ['1950-01-31 12:00:00-08', '1950-01-31T20:00:00.000000Z'],
  ])('is an instant, in UTC and to the microsecond: %s', (part, utc) => {
    expect(parseInstantPart(part)).toBe(utc);
  });

  it.each([
    undefined,
    '',
    'infinity',
    '2026-02-30T12:00:00Z',
    '2026-99-99 99:99:99+00',
    '0000-01-01T00:00:00Z',
    '+275760-09-13T00:00:00.000Z',
    '2026-01-31T12:00:00',
  ])('is not an instant: %j', (part) => {
    expect(() => parseInstantPart(part)).toThrow(CursorError);
  });

  it('is a UUID or the number of a row, or the cursor is of another list', () => {
    expect(parseUuidPart('4f9c1a0e-8f0b-4c5a-9a63-2f2d0f4f3a11')).toBe(
      '4f9c1a0e-8f0b-4c5a-9a63-2f2d0f4f3a11',
    );
    expect(parseRowNumberPart('123456789012345678')).toBe('123456789012345678');
    for (const part of [undefined, '', '-'.repeat(36), 'x'])
      expect(() => parseUuidPart(part)).toThrow(CursorError);
    for (const part of [undefined, '', '-1', '1e3', '9'.repeat(19)])
      expect(() => parseRowNumberPart(part)).toThrow(CursorError);
  });
});
