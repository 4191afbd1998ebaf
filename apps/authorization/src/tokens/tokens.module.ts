import { Module } from '@nestjs/common';
import { CacheModule } from '../cache/cache.module.js';
import { TokensRpcHandlers } from './tokens.rpc-handlers.js';
import { TokensService } from './tokens.service.js';

/** The administration of cards. */
@Module({ imports: [CacheModule], controllers: [TokensRpcHandlers], providers: [TokensService] })
export class TokensModule {}
