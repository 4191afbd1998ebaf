import { Injectable } from '@nestjs/common';
import { RpcClient, type RpcReply, type RpcRequest } from '#messaging';
import type { SuiteMessages } from '#suite';
import type { SessionNames } from '#oicp';
import { codeOf, Log, messageOf } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import { EdgeSettings } from '../edge/edge-settings.js';
import type { InboundAnswer } from '../edge/inbound.js';
import { refuseAuthorization } from './refuse-authorization.js';

type Question = 'authorization.start' | 'authorization.stop';
type Answer = Pick<InboundAnswer, 'body' | 'code' | 'reason'>;

/** Asks authorization, and has an answer within the deadline whatever happens. */
@Injectable()
export class AuthorizationClient {
  constructor(
    private readonly rpc: RpcClient<SuiteMessages>,
    private readonly settings: EdgeSettings,
    private readonly log: Log,
  ) {}

  /** `receivedAt`: when HBS asked, by `performance.now()`. */
  async ask<Q extends Question>(
    question: Q,
    request: RpcRequest<SuiteMessages, Q>,
    { session, receivedAt }: { readonly session: SessionNames; readonly receivedAt: number },
    answerOf: (reply: RpcReply<SuiteMessages, Q>) => Answer,
  ): Promise<Answer> {
    const deadlineMs = this.settings.AUTHORIZE_DEADLINE_MS - (performance.now() - receivedAt);
    try {
      return answerOf(await this.rpc.call(question, request, { deadlineMs }));
    } catch (error) {
      if (codeOf(error) === 'TOO_LARGE')
        return refuseAuthorization(session, '022', 'The request is too large.');
      this.log.raise(gatewayAlarms.AUTHORIZATION_NOT_ANSWERED, {
        call: question,
        reason: messageOf(error),
        cause: codeOf(error),
      });
      return { ...refuseAuthorization(session, '320'), reason: messageOf(error) };
    }
  }
}
