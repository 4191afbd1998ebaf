import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { dinCheckDigit, isoCheckDigit } from './check-digit.js';
import { computedCheckDigit, parseEvcoId, withCheckDigit } from './evco-id.js';

describe('the check digit of an ISO contract', () => {
  // The vectors of eMI³'s paper, and those in the public tests of NewMotion's mobilityid.
  it.each([
    ['NN123ABCDEFGHI', 'T'],
    ['FRXYZ123456789', '2'],
    ['ITA1B2C3E4F5G6', '4'],
    ['ESZU8WOX834H1D', 'R'],
    ['PT73902837ABCZ', 'Z'],
    ['DE83DUIEN83QGZ', 'D'],
    ['DE83DUIEN83ZGQ', 'M'],
    ['DE8AA001234567', '0'],
    ['NLTNM000122045', 'U'],
    ['NLTNM000722345', 'X'],
    ['NLTNMC00122045', 'K'],
  ])('of %s is %s', (contract, digit) => {
    expect(isoCheckDigit(contract)).toBe(digit);
    expect(isoCheckDigit(contract.toLowerCase())).toBe(digit);
  });

  it('detects one wrong character and two swapped neighbours', () => {
    const contract = fc.stringMatching(/^[A-Z]{2}[A-Z0-9]{12}$/);
    const position = fc.integer({ min: 2, max: 12 });
    fc.assert(
      fc.property(contract, position, fc.stringMatching(/^[A-Z0-9]$/), (text, at, other) => {
        const wrong = `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
        const swapped = `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`;
        expect(isoCheckDigit(wrong) === isoCheckDigit(text)).toBe(wrong === text);
        expect(isoCheckDigit(swapped) === isoCheckDigit(text)).toBe(swapped === text);
      }),
      { seed: 5 },
    );
  });

  it('is computed only from fourteen letters and digits', () => {
    for (const text of ['', 'DE8AA0012345678', 'DE8AA00123456', 'Å∏@*(Td🈺gaR^&(%', 'DE٨٣DUIEN٨٣QG']) {
      expect(() => isoCheckDigit(text)).toThrow(RangeError);
    }
  });
});

describe('the check digit of a DIN contract', () => {
  // The vectors in the public tests of NewMotion's mobilityid.
  it.each([
    ['INTNM000071', '9'],
    ['INTNM000110', 'X'],
    ['INTNM000124', '0'],
    ['INTNM000114', '6'],
    ['INTNM000191', '5'],
    ['NLTNM122045', '0'],
    ['NLTNM012204', '5'],
  ])('of %s is %s', (contract, digit) => {
    expect(dinCheckDigit(contract)).toBe(digit);
  });

  it('is computed only from eleven letters and digits', () => {
    expect(() => dinCheckDigit('NLTNM01220')).toThrow(RangeError);
    expect(() => dinCheckDigit('NL-TNM-0122')).toThrow(RangeError);
  });
});

describe('an EvcoID that we issue', () => {
  it.each([
    ['NL-TNM-C00122045', 'NL-TNM-C00122045-K'],
    ['NLTNMC00122045', 'NLTNMC00122045K'],
    ['NL-TNM-C00122045-3', 'NL-TNM-C00122045-K'],
    ['IN*TNM*000110', 'IN*TNM*000110*X'],
    ['NL-TNM-012204-5', 'NL-TNM-012204-5'],
  ])('gets its check digit in its own separators: %s becomes %s', (contract, issued) => {
    expect(withCheckDigit(parseEvcoId(contract)!)).toBe(issued);
  });

  it('has the right check digit, and is parsed with it', () => {
    const contract = fc.stringMatching(/^[A-Z]{2}-[A-Z0-9]{3}-C[A-Z0-9]{8}$/);
    fc.assert(
      fc.property(contract, (text) => {
        const issued = parseEvcoId(withCheckDigit(parseEvcoId(text)!))!;
        expect(issued.checkDigit).toBe(computedCheckDigit(issued));
        expect(issued.keyWithoutCheckDigit).toBe(parseEvcoId(text)!.key);
      }),
      { seed: 6 },
    );
  });
});
