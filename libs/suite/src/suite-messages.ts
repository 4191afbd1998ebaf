import { defineMessages, handlersOf, workQueuesOf } from '#messaging';
import { authorizationBulkheads, authorizationEvents, authorizationRpcs } from './authorization.messages.js';
import { cdrBulkheads, cdrEvents, cdrIntakes, cdrRpcs } from './cdr.messages.js';
import { cdrRunRpcs } from './cdr-runs.messages.js';
import { evseFindingRpcs } from './evse-findings.messages.js';
import { evseBulkheads, evseEvents, evseRpcs } from './evse.messages.js';
import { hbsBulkheads, hbsRpcs, hbsStreams } from './hbs.messages.js';
import { healthBulkheads, healthRpcs } from './health.messages.js';
import { pricingEvents, pricingRpcs } from './pricing.messages.js';
import { reservationEvents, reservationRpcs } from './reservation.messages.js';
import { suiteServices } from './services.js';
import { sessionBulkheads, sessionEvents, sessionIntakes, sessionRpcs } from './session.messages.js';
import { syncBulkheads, syncRpcs } from './sync.messages.js';

/** Every message between the services of the suite. */
export const suiteMessages = defineMessages({
  bulkheads: {
    ...authorizationBulkheads,
    ...cdrBulkheads,
    ...evseBulkheads,
    ...hbsBulkheads,
    ...healthBulkheads,
    ...sessionBulkheads,
    ...syncBulkheads,
  },
  rpcs: {
    ...authorizationRpcs,
    ...cdrRpcs,
    ...cdrRunRpcs,
    ...evseRpcs,
    ...evseFindingRpcs,
    ...hbsRpcs,
    ...healthRpcs,
    ...pricingRpcs,
    ...reservationRpcs,
    ...sessionRpcs,
    ...syncRpcs,
  },
  streams: { ...hbsStreams },
  events: {
    ...authorizationEvents,
    ...cdrEvents,
    ...evseEvents,
    ...pricingEvents,
    ...reservationEvents,
    ...sessionEvents,
  },
  intakes: { ...cdrIntakes, ...sessionIntakes },
});

/** The type of {@link suiteMessages}, from which every payload's type follows. */
export type SuiteMessages = typeof suiteMessages;

/** Every work queue that a service of the suite may have, by name. */
export const suiteWorkQueues: readonly string[] = workQueuesOf(suiteMessages, suiteServices);

/** NestJS decorators for handlers of the suite's messages; see `handlersOf` of `#messaging`. */
export const { RpcHandler, StreamHandler, EventHandler, IntakeHandler } = handlersOf<SuiteMessages>();
