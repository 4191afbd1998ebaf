import { Controller } from '@nestjs/common';
import { RpcHandler, type CallContext, type EvseStatusView } from '#messaging';
import { RefreshStatusService } from './refresh-status.service.js';

@Controller()
export class StatusController {
  constructor(private readonly statuses: RefreshStatusService) {}

  @RpcHandler('evse.refresh-status')
  async refresh(
    { evseIds }: { evseIds: string[] },
    { signal }: CallContext,
  ): Promise<{ statuses: EvseStatusView[] }> {
    return { statuses: [...(await this.statuses.refresh(evseIds, signal))] };
  }
}
