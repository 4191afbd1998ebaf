import { isNativeError } from 'node:util/types';

/** How loudly a failure speaks: `expected` is part of normal work, `warning` wants a look, `fault` wants a person. */
export type Severity = 'expected' | 'warning' | 'fault';

/**
 * A failure that names itself: a stable `code` for programs, a message for people, and what to do about it.
 * Every error that this suite throws on purpose is one of these.
 */
export abstract class CodedError extends Error {
  abstract readonly code: string;
  readonly severity: Severity = 'fault';
  /** What the reader can do, as a sentence; absent where there is nothing to do. */
  readonly advice?: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The code an unknown thrown value carries (`ECONNREFUSED`, `57P01`, one of ours), if it carries one. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The message of an unknown thrown value; an aggregate of connection attempts speaks with the first one's. */
export function messageOf(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  if (error.message === '' && 'errors' in error && Array.isArray(error.errors) && error.errors.length > 0) {
    return messageOf(error.errors[0]);
  }
  return error.message;
}
