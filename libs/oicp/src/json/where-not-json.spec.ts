import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { whereNotJson } from './where-not-json.js';

function whereIn(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch (error) {
    return whereNotJson(text, error);
  }
  return 'it is JSON';
}

describe('a text that is not JSON', () => {
  it.each([
    ['<a/>', 'line 1, column 1'],
    ['SessionID=1&EvseID=2', 'line 1, column 1'],
    ["{'SessionID': 1}", 'line 1, column 2'],
    ['{\r\n  "a": 1,\n  "b": nope\n}', 'line 3, column 9'],
    ['{"a": "üü" "b"}', 'line 1, column 12'],
    ['{"a": 1} x', 'line 1, column 10'],
    ['{"a": "x\ny"}', 'line 1, column 9'],
    ['{"a": 1,}', 'line 1, column 9'],
  ])('is not JSON from a line and a column on: %j', (text, place) => {
    expect(whereIn(text)).toBe(`it cannot be read from ${place} on`);
  });

  it.each(['{"SessionID": "f98', '[1, 2', '{"a": ', '{"a": 1\n', '['.repeat(100_000)])(
    'ends before it is complete: %#',
    (text) => {
      expect(whereIn(text)).toBe('it ends before it is complete');
    },
  );

  it('never has a place that quotes it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json().map((json) => `${json}04A1B2C3`),
    );
    fc.assert(
      fc.property(text, (each) => {
        expect(whereIn(each) ?? 'it is JSON').toMatch(
          /^(?:it is JSON|it ends before it is complete|it cannot be read from line \d+, column \d+ on)$/,
        );
      }),
      { seed: 14, numRuns: 500 },
    );
  });
});
