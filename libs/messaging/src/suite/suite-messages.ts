import { defineMessages } from '../map/definitions.js';
import { handlersOf } from '../nest/handlers.js';
import { authorizationBulkheads, authorizationEvents, authorizationRpcs } from './authorization.messages.js';
import { cdrBulkheads, cdrEvents, cdrIntakes, cdrRpcs } from './cdr.messages.js';
import { hbsBulkheads, hbsRpcs, hbsStreams } from './hbs.messages.js';
import { healthBulkheads, healthRpcs } from './health.messages.js';
import { sessionBulkheads, sessionEvents, sessionRpcs } from './session.messages.js';

/** Every message between the services of the suite. */
export const suiteMessages = defineMessages({
  bulkheads: {
    ...authorizationBulkheads,
    ...cdrBulkheads,
    ...hbsBulkheads,
    ...healthBulkheads,
    ...sessionBulkheads,
  },
  rpcs: { ...authorizationRpcs, ...cdrRpcs, ...hbsRpcs, ...healthRpcs, ...sessionRpcs },
  streams: { ...hbsStreams },
  events: { ...authorizationEvents, ...cdrEvents, ...sessionEvents },
  intakes: { ...cdrIntakes },
});

export type SuiteMessages = typeof suiteMessages;

export const { RpcHandler, StreamHandler, EventHandler, IntakeHandler } = handlersOf<SuiteMessages>();
