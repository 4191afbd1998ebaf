import type { ServiceDatabase } from '#persistence';
import { CallLimit } from './limiter/call-limit.entity.js';
import { CreateCallLimit1795400000000 } from './migrations/1795400000000-create-call-limit.js';

/** What the gateway keeps. It answers HBS without; only pulls and the journal need it. */
export const gatewayDatabase: ServiceDatabase = {
  schema: 'gateway',
  entities: [CallLimit],
  migrations: [CreateCallLimit1795400000000],
};
