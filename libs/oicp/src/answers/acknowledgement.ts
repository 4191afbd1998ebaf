import { acknowledgement } from '../messages/acknowledgement.js';
import { writeConformantFields } from '../write-conformant-fields.js';
import { echoSessionNames, type SessionNames } from './echo.js';
import { statusOf, type AnswerStatus } from './status.js';

/** The body that acknowledges a record or notification (`Result: true`): it is stored safely. */
export function writeAcknowledgement(request?: SessionNames): string {
  return write(true, { code: '000' }, request);
}

/** The body that does not acknowledge a record or notification (`Result: false`); HBS then lists a record as not forwarded. */
export function writeNegativeAcknowledgement(status: AnswerStatus, request?: SessionNames): string {
  return write(false, status, request);
}

function write(result: boolean, status: AnswerStatus, request: SessionNames | undefined): string {
  return writeConformantFields(acknowledgement, {
    Result: result,
    StatusCode: statusOf(status),
    ...echoSessionNames(request),
  });
}
