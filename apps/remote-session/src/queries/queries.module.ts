import { Module } from '@nestjs/common';
import { StoreModule } from '../store/store.module.js';
import { QueriesController } from './queries.controller.js';

/** Answers queries of the API and of other services. */
@Module({
  imports: [StoreModule],
  controllers: [QueriesController],
})
export class SessionQueriesModule {}
