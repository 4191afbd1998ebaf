import { RpcError } from '#messaging';
import { Problem } from './problem.js';
import type { ProblemCode } from './problem-table.js';

/** Failures after which the command was certainly not executed; every other one leaves it open. */
const NOT_SENT: ReadonlySet<string> = new Set(['BROKER_AWAY', 'NO_HANDLER', 'TOO_LARGE', 'OVERLOADED']);

/**
 * Waits for a command, and reports a missing answer as an unknown outcome: the command may have been executed, so "try
 * again" would be wrong advice.
 *
 * @throws {Problem} 503 with `code`
 */
export async function reportUnknownOutcome<T>(
  call: Promise<T>,
  code: ProblemCode,
  detail: string,
): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof RpcError && !NOT_SENT.has(error.code)) throw new Problem(503, code, detail);
    throw error;
  }
}
