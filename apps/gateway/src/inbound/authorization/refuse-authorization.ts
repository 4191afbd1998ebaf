import type { AuthorizationRefused } from '#suite';
import { writeNotAuthorized, type SessionNames, type StatusCode } from '#oicp';
import type { InboundAnswer } from '../edge/inbound.js';

type Refusal = Pick<InboundAnswer, 'body' | 'code' | 'reason'>;

/** Refuses an authorization. @param additionalInfo shown to the operator of the charging point */
export function refuseAuthorization(
  request: SessionNames,
  code: StatusCode,
  additionalInfo?: string,
): Refusal {
  const status = { code, ...(additionalInfo !== undefined && { additionalInfo }) };
  return { code, body: writeNotAuthorized({ request, status }), reason: additionalInfo };
}

/** The answer to HBS for a refusal by authorization. Its diagnosis or hint is for the journal only. */
export function toRefusal(
  request: SessionNames,
  { code, reason, diagnosis, hint }: Pick<AuthorizationRefused, 'code' | 'reason' | 'diagnosis' | 'hint'>,
): Refusal {
  const refusal = refuseAuthorization(request, code, reason);
  const own = diagnosis ?? hint;
  return own === undefined ? refusal : { ...refusal, reason: own };
}
