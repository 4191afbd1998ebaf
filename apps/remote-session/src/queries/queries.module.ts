import { Module } from '@nestjs/common';
import { StoreModule } from '../store/store.module.js';
import { SessionQueriesRpcHandlers } from './session-queries.rpc-handlers.js';

/** Answers queries of the API and of other services. */
@Module({
  imports: [StoreModule],
  controllers: [SessionQueriesRpcHandlers],
})
export class SessionQueriesModule {}
