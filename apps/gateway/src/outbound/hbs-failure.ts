import { isNativeError } from 'node:util/types';
import { codeOf, messageOf } from '#platform';
import type { HbsReply } from '#suite';

/** Why there is no answer of HBS. */
export type HbsFailure = Extract<HbsReply, { kind: 'failed' }>['failure'];

/** The progress of a request before it failed. */
export interface Progress {
  /** It was written to a connection: HBS may have acted on it. */
  readonly sent: boolean;
  /** The beginning of an answer was received. */
  readonly answered: boolean;
  /** The connection had carried another request before. */
  readonly reused: boolean;
}

/** There is no answer of HBS, or not all of it; `reason` is for the journal. */
export class HbsFailureError extends Error {
  constructor(
    readonly failure: HbsFailure,
    readonly reason: string,
    /** A pooled connection was closed under the request before any answer: HBS most likely never read it. */
    readonly stale = false,
    options?: ErrorOptions,
  ) {
    super(`HBS: ${failure}: ${reason}`, options);
  }
}

const TIMED_OUT = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
/** OpenSSL's codes for not accepting the other side's certificate. */
const UNTRUSTED =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_|HOSTNAME_)/;
/**
 * The other side's alerts about our certificate. In TLS 1.3 they arrive only after the first request was written, and
 * mean that it was never read.
 */
const REFUSED_CERTIFICATE = /ALERT_.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/;

/** Classifies a failed request to HBS. */
export function classifyFailure(error: unknown, { sent, answered, reused }: Progress): HbsFailureError {
  const code = innermostCode(error) ?? '';
  const reason = [code, messageOf(error)].filter(Boolean).join(': ');
  const failure = ((): HbsFailure => {
    if (!answered && REFUSED_CERTIFICATE.test(code)) return 'tls-failed';
    if (!sent) return isTls(code) ? 'tls-failed' : 'not-connected';
    return TIMED_OUT.has(code) || isTimeout(error) ? 'timed-out' : 'cut-off';
  })();
  const stale = failure === 'cut-off' && reused && !answered;
  return new HbsFailureError(failure, reason, stale, { cause: error });
}

function isTls(code: string): boolean {
  return (
    code.startsWith('ERR_TLS_') || code.startsWith('ERR_SSL_') || code === 'EPROTO' || UNTRUSTED.test(code)
  );
}

/** A DOMException, not an Error of ours. */
function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'TimeoutError';
}

/** A proxy's errors carry the actual one as their cause. */
function innermostCode(error: unknown): string | undefined {
  const cause: unknown = isNativeError(error) ? error.cause : undefined;
  return codeOf(cause) ?? codeOf(error);
}
