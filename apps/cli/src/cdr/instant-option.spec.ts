import { describe, expect, it } from '@jest/globals';
import { instantOption } from './instant-option.js';

describe('an option that is a time', () => {
  it.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T12:00:00+23:59', '2026-01-30T12:01:00.000Z'],
  ])('is a day in UTC or a time with its offset: %s', (text, utc) => {
    expect(instantOption(text)).toBe(utc);
  });

  it.each(['', 'today', '2026-02-30', '2026-01-31T12:00:00'])('is refused where it is %j', (text) => {
    expect(() => instantOption(text)).toThrow('It must be a day');
  });
});
