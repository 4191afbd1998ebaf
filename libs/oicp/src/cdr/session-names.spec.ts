import { describe, expect, it } from '@jest/globals';
import { aChargeDetailRecord } from '../../test/builders.js';
import { readSessionNames, usableSessionId } from './session-names.js';

const named = (update: object): ReturnType<typeof readSessionNames> =>
  readSessionNames(JSON.stringify(aChargeDetailRecord(update)));

describe('the names of a charge detail record’s session', () => {
  it('are read in every spelling, and nothing else of the record is read or checked', () => {
    const { value, violations } = named({ ConsumedEnergy: 'much', EvseID: null });
    expect(value).toEqual({
      SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
      CPOPartnerSessionID: '1234XYZ',
      EMPPartnerSessionID: '2345ABC',
    });
    expect(violations).toEqual([]);
    expect(readSessionNames('{"sessionId":"a"}').value.SessionID).toBe('a');
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['an empty list', '[]'],
    ['two records', '[{"SessionID":"a"},{"SessionID":"b"}]'],
    ['a text', '"f98efba4-02d8-4fa0-b810-9a9d50d2c527"'],
  ])('are absent in %s', (_, body) => {
    const { value, violations } = readSessionNames(body);
    expect(usableSessionId(value)).toBeUndefined();
    expect(violations).not.toEqual([]);
  });

  it.each([
    ['a GUID', 'f98efba4-02d8-4fa0-b810-9a9d50d2c527', 'f98efba4-02d8-4fa0-b810-9a9d50d2c527'],
    ['a number', 4711, '4711'],
    ['a word with blanks around it', ' session 1 ', 'session 1'],
    ['nothing but blanks', '  ', undefined],
    ['a NUL', 'a\u0000b', undefined],
    ['half a character', 'a\ud800b', undefined],
    ['a thousand characters', 'x'.repeat(1_000), undefined],
    ['null', null, undefined],
  ])('with %s as SessionID are usable, or not', (_, SessionID, expected) => {
    expect(usableSessionId(named({ SessionID }).value)).toBe(expected);
  });
});
