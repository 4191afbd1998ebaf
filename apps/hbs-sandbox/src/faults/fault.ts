import type { OutboundOperationName } from '#oicp';
import type { OperationReply } from '../hbs/hbs-operation.js';
import { bodyFaultKinds, isBodyFault } from './body-fault.js';
import { isPageFault, pageFaultKinds } from './page-fault.js';
import { statusReply, refusalReply, validationReply } from '../hbs/replies.js';

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
export type FaultKind = (typeof faultKinds)[number];

/** What is to go wrong with the next calls of an operation. */
export interface FaultOrder {
  readonly operation: OutboundOperationName;
  readonly kind: FaultKind;
  /** For the kind `code`: a status code of OICP. */
  readonly code?: string | undefined;
  /** Milliseconds before anything is answered; for the kind `slow`, those over which the answer is spread. */
  readonly delayMs?: number | undefined;
  /** How many calls it meets. */
  readonly times?: number | undefined;
  /** Only calls for this page. */
  readonly page?: number | undefined;
  /** The operation is carried out first: its effect is there, its answer is not. */
  readonly after?: boolean | undefined;
}

/** No answer: the connection is cut, or held for ever. */
export type LostAnswer = 'cut' | 'never';

/** `undefined`: nothing takes the place of the operation's own answer. */
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
      return validationReply([{ pointer: '/EvseID', message: 'was made wrong by a fault' }]);
    case '500':
      return statusReply('001', 'The sandbox was told to fail', 500);
    case '429':
      return { status: 429, headers: { 'content-type': 'text/plain' }, body: 'slow down' };
    case 'garbage':
      return { status: 200, body: '{"StatusCode": {"Code": "0' };
    case 'empty':
      return { status: 200, body: '' };
  }
}

/** Remote starts, stops, reservations and uploads are answered by an acknowledgement; pulls have no form for a no. */
function isAcknowledged(operation: OutboundOperationName): boolean {
  return !operation.startsWith('pull') && operation !== 'getChargeDetailRecords';
}

/** What a proxy in front of HBS sends. */
function htmlReply(status: number, title: string, heading: string): OperationReply {
  const body = `<html><head><title>${title}</title></head><body><h1>${heading}</h1><hr>sandbox proxy</body></html>`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}
