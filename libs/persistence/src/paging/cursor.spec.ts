import { describe, expect, it } from '@jest/globals';
import { CursorError, cursorOf, parseCursor } from './cursor.js';

describe('a cursor', () => {
  it('returns the sort key that it was made of', () => {
    const key = ['2026-01-01T00:00:00Z', 'Ä/+="'];
    expect(parseCursor(cursorOf(...key), 2)).toEqual(key);
    expect(cursorOf(...key)).toMatch(/^[\w-]+$/);
  });

  it.each([
    ['of no form', 'x'],
    ['of another list', cursorOf('one')],
    ['that is JSON of something else', Buffer.from('{"0":"a"}').toString('base64url')],
    ['with numbers in it', Buffer.from('[1,2]').toString('base64url')],
    ['that is empty', ''],
    ['with a text that no database stores', cursorOf('a\0', 'b')],
    ['with half a character', cursorOf('a', '\uD83D')],
  ])('%s is refused', (_, cursor) => {
    expect(() => parseCursor(cursor, 2)).toThrow(CursorError);
  });
});
