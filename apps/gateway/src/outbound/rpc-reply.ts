import type { WithBytes } from '#messaging';
import type { HbsReply } from '#suite';
import { collectBody } from './collect-body.js';
import type { HbsResponse } from './hbs-connection.js';
import { HbsFailureError } from './hbs-failure.js';

/** A reply, and what only we know of a failure. */
export type ExplainedReply = WithBytes<HbsReply> & { readonly failureReason?: string };

/** The answer in one piece, of `most` bytes at most. */
export async function collectReply(
  answer: HbsResponse | HbsFailureError,
  most: number,
): Promise<ExplainedReply> {
  if (answer instanceof HbsFailureError) return toFailedReply(answer);
  try {
    const bytes = await collectBody(answer.body, most);
    return {
      about: { kind: 'answered', httpStatus: answer.httpStatus, headers: { ...answer.headers } },
      bytes,
    };
  } catch (error) {
    if (error instanceof HbsFailureError) return toFailedReply(error);
    throw error;
  }
}

export function toFailedReply({ failure, reason }: HbsFailureError): ExplainedReply {
  return { about: { kind: 'failed', failure }, bytes: Buffer.alloc(0), failureReason: reason };
}
