import type { AuthorizationRefused } from '#suite';
import { writeNotAuthorized, type SessionNames, type StatusCode } from '#oicp';
import type { InboundAnswer } from '../edge/inbound.js';

type Refusal = Pick<InboundAnswer, 'body' | 'code' | 'reason'>;

/** The answer that refuses. `additionalInfo` goes to the operator of the charging point. */
export function refuseAuthorization(
  request: SessionNames,
  code: StatusCode,
  additionalInfo?: string,
): Refusal {
  const status = { code, ...(additionalInfo !== undefined && { additionalInfo }) };
  return { code, body: writeNotAuthorized({ request, status }), reason: additionalInfo };
}

/** A refusal of authorization's; what only we should know goes to the journal. */
export function toRefusal(
  request: SessionNames,
  { code, reason, diagnosis, hint }: Pick<AuthorizationRefused, 'code' | 'reason' | 'diagnosis' | 'hint'>,
): Refusal {
  const refusal = refuseAuthorization(request, code, reason);
  const own = diagnosis ?? hint;
  return own === undefined ? refusal : { ...refusal, reason: own };
}
