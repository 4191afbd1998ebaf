import { acknowledgement } from '../messages/acknowledgement.js';
import {
  authorizeRemoteStart,
  authorizeRemoteStop,
  remoteReservationStart,
  remoteReservationStop,
} from '../messages/authorize-remote.js';
import { chargeDetailRecords, getChargeDetailRecords } from '../messages/get-charge-detail-records.js';
import { evseData, pullEvseData } from '../messages/pull-evse-data.js';
import {
  evseStatuses,
  evseStatusesById,
  pullEvseStatus,
  pullEvseStatusById,
  pullEvseStatusByOperatorId,
} from '../messages/pull-evse-status.js';
import {
  evsePricing,
  pricingProducts,
  pullEvsePricing,
  pullPricingProductData,
} from '../messages/pull-pricing.js';
import { pushAuthenticationData } from '../messages/push-authentication-data.js';
import type { OutboundOperation } from './operation.js';

/** HBS waits up to 60 s for the CPO: five more, so that we always receive HBS's own answer. */
const REMOTE_TIMEOUT_MS = 65_000;
const PULL_TIMEOUT_MS = 60_000;
const PAGES = { defaultSize: 20, largestSize: 2_000 };
/** The OpenAPI documents have this path for all three kinds of status pull. */
const STATUS_PATH = '/evsepull/v21/providers/{providerID}/status-records';

/** The operations that we call at HBS. Limits are from Hubject's Acceptable Use Policy, or from its article for EMPs if stricter. */
export const outboundOperations = {
  authorizeRemoteStart: {
    oicpName: 'eRoamingAuthorizeRemoteStart',
    direction: 'outbound',
    paths: ['/charging/v21/providers/{providerID}/authorize-remote/start'],
    request: authorizeRemoteStart,
    answer: acknowledgement,
    essential: 'Result',
    timeoutMs: REMOTE_TIMEOUT_MS,
    callsPerMinute: 100,
    repeatable: false,
  },
  authorizeRemoteStop: {
    oicpName: 'eRoamingAuthorizeRemoteStop',
    direction: 'outbound',
    paths: ['/charging/v21/providers/{providerID}/authorize-remote/stop'],
    request: authorizeRemoteStop,
    answer: acknowledgement,
    essential: 'Result',
    timeoutMs: REMOTE_TIMEOUT_MS,
    callsPerMinute: 200,
    repeatable: false,
  },
  remoteReservationStart: {
    oicpName: 'eRoamingAuthorizeRemoteReservationStart',
    direction: 'outbound',
    paths: ['/reservation/v11/providers/{providerID}/reservation-start-request'],
    request: remoteReservationStart,
    answer: acknowledgement,
    essential: 'Result',
    timeoutMs: REMOTE_TIMEOUT_MS,
    repeatable: false,
  },
  remoteReservationStop: {
    oicpName: 'eRoamingAuthorizeRemoteReservationStop',
    direction: 'outbound',
    paths: ['/reservation/v11/providers/{providerID}/reservation-stop-request'],
    request: remoteReservationStop,
    answer: acknowledgement,
    essential: 'Result',
    timeoutMs: REMOTE_TIMEOUT_MS,
    repeatable: false,
  },
  getChargeDetailRecords: {
    oicpName: 'eRoamingGetChargeDetailRecords',
    direction: 'outbound',
    paths: ['/cdrmgmt/v22/providers/{providerID}/get-charge-detail-records-request'],
    request: getChargeDetailRecords,
    answer: chargeDetailRecords,
    essential: 'content',
    timeoutMs: PULL_TIMEOUT_MS,
    callsPerMinute: 200,
    page: PAGES,
    repeatable: true,
  },
  pullEvseData: {
    oicpName: 'eRoamingPullEVSEData',
    direction: 'outbound',
    paths: ['/evsepull/v23/providers/{providerID}/data-records'],
    request: pullEvseData,
    answer: evseData,
    essential: 'content',
    timeoutMs: PULL_TIMEOUT_MS,
    /** The article; the policy says 100. */
    callsPerMinute: 25,
    page: PAGES,
    repeatable: true,
  },
  pullEvseStatus: {
    oicpName: 'eRoamingPullEVSEStatus',
    direction: 'outbound',
    paths: [STATUS_PATH],
    request: pullEvseStatus,
    answer: evseStatuses,
    essential: 'EvseStatuses',
    /** The whole network in one body. */
    timeoutMs: 120_000,
    callsPerMinute: 6,
    repeatable: true,
  },
  pullEvseStatusById: {
    oicpName: 'eRoamingPullEVSEStatusByID',
    direction: 'outbound',
    paths: [`${STATUS_PATH}-by-id`, STATUS_PATH],
    request: pullEvseStatusById,
    answer: evseStatusesById,
    essential: 'EVSEStatusRecords',
    timeoutMs: PULL_TIMEOUT_MS,
    callsPerMinute: 300,
    repeatable: true,
  },
  pullEvseStatusByOperatorId: {
    oicpName: 'eRoamingPullEVSEStatusByOperatorID',
    direction: 'outbound',
    paths: [`${STATUS_PATH}-by-operator-id`, STATUS_PATH],
    request: pullEvseStatusByOperatorId,
    answer: evseStatuses,
    essential: 'EvseStatuses',
    timeoutMs: PULL_TIMEOUT_MS,
    callsPerMinute: 75,
    repeatable: true,
  },
  pullPricingProductData: {
    oicpName: 'eRoamingPullPricingProductData',
    direction: 'outbound',
    paths: ['/dynamicpricing/v10/providers/{providerID}/pricing-products'],
    request: pullPricingProductData,
    answer: pricingProducts,
    essential: 'PricingProductData',
    timeoutMs: PULL_TIMEOUT_MS,
    callsPerMinute: 300,
    repeatable: true,
  },
  pullEvsePricing: {
    oicpName: 'eRoamingPullEVSEPricing',
    direction: 'outbound',
    paths: ['/dynamicpricing/v10/providers/{providerID}/evse-pricing'],
    request: pullEvsePricing,
    answer: evsePricing,
    essential: 'OperatorEVSEPricing',
    timeoutMs: PULL_TIMEOUT_MS,
    callsPerMinute: 280,
    repeatable: true,
  },
  pushAuthenticationData: {
    oicpName: 'eRoamingPushAuthenticationData',
    direction: 'outbound',
    paths: ['/authdata/v21/providers/{providerID}/push-request'],
    request: pushAuthenticationData,
    answer: acknowledgement,
    essential: 'Result',
    timeoutMs: PULL_TIMEOUT_MS,
    callsPerMinute: 50,
    /** A second full load, update or delete changes nothing; a second insert is refused as a whole. */
    repeatable: true,
    oneAtATime: true,
  },
} as const satisfies Readonly<Record<string, OutboundOperation>>;

export type OutboundOperationName = keyof typeof outboundOperations;
