/**
 * What the sandbox publishes: the shapes of its control API, its settings and its development certificates. Other parts
 * import this file and no other of the sandbox, so that everything behind it may change freely.
 */
export type { AuthorizationVerdict } from './authorization/authorization-caller.js';
export type { CallCount, CallLedger } from './calls/call-ledger.js';
export {
  developmentCertificates,
  HBS_CLIENT_NAME,
  type DevelopmentCertificates,
} from './certificates/development-certificates.js';
export type { WaitingFault } from './faults/fault-board.js';
export { faultKinds, type FaultKind, type FaultOrder } from './faults/fault.js';
export type { NetworkSummary } from './network/control/network-control.js';
export type { ChangeOrder, ChangesMade } from './network/network-changes.js';
export type { CdrCounts, CdrsView } from './send-cdrs/cdrs.controller.js';
export { sandboxSettings } from './settings.js';
export type { ChargeView } from './stations/charge-view.js';
export type { StopResult } from './stop/stop.service.js';
export type { SwipeResult } from './swipe/swipe.service.js';
