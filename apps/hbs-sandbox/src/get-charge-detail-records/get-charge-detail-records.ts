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

/** Lists the records of a provider that HBS received in a period of at most 90 days. */
@Injectable()
export class GetChargeDetailRecordsOperation implements HbsOperation {
  readonly operation = 'getChargeDetailRecords';

  constructor(private readonly archive: CdrArchive) {}

  /** A page of records; validation errors for a period that is invalid or longer than 90 days. */
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

/** A record as HBS lists it: with operator and provider, which the forwarded copy may omit. */
function toListedRecord({ record, operatorId, providerId }: ArchivedCdr): object {
  return { ...record, HubOperatorID: operatorId, HubProviderID: providerId };
}
