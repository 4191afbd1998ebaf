import { Controller } from '@nestjs/common';
import { RpcHandler, type SessionView } from '#suite';
import { StopService } from './stop.service.js';

/** Takes stops that apps request. */
@Controller()
export class StopRpcHandlers {
  constructor(private readonly stops: StopService) {}

  @RpcHandler('session.stop')
  stop({ id }: { id: string }): Promise<SessionView> {
    return this.stops.stop(id);
  }
}
