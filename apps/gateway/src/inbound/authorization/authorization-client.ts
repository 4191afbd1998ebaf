import { Injectable } from '@nestjs/common';
import { RpcClient, type RpcReply, type RpcRequest } from '#messaging';
import type { SuiteMessages } from '#suite';
import type { SessionNames } from '#oicp';
import { codeOf, Log, messageOf } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import { EdgeSettings } from '../edge/edge-settings.js';
import type { InboundAnswer } from '../edge/inbound.js';
import { refuseAuthorization } from './refuse-authorization.js';

type DecisionCall = 'authorization.start' | 'authorization.stop';
type Answer = Pick<InboundAnswer, 'body' | 'code' | 'reason'>;

/** Asks authorization for a decision, and answers within AUTHORIZE_DEADLINE_MS whatever happens. */
@Injectable()
export class AuthorizationClient {
  constructor(
    private readonly rpc: RpcClient<SuiteMessages>,
    private readonly settings: EdgeSettings,
    private readonly log: Log,
  ) {}

  /**
   * Calls authorization; refuses with 320 where no decision arrives in time.
   *
   * @param receivedAt when HBS asked, by `performance.now()`
   * @param answerOf writes the answer to HBS from the reply
   */
  async ask<Q extends DecisionCall>(
    call: Q,
    request: RpcRequest<SuiteMessages, Q>,
    { session, receivedAt }: { readonly session: SessionNames; readonly receivedAt: number },
    answerOf: (reply: RpcReply<SuiteMessages, Q>) => Answer,
  ): Promise<Answer> {
    const deadlineMs = this.settings.AUTHORIZE_DEADLINE_MS - (performance.now() - receivedAt);
    try {
      return answerOf(await this.rpc.call(call, request, { deadlineMs }));
    } catch (error) {
      if (codeOf(error) === 'TOO_LARGE')
        return refuseAuthorization(session, '022', 'The request is too large.');
      this.log.raise(gatewayAlarms.AUTHORIZATION_NOT_ANSWERED, {
        call,
        reason: messageOf(error),
        cause: codeOf(error),
      });
      return { ...refuseAuthorization(session, '320'), reason: messageOf(error) };
    }
  }
}
