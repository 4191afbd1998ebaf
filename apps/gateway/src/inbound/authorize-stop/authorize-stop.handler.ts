import { Injectable } from '@nestjs/common';
import { authorizeStop, describeMissingSession, writeStopAuthorized } from '#oicp';
import { parseIdentification } from '../authorization/parse-identification.js';
import { AuthorizationClient } from '../authorization/authorization-client.js';
import { refuseAuthorization, toRefusal } from '../authorization/refuse-authorization.js';
import type { InboundAnswer, InboundHandler, InboundRequest } from '../edge/inbound.js';

/** Answers AuthorizeStop: a driver identified to end a session, and authorization decides whether they may. */
@Injectable()
export class AuthorizeStopHandler implements InboundHandler {
  readonly operation = 'authorizeStop';
  readonly maxBytes = 64 * 1024;

  constructor(private readonly authorization: AuthorizationClient) {}

  /** {@inheritDoc InboundHandler.answer} */
  async answer({ body, charset, operatorId, receivedAt }: InboundRequest): Promise<InboundAnswer> {
    const { value: request, violations } = authorizeStop.read(body);
    const asked = parseIdentification(request.Identification, violations, charset);
    const about = { violations, session: request, evseId: request.EvseID };
    if ('problem' in asked) return { ...about, ...refuseAuthorization(request, '022', asked.problem) };
    const { SessionID: sessionId = '' } = request;
    const identified = { ...about, identification: asked.identification };
    if (sessionId.trim() === '')
      return { ...identified, ...refuseAuthorization(request, '022', describeMissingSession(violations)) };
    const question = {
      medium: asked.medium,
      operatorId: request.OperatorID ?? operatorId ?? '',
      evseId: request.EvseID,
      sessionId,
    };
    const answer = await this.authorization.ask(
      'authorization.stop',
      question,
      { session: request, receivedAt },
      (reply) => {
        if (reply.decision === 'refused') return toRefusal(request, reply);
        const { providerId, empPartnerSessionId } = reply;
        const named = empPartnerSessionId === undefined ? {} : { empPartnerSessionId };
        return {
          code: '000',
          body: writeStopAuthorized({ request, providerId, ...named }),
          reason: undefined,
        };
      },
    );
    return { ...identified, ...answer };
  }
}
