import { Controller } from '@nestjs/common';
import type { WithBytes } from '#messaging';
import { RpcHandler, type EvseQuery, type EvseView, type ExaminedEvse, type Page } from '#suite';
import { EvsesService } from './evses.service.js';

/** Searches the replica. */
@Controller()
export class EvsesRpcHandlers {
  constructor(private readonly evses: EvsesService) {}

  /** A page of a search. @throws {CursorError} @throws {RpcRefusal} FILTER_INVALID */
  @RpcHandler('evse.search')
  search(query: EvseQuery): Promise<Page<EvseView>> {
    return this.evses.search(query);
  }

  /** One charging point with its findings. @throws {RpcRefusal} EVSE_UNKNOWN, EVSE_ID_INVALID */
  @RpcHandler('evse.get')
  get({ evseId }: { evseId: string }): Promise<ExaminedEvse> {
    return this.evses.get(evseId);
  }

  /** One record as HBS sent it. @throws {RpcRefusal} EVSE_UNKNOWN, EVSE_ID_INVALID */
  @RpcHandler('evse.raw')
  async raw({ evseId }: { evseId: string }): Promise<WithBytes<Record<string, never>>> {
    return { about: {}, bytes: await this.evses.raw(evseId) };
  }
}
