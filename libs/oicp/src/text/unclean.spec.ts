import { describe, expect, it } from '@jest/globals';
import { displayText } from './unclean.js';

describe('a text for people', () => {
  it.each([
    'ABC Charging Station',
    'Café, 2. Stock – Straße',
    '',
    'The contract is blocked. The driver should contact their provider.',
  ])('stays as it was sent where everything in it can be seen: %j', (text) => {
    expect(displayText(text)).toBe(text);
  });

  it.each([
    [' leading', 'leading'],
    ['trailing\u1680', 'trailing'],
    ['two  blanks', 'two blanks'],
    ['two\n\tlines', 'two lines'],
    ['no\u00A0break', 'no break'],
    ['soft\u00ADhyphen', 'softhyphen'],
    ['\uFEFF', ''],
    ['half \uD83D', 'half \uFFFD'],
  ])('has blanks of one kind, and nothing that cannot be seen: %j', (text, shown) => {
    expect(displayText(text)).toBe(shown);
  });
});
