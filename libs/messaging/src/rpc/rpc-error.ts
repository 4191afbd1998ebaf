import { CodedError, type Severity } from '#platform';

/** Why a call has no reply. */
export type RpcFailure =
  /** The deadline passed. The call may have run. */
  | 'DEADLINE_EXCEEDED'
  /** No replica of the answering service is running, or none has a handler for the call. It has not run. */
  | 'NO_HANDLER'
  /** The connection was lost before the reply arrived. The call may have run. */
  | 'CONNECTION_LOST'
  /** There was no connection to send it on. It has not run. */
  | 'BROKER_AWAY'
  /** A call that must not repeat may have run; it cannot be found out any more. */
  | 'OUTCOME_UNKNOWN'
  /** The limit of pending calls of its bulkhead is reached. It was not sent. */
  | 'OVERLOADED'
  /** The request is larger than the call allows. It was not sent. */
  | 'TOO_LARGE'
  /** The handler failed in a way it has no code for. */
  | 'INTERNAL';

/** The code of the error that a handler failed with, passed on as it is. */
type HandlerFailure = string & Record<never, never>;

/** A call without a reply; `code` says why. */
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
 * A handler refuses a call on purpose: thrown by the handler, it reaches the caller with the same code, message and
 * details.
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
