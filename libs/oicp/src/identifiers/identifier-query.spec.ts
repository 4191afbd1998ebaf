import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  parseEvcoIdQuery,
  parseEvseIdQuery,
  parseOperatorIdQuery,
  parseProviderIdQuery,
  parseSessionIdQuery,
  parseUidQuery,
} from './identifier-query.js';
import { evcoIdKey } from './evco-id.js';
import { evseIdKey } from './evse-id.js';
import { conformantEvseId, EVSE_ID_FORM } from './evse-id.js';
import { parseLooseEvseId, parseLooseOperatorId } from './loose-identifiers.js';
import { operatorIdKey } from './operator-id.js';
import { sessionIdKey } from './session-id.js';

const SESSION_ID = 'f98efba4-02d8-4fa0-b810-9a9d50d2c527';

describe('what a person writes', () => {
  it.each([
    ['DE*ABC*E1*2', 'DE*ABC*E1*2'],
    ['de*abc*e1*2', 'DE*ABC*E1*2'],
    ['DEABCE12', 'DE*ABC*E1*2'],
    ['DE ABC E1 2', 'DE*ABC*E1*2'],
    ['  de-abc-e1-2  ', 'DE*ABC*E1*2'],
    ['DE * ABC * E1 * 2', 'DE*ABC*E1*2'],
    ['DE–ABC–E12', 'DE*ABC*E12'],
    ['DE\u00A0ABC\u00A0E\u200B12', 'DE*ABC*E12'],
    ['D E A B C E 1 2', 'DE*ABC*E12'],
    ['+49*810*000*438', '+49*810*000*438'],
    ['49*810*000*438', '+49*810*000*438'],
    ['+49 810 000 438', '+49*810*000*438'],
    ['49-810-000-438', '+49*810*000*438'],
    ['+ 49 * 810 * 000 * 438', '+49*810*000*438'],
    ['+49*810*000**438', '+49*810*000**438'],
    ['+49*810*000 ** 438', '+49*810*000**438'],
  ])('as EvseID %p is %s', (written, meant) => {
    expect(parseEvseIdQuery(written).problem).toBeUndefined();
    expect(parseEvseIdQuery(written).keys[0]).toBe(evseIdKey(meant));
    expect(conformantEvseId(parseLooseEvseId(written)?.text ?? '')).toMatch(EVSE_ID_FORM);
  });

  it.each([
    ['de-abc', 'DE*ABC'],
    ['DEABC', 'DE*ABC'],
    ['de abc', 'DE*ABC'],
    ['+49*810', '+49*810'],
    ['49 810', '+49*810'],
    ['+49-810', '+49*810'],
  ])('as OperatorID %p is %s', (written, meant) => {
    expect(parseOperatorIdQuery(written)).toEqual({
      keys: expect.arrayContaining([operatorIdKey(meant)]),
    });
    expect(parseLooseOperatorId(written)?.key).toBe(operatorIdKey(meant));
  });

  it.each([
    ['DE-EMP-C12345678-X', 'DE-EMP-C12345678-X'],
    ['deempc12345678x', 'DE-EMP-C12345678-X'],
    ['DE EMP C12345678 X', 'DE-EMP-C12345678-X'],
    ['DE–EMP–C12345678–X', 'DE-EMP-C12345678-X'],
    ['DE-EMP-C12345678', 'DE-EMP-C12345678-X'],
    ['DE-EMP-C12345678-X', 'DE-EMP-C12345678'],
    ['DE*8EO*Aet5e4', 'DE*8EO*Aet5e4*3'],
    ['de 8eo aet5e4 3', 'DE*8EO*Aet5e4*3'],
  ])('as EvcoID %p finds what is stored as %s', (written, stored) => {
    expect(parseEvcoIdQuery(written)).toEqual({ keys: expect.arrayContaining([evcoIdKey(stored)]) });
  });

  it('as EvcoID with a check digit finds no contract with another one', () => {
    expect(parseEvcoIdQuery('DE-EMP-C12345678-X').keys).not.toContain(evcoIdKey('DE-EMP-C12345678-Y'));
    expect(parseEvcoIdQuery('DE-EMP-C12345678').keys).not.toContain(evcoIdKey('DE-EMP-C12345679-X'));
  });

  it.each(['04:a1:b2:c3:d4:e5:f6', '04 A1 B2 C3 D4 E5 F6', '04-a1-b2-c3-d4-e5-f6', '04a1b2c3d4e5f6'])(
    'as UID %p is the card',
    (written) => expect(parseUidQuery(written)).toEqual({ keys: ['04A1B2C3D4E5F6'] }),
  );

  it.each([
    SESSION_ID,
    SESSION_ID.toUpperCase(),
    SESSION_ID.replaceAll('-', ''),
    ` ${SESSION_ID.replaceAll('-', ' ')}`,
  ])('as SessionID %p is the session', (written) => {
    expect(parseSessionIdQuery(written)).toEqual({
      keys: expect.arrayContaining([sessionIdKey(SESSION_ID)]),
    });
  });

  it.each(['DE-EMP', 'DEEMP', 'de*emp', 'DE EMP', 'de–emp'])('as ProviderID %p is ours', (written) => {
    expect(parseProviderIdQuery(written)).toEqual({ keys: expect.arrayContaining(['DEEMP']) });
  });

  it.each([
    [parseEvseIdQuery, 'nonsense', '"nonsense" is not an EvseID such as DE*ABC*E840*6487'],
    [parseEvseIdQuery, '+49810000438', 'whose separators are part of it'],
    [parseEvseIdQuery, 'x'.repeat(2_000), `"${'x'.repeat(60)}"… is not an EvseID`],
    [parseOperatorIdQuery, '+49810', '"+49810" is not an OperatorID such as DE*ABC'],
    [parseProviderIdQuery, 'EMP', '"EMP" is not a ProviderID such as DE-8EO'],
    [parseEvcoIdQuery, 'DE-EMP', 'this is not an EvcoID such as DE-8EO-CAet5e4XY-3'],
    [parseUidQuery, '04A1', 'this is not a UID of 8, 14 or 20 hexadecimal digits'],
    [parseSessionIdQuery, '4711', '"4711" is not a SessionID'],
  ])('that is not an identifier is reported, and searched for unchanged', (ask, written, problem) => {
    expect(ask(written)).toEqual({
      keys: expect.arrayContaining([written]),
      problem: expect.stringContaining(problem),
    });
  });

  it.each([
    [parseOperatorIdQuery, 'nl*gemeente', 'NL*GEMEENTE'],
    [parseOperatorIdQuery, 'nl-gemeente', 'NL*GEMEENTE'],
    [parseOperatorIdQuery, 'NL GEMEENTE', 'NL*GEMEENTE'],
    [parseOperatorIdQuery, 'NL*GEMEENTE', 'nl-gemeente'],
    [parseEvseIdQuery, 'ch swisscharge e77', 'CH*SWISSCHARGE*E77'],
    [parseEvseIdQuery, 'de–abc–12345–7\u200B', 'DE*ABC*12345*7'],
    [parseProviderIdQuery, 'de-emp1', 'DE*EMP1'],
    [parseEvcoIdQuery, 'de emp 1', 'DE-EMP-1'],
  ])('finds what is stored unreadable in either case and with any separator (%#)', (ask, written, stored) => {
    expect(ask(written)).toEqual({ keys: expect.arrayContaining([stored]), problem: expect.any(String) });
  });

  it('finds what earlier releases stored with other separators', () => {
    expect(parseEvseIdQuery('DE*ABC*E1').keys).toEqual(
      expect.arrayContaining(['DEABCE1', 'DE ABC E1', 'de-abc-e1']),
    );
    expect(parseEvseIdQuery('de abc e1').keys).toContain('de abc e1');
  });

  it('finds no other identity with a spelling', () => {
    expect(parseEvseIdQuery('+49*810*000**438').keys).not.toContain('+49 810 000 438');
    expect(parseEvcoIdQuery('DE-EMP-C000000ß-1').keys).not.toContain('DEEMPC000000SS1');
  });

  it.each([
    [parseEvcoIdQuery, 'DE-EMP-C000000ß-1'],
    [parseEvcoIdQuery, 'DE-EMP-C00000ﬁ1-1'],
    [parseEvcoIdQuery, 'DE-EMP-C000000ſ1-1'],
    [parseEvseIdQuery, 'DE*ABC*Eß'],
    [parseOperatorIdQuery, 'DE*Aß'],
    [parseProviderIdQuery, 'DE-Aﬁ'],
    [parseUidQuery, '04A1B2ﬀ'],
  ])('that is an identifier only in capitals is not one (%#)', (ask, written) => {
    expect(ask(written).problem).toBeDefined();
  });

  it('always finds what arrived exactly so, readable or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseEvseIdQuery(text).keys).toContain(evseIdKey(text));
        expect(parseOperatorIdQuery(text).keys).toContain(operatorIdKey(text));
        expect(parseEvcoIdQuery(text).keys).toContain(evcoIdKey(text));
        expect(parseSessionIdQuery(text).keys).toContain(sessionIdKey(text));
      }),
      { seed: 5 },
    );
  });
});
