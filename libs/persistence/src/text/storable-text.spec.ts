import { describe, expect, it } from '@jest/globals';
import { isStorableText, storableText } from './storable-text.js';

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
});
