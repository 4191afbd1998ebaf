import { Lease, type ServiceDatabase } from '#persistence';
import { CallLimit } from './outbound/limiter/call-limit.entity.js';
import { CreateCallLimit1795400000000 } from './migrations/1795400000000-create-call-limit.js';
import { CreateExchange1795400000010 } from './migrations/1795400000010-create-exchange.js';
import { CreateLease1795400000020 } from './migrations/1795400000020-create-lease.js';

/** The gateway's schema. HBS is answered without it; only pulls and the journal need it. */
export const gatewayDatabase: ServiceDatabase = {
  schema: 'gateway',
  entities: [CallLimit, Lease],
  // gateway.exchange is read and written in SQL only: TypeORM does not support partitions.
  migrations: [CreateCallLimit1795400000000, CreateExchange1795400000010, CreateLease1795400000020],
};
