import { Controller } from '@nestjs/common';
import type { WithBytes } from '#messaging';
import { RpcHandler, type EvseQuery, type EvseView, type ExaminedEvse, type Page } from '#suite';
import { EvsesService } from './evses.service.js';

@Controller()
export class EvsesRpcHandlers {
  constructor(private readonly evses: EvsesService) {}

  @RpcHandler('evse.search')
  search(query: EvseQuery): Promise<Page<EvseView>> {
    return this.evses.search(query);
  }

  @RpcHandler('evse.get')
  get({ evseId }: { evseId: string }): Promise<ExaminedEvse> {
    return this.evses.get(evseId);
  }

  @RpcHandler('evse.raw')
  async raw({ evseId }: { evseId: string }): Promise<WithBytes<Record<string, never>>> {
    return { about: {}, bytes: await this.evses.raw(evseId) };
  }
}
