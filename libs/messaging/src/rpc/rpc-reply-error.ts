import { CodedError } from '#platform';
import type { EncodedBody } from '../map/body.js';
import { PayloadError } from '../payload-error.js';
import { RpcError, RpcRefusal } from './rpc-error.js';
import type { WireError } from './rpc-wire.js';

/** A refusal, or another failure that is part of normal operation: its message is meant for the caller. */
export function isExpected(error: unknown): error is CodedError {
  return error instanceof CodedError && error.severity === 'expected';
}

/** The error that the caller receives: a code and a sentence, never an inner error's text. */
export function errorBody(error: unknown): EncodedBody {
  const wire: WireError =
    error instanceof RpcRefusal
      ? { code: error.code, message: error.message, ...(error.details && { details: { ...error.details } }) }
      : error instanceof RpcError || error instanceof PayloadError || isExpected(error)
        ? { code: error.code, message: error.message }
        : { code: error instanceof CodedError ? error.code : 'INTERNAL', message: 'the handler failed' };
  return { content: Buffer.from(JSON.stringify(wire)), contentType: 'application/json', headers: {} };
}
