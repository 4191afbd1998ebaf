import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CHARGING_POOL_ID_FORM, chargingPoolIdKey, conformantChargingPoolId } from './charging-pool-id.js';
import { EVCO_ID_FORM, conformantEvcoId, evcoIdKey, parseEvcoId } from './evco-id.js';
import { EVSE_ID_FORM, conformantEvseId, evseCountry, evseIdKey, parseEvseId } from './evse-id.js';
import { OPERATOR_ID_FORM, conformantOperatorId, operatorIdKey, parseOperatorId } from './operator-id.js';
import { PROVIDER_ID_FORM, parseProviderId, providerIdKey } from './provider-id.js';
import {
  readSessionId,
  isSessionId,
  SESSION_ID_FORM,
  sessionIdKey,
  storedSessionIdKeys,
} from './session-id.js';

const letters = (least: number, most = least): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[A-Z]{${least},${most}}$`));
const alphanumerics = (least: number, most = least): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[A-Z0-9]{${least},${most}}$`));
const digits = (least: number, most = least): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`));

/** Any way to write the parts of an ISO identifier: with or without separators, in any case. */
const written = (parts: readonly string[], separator: string): fc.Arbitrary<string> => {
  const all = parts.join('').length;
  const choices = (length: number): fc.Arbitrary<boolean[]> =>
    fc.array(fc.boolean(), { minLength: length, maxLength: length });
  return fc.tuple(choices(parts.length), choices(all + parts.length)).map(([separated, small]) => {
    const text = parts.map((part, index) => (index > 0 && separated[index] ? separator : '') + part).join('');
    return text.replaceAll(/[A-Z]/g, (letter, at: number) => (small[at] ? letter.toLowerCase() : letter));
  });
};

const isoKinds = {
  EvseID: {
    parts: fc.tuple(
      letters(2),
      alphanumerics(3),
      alphanumerics(1, 12).map((rest) => `E${rest}`),
    ),
    separator: '*',
    key: evseIdKey,
    form: EVSE_ID_FORM,
    conformant: conformantEvseId,
  },
  OperatorID: {
    parts: fc.tuple(letters(2), alphanumerics(3)),
    separator: '*',
    key: operatorIdKey,
    form: OPERATOR_ID_FORM,
    conformant: conformantOperatorId,
  },
  ProviderID: {
    parts: fc.tuple(letters(2), alphanumerics(3)),
    separator: '-',
    key: providerIdKey,
    form: PROVIDER_ID_FORM,
    conformant: (text: string) => text.trim(),
  },
  EvcoID: {
    parts: fc.tuple(
      letters(2),
      alphanumerics(3),
      alphanumerics(8).map((rest) => `C${rest}`),
      alphanumerics(1),
    ),
    separator: '-',
    key: evcoIdKey,
    form: EVCO_ID_FORM,
    conformant: conformantEvcoId,
  },
  ChargingPoolID: {
    parts: fc.tuple(
      letters(2),
      alphanumerics(3),
      alphanumerics(1, 12).map((rest) => `P${rest}`),
    ),
    separator: '*',
    key: chargingPoolIdKey,
    form: CHARGING_POOL_ID_FORM,
    conformant: conformantChargingPoolId,
  },
};

describe.each(Object.entries(isoKinds))('an ISO %s', (_, { parts, separator, key, form, conformant }) => {
  it('has one key for all separators and cases, and the key itself can be parsed', () => {
    fc.assert(
      fc.property(
        (parts as fc.Arbitrary<readonly string[]>).chain((each) =>
          fc.record({ each: fc.constant(each), text: written(each, separator) }),
        ),
        ({ each, text }) => {
          expect(conformant(`${text} `)).toMatch(form);
          expect(key(conformant(text) ?? '')).toBe(key(text));
          expect(key(text)).toBe(each.join(''));
          expect(key(key(text))).toBe(key(text));
          expect(key(`  ${text}\t`)).toBe(key(text));
        },
      ),
      { seed: 1 },
    );
  });

  it('shares its key with no other identity', () => {
    const two = parts as fc.Arbitrary<readonly string[]>;
    fc.assert(
      fc.property(two, two, (one, other) => {
        const equal = one.join('') === other.join('');
        expect(key(one.join(separator)) === key(other.join(separator))).toBe(equal);
      }),
      { seed: 2 },
    );
  });
});

describe('the form of an identifier that HBS accepts', () => {
  it('is its original form, in capitals if the pattern requires it, and undefined if there is none', () => {
    expect(readSessionId(' f98efba4-02d8-4fa0-b810-9a9d50d2c527')).toBe(
      'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
    );
    expect(conformantEvseId('+49*810*000*438 ')).toBe('+49*810*000*438');
    expect(conformantEvcoId('de*8eo*aet5e4*x')).toBe('DE*8EO*AET5E4*X');
    const none = [
      readSessionId('string'),
      conformantEvseId('DE*ABC*12345'),
      conformantEvcoId('DE-8EO-A12345678-3'),
      conformantEvcoId('DE-8EO-C12345678'),
      conformantEvcoId('DE-8EO-C1234567\u00DF-3'),
      conformantOperatorId('CH*SWISSCHARGE'),
      conformantChargingPoolId('DE*ABC*X12'),
    ];
    expect(none.filter((each) => each !== undefined)).toEqual([]);
  });
});

describe('an identifier of any kind', () => {
  const keys = [evseIdKey, operatorIdKey, providerIdKey, evcoIdKey, chargingPoolIdKey, sessionIdKey];

  it('has a key whatever the text, and that key is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...keys), (text, key) => {
        expect(key(key(text))).toBe(key(text));
      }),
      { seed: 3 },
    );
  });

  it.each([
    [
      evseIdKey,
      'DE*ABC*E777*1',
      ['DE ABC E777 1', 'DE–ABC–E777–1', ' de-abc-e777-1 ', 'DE*ABC*E777*1\u200B'],
    ],
    [evseIdKey, '+49*810*000*438', ['+49 810 000 438', '49-810-000-438']],
    [operatorIdKey, 'DE*ABC', ['de abc', 'DE-ABC', 'DE*ABC\u200B']],
    [providerIdKey, 'DE-EMP', ['de emp', 'DE–EMP']],
    [evcoIdKey, 'DE-EMP-C00000001-X', ['de emp c00000001 x', 'DE*EMP*C00000001*X', 'DE–EMP–C00000001–X']],
    [chargingPoolIdKey, 'IT*123*P456', ['it 123 p456', 'IT-123-P456']],
  ])('is stored under one key with any separator (%#)', (key, text, others) => {
    expect(others.map(key)).toEqual(others.map(() => key(text)));
  });

  it('that is separated in other places is stored as another one', () => {
    expect(evseIdKey('DE AB CE1')).not.toBe(evseIdKey('DE*ABC*E1'));
    expect(operatorIdKey('DE AB C')).not.toBe(operatorIdKey('DE*ABC'));
  });

  it('that is unreadable never has the key of a readable one', () => {
    expect(evseIdKey('DE*ABC*E')).not.toBe(evseIdKey('DE*ABC*E*'));
    expect(evseIdKey('DEABCE\u00DF')).not.toBe(evseIdKey('DEABCESS'));
    expect(operatorIdKey('CH*SWISSCHARGE')).toBe('CH*SWISSCHARGE');
  });
});

describe('an EvseID', () => {
  it('in ISO form names its operator part', () => {
    expect(parseEvseId('ch*swiee10302')).toEqual({
      text: 'ch*swiee10302',
      notation: 'ISO',
      key: 'CHSWIEE10302',
      operatorPart: 'CHSWI',
    });
    expect(evseIdKey('DE*ABC*E1*2')).toBe(evseIdKey('DEABCE12'));
  });

  it('in DIN form retains its separators, because they belong to the identity', () => {
    expect(parseEvseId('+49*810*000*438')).toEqual({
      text: '+49*810*000*438',
      notation: 'DIN',
      key: '+49*810*000*438',
      operatorPart: '+49*810',
    });
    expect(evseIdKey('+49*810*000*438')).not.toBe(evseIdKey('+49*810*0004*38'));
    expect(evseIdKey('49*810*000*438')).toBe(evseIdKey('+49*810*000*438'));
    expect(parseEvseId('+49810000438')).toBeUndefined();
  });

  it.each([
    ['ch*swiee10302', 'CH'],
    ['+49*810*000*438', '+49'],
    ['49*810*000*438', '+49'],
    ['1', undefined],
  ])('%s is in the country %s', (text, country) => {
    expect(evseCountry(text)).toBe(country);
  });

  it('in DIN form shares its key with no other identity', () => {
    const din = fc
      .tuple(digits(1, 3), digits(3), fc.stringMatching(/^[0-9*]{1,8}$/))
      .map((parts) => parts.join('*'));
    fc.assert(
      fc.property(din, din, fc.boolean(), (one, other, plus) => {
        expect(evseIdKey(plus ? `+${one}` : one) === evseIdKey(other)).toBe(one === other);
      }),
      { seed: 4 },
    );
  });
});

describe('an OperatorID', () => {
  it('in DIN form retains its separator', () => {
    expect(parseOperatorId('49*536')).toMatchObject({ notation: 'DIN', key: '+49*536' });
    expect(parseOperatorId('+49536')).toBeUndefined();
  });
});

describe('a ProviderID', () => {
  it('is one identity in ISO and DIN form', () => {
    const keys = ['DE8EO', 'DE-8EO', 'DE*8EO', 'de-8eo'].map(providerIdKey);
    expect(new Set(keys)).toEqual(new Set(['DE8EO']));
    expect(parseProviderId('DE|8EO')).toBeUndefined();
  });
});

describe('a SessionID', () => {
  it('means the same in either case', () => {
    const text = 'b2688855-7f00-0002-6d8e-48d883f6abb6';
    expect(text).toMatch(SESSION_ID_FORM);
    expect(sessionIdKey(text.toUpperCase())).toBe(text);
    expect(sessionIdKey('string')).not.toBe(sessionIdKey('STRING'));
  });

  it.each([
    ['without hyphens', 'b26888557f0000026d8e48d883f6abb6'],
    ['without hyphens, in capitals', 'B26888557F0000026D8E48D883F6ABB6'],
    ['in braces', '{B2688855-7F00-0002-6D8E-48D883F6ABB6}'],
    ['in parentheses', '(b2688855-7f00-0002-6d8e-48d883f6abb6)'],
    ['as a URN', 'urn:uuid:b2688855-7f00-0002-6d8e-48d883f6abb6'],
    ['with blanks around it', ' b2688855-7f00-0002-6d8e-48d883f6abb6\u00A0'],
  ])('%s is the same session', (_, text) => {
    expect(sessionIdKey(text)).toBe('b2688855-7f00-0002-6d8e-48d883f6abb6');
    expect(isSessionId(text)).toBe(true);
  });

  it.each([
    '',
    'b2688855',
    'b26888557f0000026d8e48d883f6abb67',
    'b268885-57f00-0002-6d8e-48d883f6abb6',
    '{}',
  ])('%p is not a SessionID', (text) => {
    expect(isSessionId(text)).toBe(false);
    expect(sessionIdKey(text)).toBe(text);
  });

  it('without hyphens is also searched for as earlier releases stored it', () => {
    const bare = 'b26888557f0000026d8e48d883f6abb6';
    const hyphenated = 'b2688855-7f00-0002-6d8e-48d883f6abb6';
    expect(storedSessionIdKeys(hyphenated)).toEqual([hyphenated, bare, bare.toUpperCase()]);
    expect(storedSessionIdKeys(`{${hyphenated}}`)).toContain(`{${hyphenated}}`);
    expect(storedSessionIdKeys('string')).toEqual(['string']);
  });
});

describe('an EvcoID', () => {
  it('is parsed in every form of the specification, with and without check digit', () => {
    expect(parseEvcoId('DE-8EO-CAet5e4XY-3')).toEqual({
      text: 'DE-8EO-CAet5e4XY-3',
      notation: 'ISO',
      key: 'DE8EOCAET5E4XY3',
      keyWithoutCheckDigit: 'DE8EOCAET5E4XY',
      checkDigit: '3',
      providerPart: 'DE8EO',
    });
    expect(parseEvcoId('DE*8EO*Aet5e4*3')).toMatchObject({
      notation: 'DIN',
      key: 'DE8EOAET5E43',
      keyWithoutCheckDigit: 'DE8EOAET5E4',
      checkDigit: '3',
    });
    expect(parseEvcoId('DE8EOCAet5e4XY')).toMatchObject({ notation: 'ISO', checkDigit: undefined });
    expect(parseEvcoId('DE8EOAet5e4')).toMatchObject({ notation: 'DIN', checkDigit: undefined });
    expect(parseEvcoId('DE-8EO-Aet5e4-3')).toMatchObject({ key: 'DE8EOAET5E43' });
  });

  it('has the key without check digit whether or not one was written', () => {
    const [with_, without] = ['NL-TNM-C00122045-K', 'NLTNMC00122045'].map((text) => parseEvcoId(text)!);
    expect(with_!.keyWithoutCheckDigit).toBe(without!.key);
  });

  it('has the right length, only ASCII letters, and no pipe as in Hubject’s pattern', () => {
    for (const text of ['DE-8EO', 'NLTNM076', 'DE8EOAet5e4K', 'DE|8EO|Aet5e4|3', 'DE-8EO-CÄet5e4XY-3', '']) {
      expect(parseEvcoId(text)).toBeUndefined();
    }
  });
});
