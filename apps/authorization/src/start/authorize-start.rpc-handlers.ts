import { Controller } from '@nestjs/common';
import type { CallContext } from '#messaging';
import { RpcHandler, type AuthorizationStartReply, type AuthorizationStartRequest } from '#suite';
import { AuthorizeStartService } from './authorize-start.service.js';

/** Answers the call `authorization.start`. */
@Controller()
export class AuthorizeStartRpcHandlers {
  constructor(private readonly service: AuthorizeStartService) {}

  /** Answers whether a driver may start to charge. */
  @RpcHandler('authorization.start')
  start(request: AuthorizationStartRequest, context: CallContext): Promise<AuthorizationStartReply> {
    return this.service.start(request, context);
  }
}
