/**
 * What the services share about each other: their names, the messages that they exchange, the client of HBS behind the
 * gateway, and the settings of more than one service.
 */
export type {
  AuthorizationDecided,
  AuthorizationMedium,
  AuthorizationRefused,
  AuthorizationStartReply,
  AuthorizationStartRequest,
  AuthorizationStopAccepted,
  AuthorizationStopReply,
  AuthorizationStopRequest,
  ContractPut,
  ContractView,
  TokenView,
} from './authorization.messages.js';
export type {
  CdrContent,
  CdrDetail,
  CdrFinding,
  CdrListQuery,
  CdrSummary,
  ReceivedCdr,
  StoredCdr,
  UnreadableCdr,
} from './cdr.messages.js';
export {
  cdrRunView,
  cdrStateWords,
  parseCdrState,
  runKinds,
  toCdrRunView,
  type CdrBackfill,
  type CdrRun,
  type CdrRunView,
  type CdrStateWord,
} from './cdr-runs.messages.js';
export {
  compareEnergy,
  elapsedBetween,
  isWrittenToMinute,
  type PowerLimits,
  type ReportedEnergy,
} from './comparison/compare-energy.js';
export {
  compareIdentity,
  describeAuthorisation,
  findForeignMedia,
  fitAuthorisation,
  type Authorisation,
  type AuthorisationFit,
  type AuthorisedSession,
  type ReportedIdentity,
} from './comparison/compare-identity.js';
export { compareTimes, type DecidedTimes, type ReportedTimes } from './comparison/compare-times.js';
export {
  findAuthorisationsOfDriver,
  findFittingAuthorisations,
  findLastingStop,
} from './comparison/fit-session.js';
export { ComparisonSettings } from './comparison/comparison-settings.js';
export { asSentence, sortFindings, toFinding, type ComparisonFinding } from './comparison/to-finding.js';
export { cdrComparisons, cdrFindingCodes, type CdrComparison } from './cdr-comparisons.js';
export {
  evseFindingCodes,
  type EvseFinding,
  type EvseFindingCode,
  type EvseFindingQuery,
} from './evse-findings.messages.js';
export { EvsePowers, MOST_POWER_ATTEMPTS, nextPowerRetry, type PowerRetry } from './evse-powers.js';
export { finding, type Finding } from './finding.js';
export { cancelRun, findRun } from './find-run.js';
export type {
  EvsePower,
  EvseQuery,
  EvseStatusChange,
  EvseStatusView,
  EvseView,
  ExaminedEvse,
} from './evse.messages.js';
export {
  callOfOperation,
  HbsClient,
  parseHbsReply,
  LIMIT_REACHED,
  limitWaitMs,
  type HbsCallResult,
  type RelayedOperation,
  type HbsAnswerTo,
} from './hbs-client.js';
export type { EvseStatusChunk, HbsReply, HbsRequest } from './hbs.messages.js';
export { healthControllerOf } from './health.controller.js';
export { answerReasonCodes, reservationReasonCodes, sessionReasonCodes } from './reason-codes.js';
export { resolveFilterKeys } from './filter-keys.js';
export {
  readAll,
  readNow,
  valueRefusal,
  valuesRefusal,
  wrongValuesOf,
  type NamedWrongValue,
} from './wrong-values.js';
export { suiteServices, type SuiteService } from './services.js';
export { OwnProviders } from './own-providers.js';
export { ProviderSettings } from './provider-settings.js';
export { RemoteSettings } from './remote-settings.js';
export { inOrder, requestId, requestInstant } from './request.js';
export {
  LONGEST_IDENTIFIER,
  LONGEST_TEXT,
  MOST_PIN_BYTES,
  asked,
  requestText,
  spelling,
} from './request-values.js';
export { pageOf, pageQuery, type Page, type PageQuery } from './page.js';
export { askedServices, healthReport, type AskedService, type HealthReport } from './health.messages.js';
export {
  pricingPullView,
  toPricingPullView,
  type DefaultPrice,
  type EvsePrices,
  type PricingPullReply,
  type PricingPullView,
  type PricingRunView,
  type Tariff,
  type UnreadTariff,
} from './pricing.messages.js';
export {
  reservationStates,
  type ReservationQuery,
  type ReservationStart,
  type ReservationState,
  type ReservationView,
} from './reservation.messages.js';
export {
  sessionStates,
  type ReceivedNotification,
  type SessionOwner,
  type SessionQuery,
  type SessionStart,
  type SessionState,
  type SessionView,
  type SessionWithTimeline,
  type TimelineEntry,
} from './session.messages.js';
export {
  syncKinds,
  syncModes,
  type QuarantinedRecord,
  type SyncCounts,
  type SyncReason,
  type SyncRunView,
} from './sync.messages.js';
export {
  EventHandler,
  IntakeHandler,
  RpcHandler,
  StreamHandler,
  suiteMessages,
  suiteWorkQueues,
  type SuiteMessages,
} from './suite-messages.js';
