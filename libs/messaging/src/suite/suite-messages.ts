import { defineMessages } from '../map/definitions.js';
import { handlersOf } from '../nest/handlers.js';
import { authorizationBulkheads, authorizationRpcs } from './authorization.messages.js';
import { healthBulkheads, healthRpcs } from './health.messages.js';

/** Every message between the services of the suite. */
export const suiteMessages = defineMessages({
  bulkheads: { ...authorizationBulkheads, ...healthBulkheads },
  rpcs: { ...authorizationRpcs, ...healthRpcs },
  streams: {},
  events: {},
  intakes: {},
});

export type SuiteMessages = typeof suiteMessages;

export const { RpcHandler, StreamHandler, EventHandler, IntakeHandler } = handlersOf<SuiteMessages>();
