import { describe, expect, it } from '@jest/globals';
import { loadSettings, SettingsError } from '#platform';
import { nextOf, SyncSettings } from './sync-settings.js';

function problemsWith(environment: Record<string, string>): readonly string[] {
  try {
    loadSettings([SyncSettings], environment);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map(({ setting, problem }) => `${setting} ${problem}`);
  }
}

describe('the settings of pulls', () => {
  it('are valid by default', () => {
    expect(problemsWith({})).toEqual([]);
    expect(problemsWith({ SYNC_OPERATOR_IDS: 'DE*ABC, +49*810' })).toEqual([]);
    expect(problemsWith({ SYNC_COUNTRY_CODES: 'DEU,CHE' })).toEqual([]);
  });

  it('read operators and countries in other spellings, and pass them to HBS in its own', () => {
    const read = (environment: Record<string, string>): SyncSettings =>
      loadSettings([SyncSettings], environment)[0];
    expect(read({ SYNC_OPERATOR_IDS: 'de-abc, DE*XYZ,FRDEF, 49 810' }).SYNC_OPERATOR_IDS).toEqual([
      'DE*ABC',
      'DE*XYZ',
      'FRDEF',
      '49*810',
    ]);
    expect(read({ SYNC_COUNTRY_CODES: 'deu, Che' }).SYNC_COUNTRY_CODES).toEqual(['DEU', 'CHE']);
  });

  it('refuse the two filters that HBS does not combine', () => {
    expect(problemsWith({ SYNC_OPERATOR_IDS: 'DE*ABC', SYNC_COUNTRY_CODES: 'DEU' })).toEqual([
      expect.stringMatching(/^SYNC_COUNTRY_CODES is set together with SYNC_OPERATOR_IDS/),
    ]);
  });

  it.each([
    ['SYNC_EVSE_DATA_CRON', 'daily', 'it must be a cron expression in UTC'],
    ['SYNC_EVSE_STATUS_INTERVAL', 'PT5S', 'is below PT20S'],
    ['SYNC_OPERATOR_IDS', 'ABC', 'it must be OperatorIDs such as DE*ABC'],
    ['SYNC_OPERATOR_IDS', '+49810', 'it must be OperatorIDs such as DE*ABC'],
    ['SYNC_COUNTRY_CODES', 'DE', 'it must be country codes of three letters such as DEU'],
    ['SYNC_MAX_DELETE_SHARE', '5', 'it must be a share between 0 and 1'],
    ['SYNC_PAGE_SIZE', '2001', 'it must be a whole number from 1 to 2000'],
  ])('name %s=%s', (setting, value, problem) => {
    expect(problemsWith({ [setting]: value })).toEqual([expect.stringContaining(problem)]);
  });

  it('find the next moment of a schedule in UTC', () => {
    expect(nextOf('17 3 * * *', new Date('2026-03-29T03:17:00Z'))).toEqual(new Date('2026-03-30T03:17:00Z'));
  });
});
