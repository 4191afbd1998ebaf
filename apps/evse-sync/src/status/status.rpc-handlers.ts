import { Controller } from '@nestjs/common';
import type { CallContext } from '#messaging';
import { RpcHandler, type EvseStatusView } from '#suite';
import { RefreshStatusService } from './refresh-status.service.js';

/** Refreshes statuses. */
@Controller()
export class StatusRpcHandlers {
  constructor(private readonly statuses: RefreshStatusService) {}

  /** Pulls the statuses of EVSEs from HBS. @throws {RpcRefusal} EVSE_ID_INVALID, HBS_GAVE_NO_STATUS */
  @RpcHandler('evse.refresh-status')
  async refresh(
    { evseIds }: { evseIds: string[] },
    { signal }: CallContext,
  ): Promise<{ statuses: EvseStatusView[] }> {
    return { statuses: [...(await this.statuses.refresh(evseIds, signal))] };
  }
}
