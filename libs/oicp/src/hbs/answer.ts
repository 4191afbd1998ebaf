import type { Violation } from '../schema/violation.js';
import type { ReceivedStatusCode } from '../types/status-code.js';

/** An HTTP answer, as it came. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array | string;
}

/**
 * Why there was no HTTP answer: `not-connected` the request never left (name, address, refused connection);
 * `tls-failed` the handshake failed; `timed-out` and `cut-off` it left, and what came of it nobody knows; `too-large`
 * an answer came, and was given up because it is larger than we take.
 */
export type ConnectionFailure = 'not-connected' | 'tls-failed' | 'timed-out' | 'cut-off' | 'too-large';

/**
 * Whether HBS did what was asked. After `unknown` a remote start may have started the car, and its session may exist
 * without a SessionID.
 */
export type Effect = 'done' | 'none' | 'unknown';

interface Common {
  /** HTTP status, if there was one. */
  readonly httpStatus?: number;
  /** The handle Hubject's support asks for. */
  readonly processId?: string;
  readonly effect: Effect;
  /** The same call may be sent again later. Never true for what could start or stop a car. */
  readonly repeatable: boolean;
  /** What happened and what to do, for a person. */
  readonly sentence: string;
}

export interface Accepted<Value> extends Common {
  readonly outcome: 'accepted';
  readonly value: Value;
  readonly violations: readonly Violation[];
}

/** HBS or the partner said no, by a status code. */
export interface RefusedByHbs<Value> extends Common {
  readonly outcome: 'refused';
  /** `undefined` if it said no without a code. */
  readonly code: string | undefined;
  readonly statusCode: ReceivedStatusCode;
  /** What else the answer holds, such as session IDs. */
  readonly value: Value;
}

/** 017, or a bare 401: certificate and ID do not belong together. Never repeated. */
export interface IdentityError extends Common {
  readonly outcome: 'identity-error';
  readonly statusCode: ReceivedStatusCode;
}

/** A proxy before HBS refused our address. */
export interface NotWhitelisted extends Common {
  readonly outcome: 'not-whitelisted';
}

/** Our client certificate was missing, unknown or expired, or the handshake failed. */
export interface TlsError extends Common {
  readonly outcome: 'tls-error';
}

/** Too many calls. The whole operation slows down, not only this call. */
export interface Limited extends Common {
  readonly outcome: 'limited';
  readonly retryAfterMs?: number;
}

/** HBS could not take the request as it was written. */
export interface InvalidRequest extends Common {
  readonly outcome: 'invalid-request';
  readonly fields: readonly InvalidField[];
}

/** One field HBS complained about. */
export interface InvalidField {
  /** RFC 6901 pointer into our request; in HBS's own words where it names a field we do not know. */
  readonly pointer: string;
  /** As HBS wrote it: `operatorEvseData.evseDataRecord[0].plugs`. */
  readonly reference: string;
  readonly message: string;
}

export type UnavailableCause = ConnectionFailure | 'server-error' | 'empty-answer' | 'unreadable-answer';

/** No answer, or none that says anything. */
export interface Unavailable extends Common {
  readonly outcome: 'unavailable';
  readonly cause: UnavailableCause;
}

/** What came of a call to HBS, in whatever form HBS said it. */
export type HbsAnswer<Value> =
  | Accepted<Value>
  | RefusedByHbs<Value>
  | IdentityError
  | NotWhitelisted
  | TlsError
  | Limited
  | InvalidRequest
  | Unavailable;
