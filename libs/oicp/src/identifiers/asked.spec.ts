import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  askedEvcoId,
  askedEvseId,
  askedOperatorId,
  askedProviderId,
  askedSessionId,
  askedUid,
} from './asked.js';
import { evcoIdKey } from './evco-id.js';
import { evseIdKey } from './evse-id.js';
import { conformantEvseId, EVSE_ID_FORM } from './evse-id.js';
import { evseIdMeant, operatorIdMeant } from './meant.js';
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
    expect(askedEvseId(written).problem).toBeUndefined();
    expect(askedEvseId(written).keys[0]).toBe(evseIdKey(meant));
    expect(conformantEvseId(evseIdMeant(written)?.text ?? '')).toMatch(EVSE_ID_FORM);
  });

  it.each([
    ['de-abc', 'DE*ABC'],
    ['DEABC', 'DE*ABC'],
    ['de abc', 'DE*ABC'],
    ['+49*810', '+49*810'],
    ['49 810', '+49*810'],
    ['+49-810', '+49*810'],
  ])('as OperatorID %p is %s', (written, meant) => {
    expect(askedOperatorId(written)).toEqual({
      keys: expect.arrayContaining([operatorIdKey(meant)]),
    });
    expect(operatorIdMeant(written)?.key).toBe(operatorIdKey(meant));
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
    expect(askedEvcoId(written)).toEqual({ keys: expect.arrayContaining([evcoIdKey(stored)]) });
  });

  it('as EvcoID with a check digit finds no contract with another one', () => {
    expect(askedEvcoId('DE-EMP-C12345678-X').keys).not.toContain(evcoIdKey('DE-EMP-C12345678-Y'));
    expect(askedEvcoId('DE-EMP-C12345678').keys).not.toContain(evcoIdKey('DE-EMP-C12345679-X'));
  });

  it.each(['04:a1:b2:c3:d4:e5:f6', '04 A1 B2 C3 D4 E5 F6', '04-a1-b2-c3-d4-e5-f6', '04a1b2c3d4e5f6'])(
    'as UID %p is the card',
    (written) => expect(askedUid(written)).toEqual({ keys: ['04A1B2C3D4E5F6'] }),
  );

  it.each([
    SESSION_ID,
    SESSION_ID.toUpperCase(),
    SESSION_ID.replaceAll('-', ''),
    ` ${SESSION_ID.replaceAll('-', ' ')}`,
  ])('as SessionID %p is the session', (written) => {
    expect(askedSessionId(written)).toEqual({ keys: expect.arrayContaining([sessionIdKey(SESSION_ID)]) });
  });

  it.each(['DE-EMP', 'DEEMP', 'de*emp', 'DE EMP', 'de–emp'])('as ProviderID %p is ours', (written) => {
    expect(askedProviderId(written)).toEqual({ keys: expect.arrayContaining(['DEEMP']) });
  });

  it.each([
    [askedEvseId, 'nonsense', '"nonsense" is not an EvseID such as DE*ABC*E840*6487'],
    [askedEvseId, '+49810000438', 'whose separators are part of it'],
    [askedEvseId, 'x'.repeat(2_000), `"${'x'.repeat(60)}"… is not an EvseID`],
    [askedOperatorId, '+49810', '"+49810" is not an OperatorID such as DE*ABC'],
    [askedProviderId, 'EMP', '"EMP" is not a ProviderID such as DE-8EO'],
    [askedEvcoId, 'DE-EMP', 'this is not an EvcoID such as DE-8EO-CAet5e4XY-3'],
    [askedUid, '04A1', 'this is not a UID of 8, 14 or 20 hexadecimal digits'],
    [askedSessionId, '4711', '"4711" is not a SessionID'],
  ])('that is no identifier is named, and looked for as it is', (ask, written, problem) => {
    expect(ask(written)).toEqual({ keys: [written], problem: expect.stringContaining(problem) });
  });

  it('always finds what arrived exactly so, readable or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(askedEvseId(text).keys).toContain(evseIdKey(text));
        expect(askedOperatorId(text).keys).toContain(operatorIdKey(text));
        expect(askedEvcoId(text).keys).toContain(evcoIdKey(text));
        expect(askedSessionId(text).keys).toContain(sessionIdKey(text));
      }),
      { seed: 5 },
    );
  });
});
