import { describe, expect, it } from '@jest/globals';
import { keyText, shownText, storableText } from './storable-text.js';

describe('a text that PostgreSQL must take', () => {
  it.each([
    ['plain', 'DE*ABC*E1', 'DE*ABC*E1'],
    ['with NUL', 'a\0b', 'a\uFFFDb'],
    ['with half a character', 'a\uD800b', 'a\uFFFDb'],
    ['with a whole character of two halves', 'a💡b', 'a💡b'],
    ['empty', '', ''],
  ])('%s keeps everything that can be stored', (_, text, expected) => {
    expect(storableText(text)).toBe(expected);
  });

  it('is cut where an index must take it, and where people read it, never to half a character', () => {
    expect(keyText('x'.repeat(5_000))).toHaveLength(300);
    expect(shownText('x'.repeat(5_000))).toHaveLength(500);
    expect(keyText(`${'x'.repeat(299)}💡`)).toBe(`${'x'.repeat(299)}\uFFFD`);
    expect(keyText(undefined)).toBeUndefined();
    expect(shownText(undefined)).toBeUndefined();
  });
});
