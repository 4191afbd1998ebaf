import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { reversedUid, UID_FORM, uidKey } from './uid.js';

describe('a UID', () => {
  it('has one key in either case and with the separators of card lists', () => {
    for (const text of ['04A1B2C3', '04a1b2c3', '04:a1:B2:c3', ' 04-A1-B2-C3 ', '04 a1 b2 c3']) {
      expect(uidKey(text)).toBe('04A1B2C3');
    }
  });

  it('has 8, 14 or 20 hexadecimal digits and nothing else', () => {
    for (const text of ['7568290FFF765F', '00112233445566778899']) expect(uidKey(text)).toBe(text);
    for (const text of ['', '12345ABCD', 'AFFH1768', '0011223344556677', '04A1B2C']) {
      expect(uidKey(text)).toBeUndefined();
    }
  });

  it('read in the other byte order and back is itself', () => {
    expect(reversedUid('04A1B2C3')).toBe('C3B2A104');
    const uid = fc.stringMatching(UID_FORM);
    fc.assert(
      fc.property(uid, (text) => {
        expect(reversedUid(reversedUid(text))).toBe(text);
        expect(reversedUid(text)).toMatch(UID_FORM);
      }),
      { seed: 7 },
    );
  });
});
