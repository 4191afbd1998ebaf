import { Controller } from '@nestjs/common';
import { RpcHandler, type EvseQuery, type EvseView, type Page } from '#messaging';
import { EvsesService } from './evses.service.js';

@Controller()
export class EvsesController {
  constructor(private readonly evses: EvsesService) {}

  @RpcHandler('evse.search')
  search(query: EvseQuery): Promise<Page<EvseView>> {
    return this.evses.search(query);
  }

  @RpcHandler('evse.get')
  get({ evseId }: { evseId: string }): Promise<EvseView> {
    return this.evses.get(evseId);
  }
}
