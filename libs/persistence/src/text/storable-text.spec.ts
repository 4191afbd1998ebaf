import { describe, expect, it } from '@jest/globals';
import { isStorableText, keyText, shownText, storableText } from './storable-text.js';

describe('text that PostgreSQL can store', () => {
  it.each([
    ['', ''],
    ['Ä 🔋 \u0007', 'Ä 🔋 \u0007'],
    ['a\0b', 'a\uFFFDb'],
    ['\uD83D', '\uFFFD'],
    ['\uDD0B\uD83D', '\uFFFD\uFFFD'],
    ['🔋\uDD0B', '🔋\uFFFD'],
  ])('replaces in %j only what cannot be stored', (text, stored) => {
    expect(storableText(text)).toBe(stored);
    expect(isStorableText(text)).toBe(text === stored);
  });

  it('is cut for an index and for people, never in the middle of a character', () => {
    expect(keyText('x'.repeat(5_000))).toHaveLength(300);
    expect(shownText('x'.repeat(5_000))).toHaveLength(500);
    expect(keyText(`${'x'.repeat(299)}💡`)).toBe(`${'x'.repeat(299)}\uFFFD`);
    expect(keyText(undefined)).toBeUndefined();
    expect(shownText(undefined)).toBeUndefined();
  });
});
