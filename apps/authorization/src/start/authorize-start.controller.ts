import { Controller } from '@nestjs/common';
import type { CallContext } from '#messaging';
import { RpcHandler, type AuthorizationStartReply, type AuthorizationStartRequest } from '#suite';
import { AuthorizeStartService } from './authorize-start.service.js';

/** Answers whether a driver may start to charge. */
@Controller()
export class AuthorizeStartController {
  constructor(private readonly service: AuthorizeStartService) {}

  @RpcHandler('authorization.start')
  start(request: AuthorizationStartRequest, context: CallContext): Promise<AuthorizationStartReply> {
    return this.service.start(request, context);
  }
}
