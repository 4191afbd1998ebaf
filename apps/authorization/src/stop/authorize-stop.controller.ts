import { Controller } from '@nestjs/common';
import type { CallContext } from '#messaging';
import { RpcHandler, type AuthorizationStopReply, type AuthorizationStopRequest } from '#suite';
import { AuthorizeStopService } from './authorize-stop.service.js';

/** Answers whether a driver may stop a session. */
@Controller()
export class AuthorizeStopController {
  constructor(private readonly service: AuthorizeStopService) {}

  @RpcHandler('authorization.stop')
  stop(request: AuthorizationStopRequest, context: CallContext): Promise<AuthorizationStopReply> {
    return this.service.stop(request, context);
  }
}
