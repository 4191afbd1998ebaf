import type { ServiceDatabase } from '#persistence';
import { CallLimit } from './outbound/limiter/call-limit.entity.js';
import { CreateCallLimit1795400000000 } from './migrations/1795400000000-create-call-limit.js';
import { CreateExchange1795400000010 } from './migrations/1795400000010-create-exchange.js';

/** What the gateway keeps. It answers HBS without; only pulls and the journal need it. */
export const gatewayDatabase: ServiceDatabase = {
  schema: 'gateway',
  entities: [CallLimit],
  // gateway.exchange is read and written in SQL only: TypeORM knows nothing of partitions.
  migrations: [CreateCallLimit1795400000000, CreateExchange1795400000010],
};
