import { CodedError, type Severity } from '#platform';

/** Why a call has no reply. */
export type RpcFailure =
  /** The deadline passed. The call may have run. */
  | 'DEADLINE_EXCEEDED'
  /** No replica of the answering service listens, or none knows the call. It has not run. */
  | 'NO_HANDLER'
  /** The connection was lost before the reply came. The call may have run. */
  | 'CONNECTION_LOST'
  /** There was no connection to send it on. It has not run. */
  | 'BROKER_AWAY'
  /** A call that must not repeat may have run; nobody can tell by now. */
  | 'OUTCOME_UNKNOWN'
  /** Too many calls of its bulkhead are pending already. It was not sent. */
  | 'OVERLOADED'
  /** The request is larger than such a call may be. It was not sent. */
  | 'TOO_LARGE'
  /** The handler failed in a way it has no code for. */
  | 'INTERNAL';

/** The code of the error that a handler failed with, passed on as it is. */
type HandlerFailure = string & Record<never, never>;

/** A call that has no reply, and why. */
export class RpcError extends CodedError {
  override readonly severity: Severity = 'warning';

  constructor(
    readonly code: RpcFailure | HandlerFailure,
    call: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`${call}: ${detail}`, options);
  }
}

/**
 * A refusal that a handler gives its caller on purpose: thrown by the handler, it arrives at the caller as the same
 * code, message and details.
 */
export class RpcRefusal extends CodedError {
  override readonly severity: Severity = 'expected';

  constructor(
    readonly code: string,
    message: string,
    readonly details?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}
