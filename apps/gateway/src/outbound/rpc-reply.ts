import type { WithBytes } from '#messaging';
import type { HbsReply } from '#suite';
import { collectBody } from './collect-body.js';
import type { OpenedAnswer } from './hbs-connection.js';
import { HbsFailureError } from './hbs-failure.js';

/** A reply, and what only we know of a failure. */
export type ToldReply = WithBytes<HbsReply> & { readonly why?: string };

/** The answer in one piece, of `most` bytes at most. */
export async function replyOf(answer: OpenedAnswer | HbsFailureError, most: number): Promise<ToldReply> {
  if (answer instanceof HbsFailureError) return failedReply(answer);
  try {
    const bytes = await collectBody(answer.body, most);
    return {
      about: { kind: 'answered', httpStatus: answer.httpStatus, headers: { ...answer.headers } },
      bytes,
    };
  } catch (error) {
    if (error instanceof HbsFailureError) return failedReply(error);
    throw error;
  }
}

export function failedReply({ failure, reason }: HbsFailureError): ToldReply {
  return { about: { kind: 'failed', failure }, bytes: Buffer.alloc(0), why: reason };
}
