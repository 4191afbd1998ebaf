import type { Violation } from '../schema/violation.js';
import type { ReceivedStatusCode } from '../types/status-code.js';

/** An HTTP answer as received. */
export interface HttpAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Its bytes, or its text where it is known to be UTF-8. */
  readonly body: Uint8Array | string;
}

/**
 * Why there was no HTTP answer. `not-connected`: the request was not sent (name, address, refused connection);
 * `tls-failed`: the handshake failed; `timed-out` and `cut-off`: it was sent, and its effect is unknown; `too-large`: an
 * answer was dropped because it is larger than we accept.
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
  /** HBS's Process-ID of the exchange, which Hubject's support asks for. */
  readonly processId?: string;
  readonly effect: Effect;
  /** The same call may be sent again later. Never true for an operation that could start or stop a car. */
  readonly repeatable: boolean;
  /** What happened and what to do, for a person. */
  readonly sentence: string;
}

/** HBS did what was asked. */
export interface Accepted<Value> extends Common {
  readonly outcome: 'accepted';
  /** The parsed answer. */
  readonly value: Value;
  /** What does not conform to OICP in it. */
  readonly violations: readonly Violation[];
}

/** HBS or the partner refused, with a status code. */
export interface RefusedByHbs<Value> extends Common {
  readonly outcome: 'refused';
  /** `undefined` if it refused without a code. */
  readonly code: string | undefined;
  /** The status code with its texts; partners may name drivers in them. */
  readonly statusCode: ReceivedStatusCode;
  /** The whole parsed answer, such as session IDs. */
  readonly value: Value;
}

/** 017, or a bare 401: certificate and ID do not belong together. Never repeated. */
export interface IdentityError extends Common {
  readonly outcome: 'identity-error';
  /** Empty after a bare 401. */
  readonly statusCode: ReceivedStatusCode;
}

/** A proxy in front of HBS refused our address. */
export interface NotWhitelisted extends Common {
  readonly outcome: 'not-whitelisted';
}

/** Our client certificate was missing, unknown or expired, or the handshake failed. */
export interface TlsError extends Common {
  readonly outcome: 'tls-error';
}

/** Too many calls (HTTP 429). The limit is for the operation, not only for this call. */
export interface Limited extends Common {
  readonly outcome: 'limited';
  /** Milliseconds to wait, if HBS named them. */
  readonly retryAfterMs?: number;
}

/** HBS rejected the request as invalid. */
export interface InvalidRequest extends Common {
  readonly outcome: 'invalid-request';
  /** The fields that HBS named; can be empty. */
  readonly fields: readonly InvalidField[];
}

/** One field that HBS rejected. */
export interface InvalidField {
  /** RFC 6901 pointer into our request; in HBS's spelling where it names an unknown field. */
  readonly pointer: string;
  /** As HBS wrote it: `operatorEvseData.evseDataRecord[0].plugs`. */
  readonly reference: string;
  /** HBS's reason. */
  readonly message: string;
}

/** Why there was no usable answer. */
export type UnavailableCause = ConnectionFailure | 'server-error' | 'empty-answer' | 'unreadable-answer';

/** No answer, or none that says whether the request succeeded. */
export interface Unavailable extends Common {
  readonly outcome: 'unavailable';
  /** Why. */
  readonly cause: UnavailableCause;
}

/** The result of a call to HBS, in whatever form HBS answered. */
export type HbsAnswer<Value> =
  | Accepted<Value>
  | RefusedByHbs<Value>
  | IdentityError
  | NotWhitelisted
  | TlsError
  | Limited
  | InvalidRequest
  | Unavailable;
