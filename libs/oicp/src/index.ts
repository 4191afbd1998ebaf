/**
 * The protocol between an e-mobility provider (EMP) and Hubject's roaming hub (HBS): OICP 2.3, as it is really spoken.
 */
export { NotConformantError, type Message, type Reading } from './message.js';
export {
  violationCodes,
  type Violation,
  type ViolationCode,
  type ViolationSeverity,
} from './schema/violation.js';
export { Decimal } from './schema/decimal.js';
export { NumberText } from './json/number-text.js';
export { Instant } from './schema/instant.js';

export { parseEvseId, evseIdKey, type EvseId } from './identifiers/evse-id.js';
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
export type { Identifier, Notation } from './identifiers/identifier.js';

export {
  mediumOf,
  type ContractMedium,
  type Medium,
  type RfidMedium,
  type SingleMedium,
} from './types/medium.js';
export type { Identification, ReceivedIdentification } from './types/identification.js';
export type { ReceivedStatusCode, StatusCodeType } from './types/status-code.js';

export {
  authorizationStart,
  authorizeStart,
  type AuthorizationStart,
  type AuthorizeStart,
  type ReceivedAuthorizeStart,
} from './messages/authorize-start.js';
export {
  authorizationStop,
  authorizeStop,
  type AuthorizationStop,
  type AuthorizeStop,
  type ReceivedAuthorizeStop,
} from './messages/authorize-stop.js';
export {
  acknowledgement,
  type Acknowledgement,
  type ReceivedAcknowledgement,
} from './messages/acknowledgement.js';
export {
  chargeDetailRecord,
  type ChargeDetailRecord,
  type ReceivedChargeDetailRecord,
} from './messages/charge-detail-record.js';
export {
  chargingNotification,
  type ChargingNotification,
  type ReceivedChargingNotification,
} from './messages/charging-notification.js';

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

export { inboundOperations, type InboundOperationName } from './tables/operations.js';
export type { AnyMessage, Operation } from './tables/operation.js';
export {
  statusCodeEntry,
  statusCodes,
  type StatusCode,
  type StatusCodeCategory,
  type StatusCodeEntry,
} from './tables/status-codes.js';

export { displayText } from './text/unclean.js';
export { storableJson } from './json/storable-json.js';
