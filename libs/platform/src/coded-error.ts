import { isNativeError } from 'node:util/types';

/** How serious a failure is: `expected` is part of normal operation, `warning` deserves a look, `fault` needs a person. */
export type Severity = 'expected' | 'warning' | 'fault';

/**
 * A failure with a stable `code` for programs, a message for people, and advice. Every error that this suite throws on
 * purpose is one of these.
 */
export abstract class CodedError extends Error {
  /** Stable, in upper case: `PORT_IN_USE`. */
  abstract readonly code: string;
  /** How serious it is. */
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

/** The message of an unknown thrown value; of an aggregate of connection attempts, the first one's. */
export function messageOf(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  if (error.message === '' && 'errors' in error && Array.isArray(error.errors) && error.errors.length > 0) {
    return messageOf(error.errors[0]);
  }
  return error.message;
}
