import { acknowledgement } from '../messages/acknowledgement.js';
import { authorizationStart, authorizeStart } from '../messages/authorize-start.js';
import { authorizationStop, authorizeStop } from '../messages/authorize-stop.js';
import { chargeDetailRecord } from '../messages/charge-detail-record.js';
import { chargingNotification } from '../messages/charging-notification.js';
import type { Operation } from './operation.js';

/** What HBS calls us for. It prepends `/api/oicp` to these paths, and the URL set in the portal to that. */
export const inboundOperations = {
  authorizeStart: {
    oicpName: 'eRoamingAuthorizeStart',
    direction: 'inbound',
    paths: ['/charging/v21/operators/{operatorID}/authorize/start'],
    request: authorizeStart,
    answer: authorizationStart,
    timeoutMs: 10_000,
    repeatable: true,
  },
  authorizeStop: {
    oicpName: 'eRoamingAuthorizeStop',
    direction: 'inbound',
    paths: ['/charging/v21/operators/{operatorID}/authorize/stop'],
    request: authorizeStop,
    answer: authorizationStop,
    timeoutMs: 10_000,
    repeatable: true,
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
    timeoutMs: 30_000,
    repeatable: true,
  },
  chargingNotification: {
    oicpName: 'eRoamingChargingNotifications',
    direction: 'inbound',
    paths: ['/notificationmgmt/v11/charging-notifications'],
    request: chargingNotification,
    answer: acknowledgement,
    timeoutMs: 10_000,
    repeatable: true,
  },
} as const satisfies Readonly<Record<string, Operation>>;

export type InboundOperationName = keyof typeof inboundOperations;
