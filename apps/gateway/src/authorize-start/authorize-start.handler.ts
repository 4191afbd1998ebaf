import { Injectable } from '@nestjs/common';
import {
  RpcClient,
  type AuthorizationStartReply,
  type AuthorizationStartRequest,
  type SuiteMessages,
} from '#messaging';
import {
  authorizeStart,
  mediumOf,
  writeNotAuthorized,
  writeStartAuthorized,
  type Medium,
  type ReceivedAuthorizeStart,
  type SessionNames,
  type StatusCode,
  type Violation,
} from '#oicp';
import { codeOf, Log, messageOf } from '#platform';
import { gatewayAlarms } from '../alarms.js';
import { EdgeSettings } from '../edge/edge-settings.js';
import type { InboundAnswer, InboundHandler, InboundRequest } from '../edge/inbound.js';

/** A driver swiped a card somewhere: asks authorization, and answers within the deadline whatever happens. */
@Injectable()
export class AuthorizeStartHandler implements InboundHandler {
  readonly operation = 'authorizeStart';
  readonly maxBytes = 64 * 1024;

  constructor(
    private readonly rpc: RpcClient<SuiteMessages>,
    private readonly settings: EdgeSettings,
    private readonly log: Log,
  ) {}

  async answer({ body, operatorId, receivedAt }: InboundRequest): Promise<InboundAnswer> {
    const { value: request, violations } = authorizeStart.read(body);
    const medium = mediumOf(request.Identification);
    const about = {
      violations,
      session: request,
      evseId: request.EvseID,
      identification: shownMedium(medium),
    };
    if (medium.kind === 'none' || medium.kind === 'several') {
      const reason =
        medium.kind === 'none' ? unreadable(violations) : 'More than one identification is given.';
      return { ...about, ...refusal(request, '022', reason) };
    }
    const deadlineMs = this.settings.AUTHORIZE_DEADLINE_MS - (performance.now() - receivedAt);
    try {
      const reply = await this.rpc.call(
        'authorization.start',
        startRequest(request, medium, request.OperatorID ?? operatorId ?? ''),
        { deadlineMs },
      );
      return { ...about, ...answerOf(request, reply) };
    } catch (error) {
      this.log.raise(gatewayAlarms.AUTHORIZATION_NOT_ANSWERED, {
        reason: messageOf(error),
        cause: codeOf(error),
      });
      return { ...about, ...refusal(request, '320', undefined), reason: messageOf(error) };
    }
  }
}

type SingleMedium = Exclude<Medium, { kind: 'none' | 'several' }>;

function startRequest(
  request: ReceivedAuthorizeStart,
  medium: SingleMedium,
  operatorId: string,
): AuthorizationStartRequest {
  return {
    medium: medium.kind === 'rfid' ? { kind: 'rfid', uid: medium.uid } : medium,
    operatorId,
    evseId: request.EvseID,
    sessionId: request.SessionID,
    cpoPartnerSessionId: request.CPOPartnerSessionID,
    partnerProductId: request.PartnerProductID,
  };
}

function answerOf(
  request: SessionNames,
  reply: AuthorizationStartReply,
): Pick<InboundAnswer, 'body' | 'code' | 'reason'> {
  if (reply.decision === 'refused') return refusal(request, reply.code, reply.reason);
  const { providerId, empPartnerSessionId } = reply;
  return { code: '000', body: writeStartAuthorized({ request, providerId, empPartnerSessionId }) };
}

function refusal(
  request: SessionNames,
  code: StatusCode,
  additionalInfo: string | undefined,
): Pick<InboundAnswer, 'body' | 'code' | 'reason'> {
  const status = { code, ...(additionalInfo !== undefined && { additionalInfo }) };
  return { code, body: writeNotAuthorized({ request, status }), reason: additionalInfo };
}

/** What was wrong first, for the CPO's support; violations never repeat what was in the message. */
function unreadable(violations: readonly Violation[]): string {
  const worst = violations.find(({ severity }) => severity === 'loss');
  return worst ? `${worst.message} (${worst.pointer || 'the whole body'})` : 'No identification is given.';
}

function shownMedium(medium: Medium): string | undefined {
  if (medium.kind === 'none' || medium.kind === 'several') return undefined;
  return medium.kind === 'rfid' ? medium.uid : medium.evcoId;
}
