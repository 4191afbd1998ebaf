import type { InboundOperationName } from '../tables/inbound-operations.js';
import { writeNegativeAcknowledgement } from './acknowledgement.js';
import { writeNotAuthorized } from './authorization.js';
import type { SessionNames } from './echo.js';
import type { AnswerStatus } from './status.js';

/**
 * The body that refuses any operation of HBS, also when nothing of the request could be read: HBS expects HTTP 200 and a
 * valid envelope for every outcome. Never throws.
 */
export function writeRefusal(
  operation: InboundOperationName,
  status: AnswerStatus,
  request?: SessionNames,
): string {
  return operation === 'authorizeStart' || operation === 'authorizeStop'
    ? writeNotAuthorized({ status, request })
    : writeNegativeAcknowledgement(status, request);
}
