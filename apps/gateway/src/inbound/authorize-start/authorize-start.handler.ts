import { Injectable } from '@nestjs/common';
import type { AuthorizationMedium, AuthorizationStartReply } from '#suite';
import { authorizeStart, parseEvcoId, uidKey, writeStartAuthorized, type SingleMedium } from '#oicp';
import { parseIdentification } from '../authorization/parse-identification.js';
import { AuthorizationClient } from '../authorization/authorization-client.js';
import { refuseAuthorization, toRefusal } from '../authorization/refuse-authorization.js';
import type { InboundAnswer, InboundHandler, InboundRequest } from '../edge/inbound.js';

/**
 * Answers AuthorizeStart: a driver identified at a charging point, and authorization decides whether they may charge.
 */
@Injectable()
export class AuthorizeStartHandler implements InboundHandler {
  readonly operation = 'authorizeStart';
  readonly maxBytes = 64 * 1024;

  constructor(private readonly authorization: AuthorizationClient) {}

  /** {@inheritDoc InboundHandler.answer} */
  async answer({ body, charset, operatorId, receivedAt }: InboundRequest): Promise<InboundAnswer> {
    const { value: request, violations } = authorizeStart.read(body);
    const asked = parseIdentification(request.Identification, violations, charset);
    const about = { violations, session: request, evseId: request.EvseID };
    if ('problem' in asked) return { ...about, ...refuseAuthorization(request, '022', asked.problem) };
    const question = {
      medium: asked.medium,
      operatorId: request.OperatorID ?? operatorId ?? '',
      evseId: request.EvseID,
      sessionId: request.SessionID,
      cpoPartnerSessionId: request.CPOPartnerSessionID,
      partnerProductId: request.PartnerProductID,
    };
    const answer = await this.authorization.ask(
      'authorization.start',
      question,
      { session: request, receivedAt },
      (reply) => (reply.decision === 'refused' ? toRefusal(request, reply) : toAuthorization(request, reply)),
    );
    return { ...about, identification: asked.identification, ...answer };
  }
}

function toAuthorization(
  request: InboundAnswer['session'],
  reply: Extract<AuthorizationStartReply, { decision: 'authorized' }>,
): Pick<InboundAnswer, 'body' | 'code' | 'reason'> {
  const { providerId, empPartnerSessionId, stopWith, diagnosis: reason } = reply;
  const stoppers = stopWith.map(toStopMedium);
  const body = writeStartAuthorized({ request, providerId, empPartnerSessionId, stopWith: stoppers });
  return { code: '000', body, reason };
}

function toStopMedium(medium: AuthorizationMedium): SingleMedium {
  if (medium.kind === 'rfid') return { kind: 'rfid', uid: medium.uid, uidKey: uidKey(medium.uid) };
  return { kind: medium.kind, evcoId: medium.evcoId, contract: parseEvcoId(medium.evcoId) };
}
