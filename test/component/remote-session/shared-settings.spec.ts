import { describe, expect, it } from '@jest/globals';
import { settingsOf } from '#platform';
import { cdrSettings } from '../../../apps/cdr/src/settings.js';
import { remoteSessionSettings } from '../../../apps/remote-session/src/settings.js';

describe('the longest session without a finding', () => {
  it('is one setting with one default, for records and for notifications', () => {
    const [ofRecords, ofNotifications] = [cdrSettings, remoteSessionSettings].map((classes) => {
      const found = classes.flatMap(settingsOf).find(({ name }) => name === 'CDR_LONGEST_SESSION');
      return found && { default: found.default, expects: found.expects };
    });
    expect(ofRecords).toEqual(expect.objectContaining({ default: 'P7D' }));
    expect(ofNotifications).toEqual(ofRecords);
  });
});
