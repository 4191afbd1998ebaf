import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { findJsonFault } from './json-fault.js';

function isBroken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

describe('the place at which a text ceases to be JSON', () => {
  it.each([
    ['{', 1, 2],
    ['{"status": }', 1, 12],
    ['{"status": "active"', 1, 20],
    ['{"status": "act', 1, 16],
    ['{"status": active}', 1, 12],
    ["{'status': 1}", 1, 2],
    ['{\n  "status": "active",\n}', 3, 1],
    ['{\r\n  "ü🔋": 01\r\n}', 2, 10],
    ['{"a": 1} {}', 1, 10],
    ['{"a": 1,, "b": 2}', 1, 9],
    ['[1, 2', 1, 6],
    ['nul', 1, 4],
    ['status=active', 1, 1],
    ['{"a": "x\ny"}', 1, 9],
  ])('is found: %j at line %d, column %d', (text, line, column) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(findJsonFault(text)).toEqual({ line, column });
  });

  it('is found in every text that JSON.parse refuses, however deep, and never throws', () => {
    expect(findJsonFault('['.repeat(300_000))).toEqual({ line: 1, column: 300_001 });
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', ',', '}', '\\', '\u0000', 'é'))
      .map(
        ([text, at, put]) =>
          text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1),
      );
    fc.assert(
      fc.property(broken.filter(isBroken), (text) => expect(findJsonFault(text)).toBeDefined()),
      { numRuns: 500 },
    );
  });
});
