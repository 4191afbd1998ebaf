import type { WithBytes } from '#messaging';
import type { HbsReply } from '#suite';
import { collectBody } from './collect-body.js';
import type { HbsResponse } from './hbs-connection.js';
import { HbsFailureError } from './hbs-failure.js';

/** A reply to a service, with the reason of a failure for the gateway's journal. */
export type ExplainedReply = WithBytes<HbsReply> & { readonly failureReason?: string };

/** Reads an answer to its end, up to `maxBytes`. A failure is a reply, not an error. */
export async function collectReply(
  answer: HbsResponse | HbsFailureError,
  maxBytes: number,
): Promise<ExplainedReply> {
  if (answer instanceof HbsFailureError) return toFailedReply(answer);
  try {
    const bytes = await collectBody(answer.body, maxBytes);
    return {
      about: { kind: 'answered', httpStatus: answer.httpStatus, headers: { ...answer.headers } },
      bytes,
    };
  } catch (error) {
    if (error instanceof HbsFailureError) return toFailedReply(error);
    throw error;
  }
}

/** The reply for a call that HBS did not answer. */
export function toFailedReply({ failure, reason }: HbsFailureError): ExplainedReply {
  return { about: { kind: 'failed', failure }, bytes: Buffer.alloc(0), failureReason: reason };
}
