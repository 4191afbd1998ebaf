import { displayText } from '#oicp';

const REASONS: Readonly<Record<string, string>> = {
  ERR_TLS_HANDSHAKE_TIMEOUT: 'too slow: did not complete the TLS handshake in time',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'speaks no version of TLS that the edge supports, which are 1.2 and 1.3',
  ERR_SSL_NO_SHARED_CIPHER: 'offers no cipher that the edge supports',
  ERR_SSL_HTTP_REQUEST: 'does not speak TLS, but plain HTTP',
  ERR_SSL_HTTPS_PROXY_REQUEST: 'does not speak TLS, but plain HTTP to a proxy',
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS',
  ECONNRESET:
    'ended the connection during the TLS handshake, as callers do that do not accept our certificate',
};

const LONGEST = 200;

/** Why a TLS handshake failed, for the operator of the edge. */
export function describeHandshakeFailure(error: Error & { code?: string; reason?: unknown }): string {
  const { code = '', reason } = error;
  const known = REASONS[code];
  if (known !== undefined) return known;
  // OpenSSL’s own message begins with memory addresses and ends with lines of its source.
  const words = displayText(typeof reason === 'string' ? reason : error.message).slice(0, LONGEST);
  // An alert comes from the caller: it is the caller who refuses.
  return code.includes('_ALERT_')
    ? `refused the certificate of EDGE_CERT_FILE or the handshake: ${words}`
    : `failed in the TLS handshake: ${words}`;
}
