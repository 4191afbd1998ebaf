import { Controller } from '@nestjs/common';
import type { CallContext } from '#messaging';
import { RpcHandler, type AuthorizationStopReply, type AuthorizationStopRequest } from '#suite';
import { AuthorizeStopService } from './authorize-stop.service.js';

/** Answers the call `authorization.stop`. */
@Controller()
export class AuthorizeStopRpcHandlers {
  constructor(private readonly service: AuthorizeStopService) {}

  /** Answers whether a driver may stop a session. */
  @RpcHandler('authorization.stop')
  stop(request: AuthorizationStopRequest, context: CallContext): Promise<AuthorizationStopReply> {
    return this.service.stop(request, context);
  }
}
