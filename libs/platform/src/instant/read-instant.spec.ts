import { describe, expect, it } from '@jest/globals';
import { assert, date, integer, property } from 'fast-check';
import { readInstant } from './read-instant.js';

describe('an instant in a request', () => {
  it.each([
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31t12:00:00z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31T12:00:00.5+02:00', '2026-01-31T10:00:00.500Z'],
    ['2026-01-31T12:00:00.123456789Z', '2026-01-31T12:00:00.123456Z'],
    ['2026-01-31T12:00:00+16:00', '2026-01-30T20:00:00.000Z'],
    ['2026-01-31T12:00:00+23:59', '2026-01-30T12:01:00.000Z'],
    ['2026-01-31T12:00:00-23:59', '2026-02-01T11:59:00.000Z'],
    ['2026-01-31T12:00:00-00:00', '2026-01-31T12:00:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2017-01-01T08:59:60.25+09:00', '2017-01-01T00:00:00.250Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
  ])('is read by RFC 3339: %s', (text, utc) => {
    expect(readInstant(text)).toEqual({ utc });
  });

  it.each([
    ['', 'such as'],
    ['2026-01-31', 'such as'],
    ['2026-01-31T12:00Z', 'such as'],
    ['2026-01-31T12:00:00', 'such as'],
    ['2026-01-31 12:00:00Z', 'such as'],
    ['2026-01-31T12:00:00+0200', 'such as'],
    ['٢٠٢٦-01-31T12:00:00Z', 'such as'],
    ['2026-01-31T12:00:00Z\n', 'such as'],
    ['+002026-01-31T12:00:00Z', 'such as'],
    ['2026-01-31T12:00:00 02:00', '%2B'],
    ['2026-02-30T12:00:00Z', 'calendar'],
    ['2026-13-01T12:00:00Z', 'calendar'],
    ['2026-00-01T12:00:00Z', 'calendar'],
    ['2026-01-31T24:00:00Z', 'calendar'],
    ['2026-01-31T12:60:00Z', 'calendar'],
    ['2026-01-31T12:00:61Z', 'calendar'],
    ['2026-01-31T12:00:60Z', 'calendar'],
    ['2026-01-31T12:00:00+24:00', 'calendar'],
    ['2026-01-31T12:00:00+02:60', 'calendar'],
    ['1969-12-31T23:59:59Z', '1970'],
    ['1970-01-01T00:00:00+00:01', '1970'],
    ['0000-01-01T00:00:00Z', '1970'],
    ['0099-01-01T00:00:00Z', '1970'],
    ['9999-12-31T23:59:59-00:01', '9999'],
  ])('is refused with what is expected: %j', (text, expected) => {
    expect(readInstant(text)).toEqual({ problem: expect.stringContaining(expected) });
  });

  it('is the same moment whatever its offset', () => {
    const moment = date({
      min: new Date('1971-01-01'),
      max: new Date('9998-12-31'),
      noInvalidDate: true,
    });
    const same = property(moment, integer({ min: -1_439, max: 1_439 }), (at, offset) => {
      const local = new Date(at.valueOf() + offset * 60_000).toISOString().slice(0, -1);
      const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
      const two = (part: number): string => String(part).padStart(2, '0');
      const text = `${local}${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
      expect(readInstant(text)).toEqual({ utc: at.toISOString() });
    });
    assert(same);
  });
});
