import { Module } from '@nestjs/common';
import { FiltersModule } from '../filters/filters.module.js';
import { FindingsModule } from '../findings/findings.module.js';
import { EvsePowersRpcHandlers } from './evse-powers.rpc-handlers.js';
import { EvsesRpcHandlers } from './evses.rpc-handlers.js';
import { EvsesService } from './evses.service.js';

/** Searches of the replica, and single charging points of it. */
@Module({
  imports: [FiltersModule, FindingsModule],
  controllers: [EvsesRpcHandlers, EvsePowersRpcHandlers],
  providers: [EvsesService],
})
export class SearchModule {}
