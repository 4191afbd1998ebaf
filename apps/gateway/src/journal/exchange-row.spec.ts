import { describe, expect, it } from '@jest/globals';
import { toExchangeRow, toPendingExchange } from './exchange-row.js';
import { IdentityHash } from './identity-hash.js';
import { JournalSettings } from './journal-settings.js';

describe('an exchange in the journal', () => {
  it('names no driver in its reason, also where HBS names one in a description', () => {
    const exchange = {
      direction: 'outbound',
      operation: 'authorizeRemoteStart',
      address: undefined,
      httpStatus: 200,
      durationMs: 1,
      reason: 'HBS said: DE-EMP-C12345678-X and 04A1B2C3D4E5F6 are not known.',
    } as const;
    const hash = new IdentityHash(
      Object.assign(new JournalSettings(), { JOURNAL_HASH_KEY: 'a-key-for-tests-only' }),
    );
    expect(toExchangeRow(toPendingExchange(exchange, undefined), hash)).toMatchObject({
      reason: 'HBS said: DE…-X and 04…F6 are not known.',
    });
  });
});
