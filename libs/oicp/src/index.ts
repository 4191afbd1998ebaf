/**
 * The protocol between an e-mobility provider (EMP) and Hubject's roaming hub (HBS): OICP 2.3, as it is really spoken.
 */
export { NotConformantError, type Message, type MessageOptions, type Reading } from './message.js';
export {
  violationCodes,
  type Violation,
  type ViolationCode,
  type ViolationSeverity,
} from './schema/violation.js';
export type { RecordReading } from './schema/records.js';
export { Decimal } from './schema/decimal.js';
export { Instant } from './schema/instant.js';
export { NumberText } from './json/number-text.js';
export { storableJson } from './json/storable-json.js';
export { displayText } from './text/unclean.js';

export type { Identifier, Notation } from './identifiers/identifier.js';
export { evseIdKey, parseEvseId, type EvseId } from './identifiers/evse-id.js';
export {
  computedCheckDigit,
  evcoIdKey,
  parseEvcoId,
  withCheckDigit,
  type EvcoId,
} from './identifiers/evco-id.js';
export { operatorIdKey, parseOperatorId } from './identifiers/operator-id.js';
export { parseProviderId, providerIdKey } from './identifiers/provider-id.js';
export { sessionIdKey } from './identifiers/session-id.js';
export { reversedUid, uidKey } from './identifiers/uid.js';
export { chargingPoolIdKey } from './identifiers/charging-pool-id.js';

export {
  mediumOf,
  type ContractMedium,
  type Medium,
  type RfidMedium,
  type SingleMedium,
} from './types/medium.js';
export { positionOf, type Position } from './types/position.js';
export {
  evseDataRecord,
  type EvseDataRecord,
  type ReceivedEvseDataRecord,
} from './types/evse-data-record.js';
export type { Identification, ReceivedIdentification } from './types/identification.js';
export type { ReceivedStatusCode, StatusCodeType } from './types/status-code.js';

export * from './messages/acknowledgement.js';
export {
  authorizationStart,
  authorizeStart,
  type AuthorizationStart,
  type AuthorizeStart,
  type ReceivedAuthorizeStart,
} from './messages/authorize-start.js';
export * from './messages/authorize-stop.js';
export * from './messages/authorize-remote.js';
export {
  chargeDetailRecord,
  type ChargeDetailRecord,
  type ReceivedChargeDetailRecord,
} from './messages/charge-detail-record.js';
export * from './messages/get-charge-detail-records.js';
export {
  chargingNotification,
  type ChargingNotification,
  type ReceivedChargingNotification,
} from './messages/charging-notification.js';
export * from './messages/pull-evse-data.js';
export * from './messages/pull-evse-status.js';
export * from './messages/pull-pricing.js';
export * from './messages/push-authentication-data.js';
export * from './messages/cpo-uploads.js';

export { writeNotTaken, writeTaken } from './answers/acknowledgement.js';
export {
  writeNotAuthorized,
  writeStartAuthorized,
  writeStopAuthorized,
  type AuthorizationAnswer,
  type Refused,
  type StartAuthorized,
} from './answers/authorization.js';
export type { SessionNames } from './answers/echo.js';
export { writeRefusal } from './answers/refusal.js';
export type { AnswerStatus } from './answers/status.js';

export { billingFacts } from './cdr/billing-facts.js';
export { implausibilities, implausible, type Finding, type Implausibility } from './cdr/plausibility.js';
export { recordTexts } from './json/record-texts.js';

export type * from './hbs/answer.js';
export { readHbsAnswer } from './hbs/read-answer.js';

export { inboundOperations, type InboundOperationName } from './tables/inbound-operations.js';
export { outboundOperations, type OutboundOperationName } from './tables/outbound-operations.js';
export type { AnyMessage, InboundOperation, Operation, OutboundOperation } from './tables/operation.js';
export { pathOf, type PathParts } from './tables/path.js';
export { differences, type Difference } from './tables/differences.js';
export { narrowPlaces, type NarrowPlace } from './tables/narrow-places.js';
export {
  statusCodeEntry,
  statusCodes,
  type StatusCode,
  type StatusCodeCategory,
  type StatusCodeEntry,
} from './tables/status-codes.js';
