import { describe, expect, it } from '@jest/globals';
import { classifyFailure, type HbsFailure } from './hbs-failure.js';

const failed = (code: string, name = 'Error'): Error => Object.assign(new Error('it failed'), { code, name });
const unsent = { sent: false, answered: false, reused: false };
const sent = { sent: true, answered: false, reused: false };
const answered = { sent: true, answered: true, reused: true };

describe('the classification of a failed request to HBS', () => {
  it.each<[string, HbsFailure, typeof sent]>([
    ['ECONNREFUSED', 'not-connected', unsent],
    ['ENOTFOUND', 'not-connected', unsent],
    ['UND_ERR_CONNECT_TIMEOUT', 'not-connected', unsent],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-failed', unsent],
    ['CERT_HAS_EXPIRED', 'tls-failed', unsent],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-failed', unsent],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tls-failed', sent],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'tls-failed', sent],
    ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'cut-off', sent],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'cut-off', answered],
    ['UND_ERR_HEADERS_TIMEOUT', 'timed-out', sent],
    ['UND_ERR_BODY_TIMEOUT', 'timed-out', answered],
    ['ECONNRESET', 'cut-off', sent],
    ['UND_ERR_SOCKET', 'cut-off', answered],
  ])('%s: %s', (code, failure, progress) => {
    expect(classifyFailure(failed(code), progress)).toMatchObject({ failure, stale: false });
  });

  it('uses the cause of a proxy’s error', () => {
    const error = new Error('secure connection failed', { cause: failed('SELF_SIGNED_CERT_IN_CHAIN') });
    expect(classifyFailure(error, unsent).failure).toBe('tls-failed');
  });

  it('is stale only for a reused connection before any answer', () => {
    expect(classifyFailure(failed('ECONNRESET'), { ...sent, reused: true }).stale).toBe(true);
    expect(classifyFailure(failed('ECONNRESET'), answered).stale).toBe(false);
    expect(classifyFailure(failed('', 'TimeoutError'), { ...sent, reused: true })).toMatchObject({
      failure: 'timed-out',
      stale: false,
    });
  });
});
