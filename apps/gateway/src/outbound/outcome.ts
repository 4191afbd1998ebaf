import {
  outboundOperations,
  readHbsAnswer,
  unreadEncoding,
  type HbsAnswer,
  type OutboundOperation,
  type Violation,
} from '#oicp';
import type { Alarm } from '#platform';
import { gatewayAlarms } from '../alarms.js';
import type { CalledOperation } from './called-operations.js';
import type { ExplainedReply } from './rpc-reply.js';

/** Bytes. Larger answers are the records that were requested, and only the calling service reads them. */
const LARGEST_CLASSIFIED = 64 * 1024;

/** How the gateway classifies an answer: for the journal, the alarms and the limiter. */
export interface HbsCallOutcome {
  readonly httpStatus: number;
  readonly code?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly processId?: string | undefined;
  readonly violations?: readonly Violation[];
  /** Why it was refused or failed. */
  readonly reason?: string | undefined;
  readonly alarm?: Alarm | undefined;
  /** HBS answered 429. */
  readonly limited: boolean;
  readonly retryAfterMs?: number | undefined;
}

const ALARMS: Partial<Record<HbsAnswer<unknown>['outcome'], Alarm>> = {
  'identity-error': gatewayAlarms.HBS_IDENTITY_REFUSED,
  'not-whitelisted': gatewayAlarms.HBS_ADDRESS_REFUSED,
  'tls-error': gatewayAlarms.HBS_TLS_FAILED,
  unavailable: gatewayAlarms.HBS_NOT_ANSWERING,
  'invalid-request': gatewayAlarms.HBS_REQUEST_INVALID,
};

/** Classifies a reply of HBS. Large successful answers are not parsed here. */
export function classifyReply(
  operation: CalledOperation,
  { about, bytes, failureReason }: ExplainedReply,
): HbsCallOutcome {
  if (about.kind === 'answered' && about.httpStatus < 300 && isReadByCaller(about.headers, bytes)) {
    return { httpStatus: about.httpStatus, processId: about.headers['process-id'], limited: false };
  }
  const definition: OutboundOperation = outboundOperations[operation];
  const answer = readHbsAnswer(
    definition,
    about.kind === 'failed'
      ? about.failure
      : { status: about.httpStatus, headers: about.headers, body: bytes },
  );
  const isTooLarge = answer.outcome === 'unavailable' && answer.cause === 'too-large';
  return {
    httpStatus: answer.httpStatus ?? 0,
    processId: answer.processId,
    alarm: isTooLarge ? gatewayAlarms.HBS_ANSWER_TOO_LARGE : ALARMS[answer.outcome],
    limited: answer.outcome === 'limited',
    ...(answer.outcome === 'accepted'
      ? { code: '000', violations: answer.violations, sessionId: findSessionId(answer.value) }
      : { reason: failureReason ?? answer.sentence }),
    ...(answer.outcome === 'refused' && { code: answer.code, sessionId: findSessionId(answer.value) }),
    ...(answer.outcome === 'identity-error' && { code: answer.statusCode.Code }),
    ...(answer.outcome === 'limited' && { retryAfterMs: answer.retryAfterMs }),
  };
}

/** Large, and by its headers the requested records; not one in an unsupported encoding. */
function isReadByCaller(headers: Readonly<Record<string, string>>, bytes: Buffer): boolean {
  if (bytes.length <= LARGEST_CLASSIFIED) return false;
  const contentEncoding = headers['content-encoding'];
  return unreadEncoding({ contentEncoding, contentType: headers['content-type'] }) === undefined;
}

function findSessionId(value: unknown): string | undefined {
  const session: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'SessionID') : undefined;
  return typeof session === 'string' ? session : undefined;
}
