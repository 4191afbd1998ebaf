import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { DatabaseModule } from '../database.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { ApiKeyRing } from './access/api-key-ring.js';
import { ApiKeyGuard } from './access/api-key.guard.js';
import { RequestLimiter } from './access/request-limiter.js';
import { apiControllers } from './api-controllers.js';
import { ExchangesService } from './exchanges/exchanges.service.js';
import { RoutedMethods } from './http/routed-methods.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { RequestTextsInterceptor } from './requests/request-texts.interceptor.js';
import { RequestPipe } from './requests/request.pipe.js';

/**
 * The internal API. A request passes the guard (key and scope), the interceptor (texts that nothing can store) and the
 * pipe (parameters and body) in this order; the filter answers what any of them, or the operation, throws. They apply
 * to HTTP only: the gateway's handlers of RabbitMQ have a configuration of their own.
 */
@Module({
  imports: [DatabaseModule, JournalModule],
  controllers: [...apiControllers],
  providers: [
    ApiKeyRing,
    RequestLimiter,
    RoutedMethods,
    ExchangesService,
    { provide: APP_GUARD, useClass: ApiKeyGuard },
    { provide: APP_INTERCEPTOR, useClass: RequestTextsInterceptor },
    { provide: APP_PIPE, useClass: RequestPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class ApiModule {}
