/**
 * RabbitMQ as the services use it: one typed map of messages, calls with a deadline, events from an outbox, work that is
 * handed over for good, and consumers that lose nothing.
 */
export { messagingAlarms } from './alarms.js';
export { BrokerSettings } from './broker-settings.js';
export { Broker } from './connection/broker.js';
export { PublishError } from './connection/publish-error.js';
export { deadLetter, DependencyAwayError, done, retryLater, type Outcome } from './consumer/outcome.js';
export { DeadLetters, UnknownQueueError, type DeadLetter } from './dead-letters/dead-letters.js';
export { CLOUD_EVENT_TYPE, cloudEventOf, type CloudEvent } from './events/cloud-event.js';
export { IntakePublisher } from './events/intake-publisher.js';
export { createOutboxTable, OutboxRow } from './events/outbox.entity.js';
export { Outbox, type OutboxTransaction } from './events/outbox.js';
export { OutboxRelay } from './events/relay.js';
export { bytes, json, type WithBytes } from './map/body.js';
export * from './map/definitions.js';
export { AmqpStrategy, type ConsumerOptions } from './nest/amqp-strategy.js';
export { handlersOf } from './nest/handlers.js';
export { MessagingModule } from './nest/messaging.module.js';
export { startMicroservice } from './nest/start-microservice.js';
export { PayloadError } from './payload-error.js';
export { RpcClient, type CallOptions } from './rpc/rpc-client.js';
export { RpcError, RpcRefusal, type RpcFailure } from './rpc/rpc-error.js';
export type { CallContext } from './rpc/call-expiry.js';
export { StreamClient } from './stream/stream-client.js';
export { EVENTS_EXCHANGE } from './topology/names.js';
export { workQueuesOf } from './topology/work-queues.js';

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
} from './suite/authorization.messages.js';
export {
  runKinds,
  type CdrBackfill,
  type CdrContent,
  type CdrDetail,
  type CdrFinding,
  type CdrListQuery,
  type CdrRun,
  type CdrSummary,
  type ReceivedCdr,
  type StoredCdr,
  type UnreadableCdr,
} from './suite/cdr.messages.js';
export { cdrComparisons, cdrFindingCodes, type CdrComparison } from './suite/cdr-comparisons.js';
export {
  evseFindingCodes,
  type EvseFinding,
  type EvseFindingCode,
  type EvseFindingQuery,
} from './suite/evse-findings.messages.js';
export { finding, type Finding } from './suite/finding.js';
export type {
  EvsePower,
  EvseQuery,
  EvseStatusChange,
  EvseStatusView,
  EvseView,
  ExaminedEvse,
} from './suite/evse.messages.js';
export {
  callOfOperation,
  HbsClient,
  hbsAnswerOf,
  LIMIT_REACHED,
  limitWaitMs,
  type AskedHbs,
  type CalledOperation,
  type HbsAnswerTo,
} from './suite/hbs-client.js';
export type { EvseStatusChunk, HbsReply, HbsRequest } from './suite/hbs.messages.js';
export { healthControllerOf } from './suite/health.controller.js';
export { answerReasonCodes, reservationReasonCodes, sessionReasonCodes } from './suite/reason-codes.js';
export { keysAsked } from './suite/keys-asked.js';
export {
  readAll,
  reading,
  valueRefusal,
  valuesRefusal,
  wrongValuesOf,
  type NamedWrongValue,
} from './suite/wrong-values.js';
export { ProviderSettings } from './suite/provider-settings.js';
export { RemoteSettings } from './suite/remote-settings.js';
export { pageOf, type Page, type PageQuery } from './suite/page.js';
export {
  askedServices,
  healthReport,
  type AskedService,
  type HealthReport,
} from './suite/health.messages.js';
export type {
  DefaultPrice,
  EvsePrices,
  PricingPullView,
  Tariff,
  UnreadTariff,
} from './suite/pricing.messages.js';
export {
  reservationStates,
  type ReservationQuery,
  type ReservationStart,
  type ReservationState,
  type ReservationView,
} from './suite/reservation.messages.js';
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
} from './suite/session.messages.js';
export {
  syncKinds,
  syncModes,
  type QuarantinedRecord,
  type SyncCounts,
  type SyncReason,
  type SyncRunView,
} from './suite/sync.messages.js';
export {
  EventHandler,
  IntakeHandler,
  RpcHandler,
  StreamHandler,
  suiteMessages,
  type SuiteMessages,
} from './suite/suite-messages.js';
