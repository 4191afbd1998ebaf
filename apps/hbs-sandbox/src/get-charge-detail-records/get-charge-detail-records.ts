import { Injectable } from '@nestjs/common';
import {
  getChargeDetailRecords,
  operatorIdKey,
  sessionIdKey,
  type ReceivedGetChargeDetailRecords,
} from '#oicp';
import { CdrArchive, type ArchivedCdr } from '../cdrs/cdr-archive.js';
import type { HbsOperation, OperationReply, OperationRequest } from '../hbs/hbs-operation.js';
import { toHbsPage } from '../hbs/page.js';
import { readConformant, jsonReply } from '../hbs/replies.js';

/** Lists the records of a provider's drivers that HBS received in a window of time; more than 90 days are refused. */
@Injectable()
export class GetChargeDetailRecordsOperation implements HbsOperation {
  readonly operation = 'getChargeDetailRecords';

  constructor(private readonly archive: CdrArchive) {}

  answer({ providerId, page = { number: 0, size: 20 }, body }: OperationRequest): OperationReply {
    const request = readConformant(getChargeDetailRecords, body);
    if ('refusal' in request) return request.refusal;
    const isAsked = matchRequest(request.value);
    const found = [...this.archive.all()].filter((cdr) => cdr.providerId === providerId && isAsked(cdr));
    return jsonReply({ ...toHbsPage(found.map(toListedRecord), page), StatusCode: null });
  }
}

function matchRequest(request: ReceivedGetChargeDetailRecords): (cdr: ArchivedCdr) => boolean {
  const { From, To, SessionID, OperatorID, CDRForwarded } = request;
  const from = From?.epochMs ?? Number.NEGATIVE_INFINITY;
  const to = To?.epochMs ?? Number.POSITIVE_INFINITY;
  const sessions = SessionID && new Set(SessionID.map(sessionIdKey));
  const operator = OperatorID === undefined ? undefined : operatorIdKey(OperatorID);
  return (cdr) =>
    cdr.receivedAt >= from &&
    cdr.receivedAt <= to &&
    (CDRForwarded === undefined || CDRForwarded === (cdr.forwarding === 'acknowledged')) &&
    (sessions === undefined || sessions.has(sessionIdKey(cdr.record.SessionID))) &&
    (operator === undefined || operator === operatorIdKey(cdr.operatorId));
}

/** HBS adds whose record it is, which the forwarded copy need not say. */
function toListedRecord({ record, operatorId, providerId }: ArchivedCdr): object {
  return { ...record, HubOperatorID: operatorId, HubProviderID: providerId };
}
