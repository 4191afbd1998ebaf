import { Controller } from '@nestjs/common';
import { RpcHandler, type SessionStart, type SessionView } from '#suite';
import { StartService } from './start.service.js';

/** Takes starts that apps request. */
@Controller()
export class StartRpcHandlers {
  constructor(private readonly starts: StartService) {}

  @RpcHandler('session.start')
  start(asked: SessionStart): Promise<SessionView> {
    return this.starts.start(asked);
  }
}
