import { acknowledgement } from '../messages/acknowledgement.js';
import { writeFitting } from '../write-fitting.js';
import { echoed, type SessionNames } from './echo.js';
import { statusOf, type AnswerStatus } from './status.js';

/** The body that says a record or notification has been taken and will not be lost. */
export function writeTaken(request?: SessionNames): string {
  return write(true, { code: '000' }, request);
}

/** The body that says a record or notification has not been taken; HBS then lists a record as not forwarded. */
export function writeNotTaken(status: AnswerStatus, request?: SessionNames): string {
  return write(false, status, request);
}

function write(result: boolean, status: AnswerStatus, request: SessionNames | undefined): string {
  return writeFitting(acknowledgement, { Result: result, StatusCode: statusOf(status), ...echoed(request) });
}
