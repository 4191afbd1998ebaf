import type { OutboundOperationName } from '#oicp';
import type { OperationReply } from '../hbs/hbs-operation.js';
import { bodyFaultKinds, isBodyFault } from './body-fault.js';
import { isPageFault, pageFaultKinds } from './page-fault.js';
import { statusReply, refusalReply, validationReply } from '../hbs/replies.js';

/** The faults that can be ordered: instead of an answer, of a page, or of a transfer. */
export const faultKinds = [
  'code',
  'html-403',
  'html-400',
  'validation-errors',
  '500',
  '429',
  'late',
  'never',
  'cut',
  'garbage',
  'empty',
  ...pageFaultKinds,
  ...bodyFaultKinds,
] as const;
/** A kind of {@link faultKinds}. */
export type FaultKind = (typeof faultKinds)[number];

/** What goes wrong with the next calls of an operation. */
export interface FaultOrder {
  readonly operation: OutboundOperationName;
  readonly kind: FaultKind;
  /** For the kind `code`: a status code of OICP. */
  readonly code?: string | undefined;
  /** Milliseconds before anything is answered; for the kind `slow`, those over which the answer is spread. */
  readonly delayMs?: number | undefined;
  /** How many calls it applies to; 1 by default. */
  readonly times?: number | undefined;
  /** Only calls for this page. */
  readonly page?: number | undefined;
  /** Whether the operation is carried out first: it has its effect, and its answer is lost. */
  readonly after?: boolean | undefined;
}

/** No answer: the connection is cut, or left open for ever. */
export type LostAnswer = 'cut' | 'never';

/** The reply that a fault sends instead of the operation's own; `undefined` where that one is sent. */
export function toFaultReply({
  kind,
  code = '001',
  operation,
}: FaultOrder): OperationReply | LostAnswer | undefined {
  if (isPageFault(kind) || isBodyFault(kind)) return undefined;
  switch (kind) {
    case 'late':
      return undefined;
    case 'never':
    case 'cut':
      return kind;
    case 'code':
      return isAcknowledged(operation) ? refusalReply(code) : statusReply(code);
    case 'html-403':
      return htmlReply(403, '403 Forbidden', '403 Forbidden');
    case 'html-400':
      return htmlReply(400, '400 The SSL certificate error', 'The SSL certificate error');
    case 'validation-errors':
      return validationReply([
        { pointer: '/EvseID', message: 'is invalid because of a fault of the sandbox' },
      ]);
    case '500':
      return statusReply('001', 'Ordered as a fault of the sandbox', 500);
    case '429':
      return { status: 429, headers: { 'content-type': 'text/plain' }, body: 'slow down' };
    case 'garbage':
      return { status: 200, body: '{"StatusCode": {"Code": "0' };
    case 'empty':
      return { status: 200, body: '' };
  }
}

/** Whether an operation is answered with an acknowledgement, which can refuse; pulls are refused with a bare status. */
function isAcknowledged(operation: OutboundOperationName): boolean {
  return !operation.startsWith('pull') && operation !== 'getChargeDetailRecords';
}

/** An error page like those of a proxy in front of HBS. */
function htmlReply(status: number, title: string, heading: string): OperationReply {
  const body = `<html><head><title>${title}</title></head><body><h1>${heading}</h1><hr>sandbox proxy</body></html>`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}
