import { acknowledgement } from '../messages/acknowledgement.js';
import { authorizationStart, authorizeStart } from '../messages/authorize-start.js';
import { authorizationStop, authorizeStop } from '../messages/authorize-stop.js';
import { chargeDetailRecord } from '../messages/charge-detail-record.js';
import { chargingNotification } from '../messages/charging-notification.js';
import type { InboundOperation } from './operation.js';

/** The operations that HBS calls at our edge. It prepends the URL set in the portal and `/api/oicp` to the paths. */
export const inboundOperations = {
  authorizeStart: {
    oicpName: 'eRoamingAuthorizeStart',
    direction: 'inbound',
    paths: ['/charging/v21/operators/{operatorID}/authorize/start'],
    request: authorizeStart,
    answer: authorizationStart,
    answeredWithinMs: 10_000,
  },
  authorizeStop: {
    oicpName: 'eRoamingAuthorizeStop',
    direction: 'inbound',
    paths: ['/charging/v21/operators/{operatorID}/authorize/stop'],
    request: authorizeStop,
    answer: authorizationStop,
    answeredWithinMs: 10_000,
  },
  chargeDetailRecord: {
    oicpName: 'eRoamingChargeDetailRecord',
    direction: 'inbound',
    paths: [
      '/cdrmgmt/v22/operators/{operatorID}/charge-detail-record',
      '/cdrmgmt/v21/operators/{operatorID}/charge-detail-record',
    ],
    request: chargeDetailRecord,
    answer: acknowledgement,
    answeredWithinMs: 30_000,
  },
  chargingNotification: {
    oicpName: 'eRoamingChargingNotifications',
    direction: 'inbound',
    paths: ['/notificationmgmt/v11/charging-notifications'],
    request: chargingNotification,
    answer: acknowledgement,
    /** Not documented; assumed as strict as an authorisation. */
    answeredWithinMs: 10_000,
  },
} as const satisfies Readonly<Record<string, InboundOperation>>;

export type InboundOperationName = keyof typeof inboundOperations;
