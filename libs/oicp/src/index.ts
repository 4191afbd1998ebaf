/**
 * The protocol between an e-mobility provider (EMP) and Hubject's roaming hub (HBS): OICP 2.3, as partners really use it.
 * No framework and no I/O: it parses bytes into values and violations, and writes values as bytes.
 *
 * Drivers of an EMP charge at stations of charge point operators (CPOs). HBS is between them: it asks us whether a
 * driver may charge (AuthorizeStart, AuthorizeStop), forwards charge detail records (CDRs) and charging notifications; we ask
 * it to start and stop sessions, and pull charging points (EVSEs), their status and prices.
 *
 * **Messages.** Each message is one object with `read`, `readValue`, `check` and `write`. Reading accepts any
 * input, never throws, and reports exactly what is wrong; writing refuses what Hubject would refuse.
 *
 * ```ts
 * const { value, violations } = authorizeStart.read(body); // bytes or text
 * const medium = mediumOf(value.Identification);           // card, QR code, Plug & Charge, app; several, none
 * if (medium.kind !== 'rfid' || !isOurs(medium.uidKey)) {
 *   return writeRefusal('authorizeStart', { code: '102' }, value);
 * }
 * return writeStartAuthorized({ request: value, providerId: 'DE-8EO', stopWith: [medium] });
 * ```
 *
 * In a value any field can be missing, lists of values can have unknown ones, and fields that OICP does not define are
 * retained and written again. A violation has a stable `code`, a `severity` (`loss`: something is missing from the value;
 * `deviation`: it was parsed or retained unchanged; `note`), a JSON Pointer and a sentence. Times are {@link Instant}s, which
 * retain their offset; energy and money are exact {@link Decimal}s.
 *
 * **Calling HBS.** `outboundOperations` says where to send a request and how often; {@link readHbsAnswer} parses
 * any answer, or the lack of one, into a result that says whether the call took effect and may be repeated.
 *
 * ```ts
 * const operation = outboundOperations.pullEvseData;
 * const path = pathOf(operation, { providerID: 'DE-8EO', page: { number: 0, size: 2_000 } });
 * const body = operation.request.write({ ProviderID: 'DE-8EO', GeoCoordinatesResponseFormat: 'Google' });
 * const answer = readHbsAnswer(operation, await post(path, body)); // { status, headers, body } or 'timed-out' …
 * if (answer.outcome === 'accepted') {
 *   for (const { value, violations } of answer.value.content ?? []) store(value, violations);
 * } else log(answer.sentence);
 * ```
 *
 * **Identifiers** are compared by key (`evseIdKey`, `evcoIdKey`, `uidKey` …) and sent back in their original form, or
 * in the nearest one that HBS accepts. What people type is parsed by `parseEvseIdQuery` …: also as on a sticker, and an EvcoID
 * without its check digit. A value of a list is found in any spelling by `plug.known`, a {@link KnownValues}.
 *
 * **Charge detail records**: {@link sameBill} says whether two copies bill the same, {@link findImplausibilities} what a
 * person should look at.
 */
export { NotConformantError, type Message, type Reading } from './message.js';
export { writeConformantFields } from './write-conformant-fields.js';
export type { RecordReading } from './schema/records.js';
export {
  violationCodes,
  type Violation,
  type ViolationCode,
  type ViolationSeverity,
} from './schema/violation.js';

// Values
export { NumberText } from './json/number-text.js';
export {
  describeUnreadEncoding,
  findFalseCharset,
  otherCharset,
  unreadEncoding,
  type BodyHeaders,
  type UnreadEncoding,
} from './json/body-encoding.js';
export { recordTexts } from './json/record-texts.js';
export { canonicalContent } from './json/canonical-content.js';
export { storableJson } from './json/storable-json.js';
export { Decimal } from './schema/decimal.js';
export { Instant } from './schema/instant.js';
export { displayText } from './text/unclean.js';
export { meaningfulText } from './text/meaningful-text.js';
export {
  coordinateReadings,
  findTurnedNotation,
  isNowhere,
  isPlace,
  positionOf,
  type Coordinates,
  type Position,
} from './types/position.js';
export {
  mediumOf,
  type ContractMedium,
  type Medium,
  type RfidMedium,
  type SingleMedium,
} from './types/medium.js';
export {
  MOST_PIN_CHARACTERS,
  type Identification,
  type ReceivedIdentification,
} from './types/identification.js';
export type { ReceivedStatusCode, StatusCodeType } from './types/status-code.js';

// Identifiers
export type { Identifier, Notation } from './identifiers/identifier.js';
export { chargingPoolIdKey } from './identifiers/charging-pool-id.js';
export {
  computedCheckDigit,
  evcoIdKey,
  parseEvcoId,
  withCheckDigit,
  type EvcoId,
} from './identifiers/evco-id.js';
export { evseCountry, evseIdKey, parseEvseId, type EvseId } from './identifiers/evse-id.js';
export { toOtherNotation } from './identifiers/other-notation.js';
export { operatorIdKey, parseOperatorId } from './identifiers/operator-id.js';
export { parseProviderId, providerIdKey } from './identifiers/provider-id.js';
export { isSessionId, readSessionId, sessionIdKey, storedSessionIdKeys } from './identifiers/session-id.js';
export { identifiesCard, identifiesEvse, namedContract } from './identifiers/identifies.js';
export { cardKey, maybeSameContract, sameCard, sameContract, sameEvse } from './identifiers/same-identity.js';
export { reversedUid, uidKey } from './identifiers/uid.js';

// What people search for
export {
  parseEvcoIdQuery,
  parseEvseIdQuery,
  parseOperatorIdQuery,
  parseProviderIdQuery,
  parseSessionIdQuery,
  parseUidQuery,
  type IdentifierQuery,
} from './identifiers/identifier-query.js';
export {
  parseLooseEvcoId,
  toHbsEvseId,
  parseLooseEvseId,
  parseLooseOperatorId,
  parseLooseProviderId,
} from './identifiers/loose-identifiers.js';
export { parseBoolean } from './schema/boolean.js';
export { KnownValues } from './schema/known-values.js';
export { findNearestValues, describeRefusedValue, type SpelledValue } from './schema/nearest.js';
export { plainSpelling } from './schema/spelling.js';
export { authenticationMode, evseStatus, plug } from './types/evse-properties.js';

// What HBS sends us
export { inboundOperations, type InboundOperationName } from './tables/inbound-operations.js';
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
  chargeDetailRecord,
  type ChargeDetailRecord,
  type ReceivedChargeDetailRecord,
} from './messages/charge-detail-record.js';
export {
  chargingNotification,
  type ChargingNotification,
  type ReceivedChargingNotification,
} from './messages/charging-notification.js';
export { billingFacts } from './cdr/billing-facts.js';
export { namedCardKey, namedMedia, type NamedMedia } from './cdr/named-media.js';
export { isSameBill, readBill, sameBill, type Bill } from './cdr/same-bill.js';
export { unreadBillingValues, type UnreadValues } from './cdr/unread-billing-values.js';
export { readSessionNames, usableSessionId, type CdrSessionNames } from './cdr/session-names.js';
export {
  earliestMoment,
  firstPlausible,
  isLongAgo,
  latestMoment,
  timeProblem,
  type TimeProblem,
  WIDEST_OFFSET_MS,
} from './cdr/implausible-time.js';
export {
  implausibilities,
  findImplausibilities,
  type Finding,
  type Implausibility,
  type TimeLimits,
} from './cdr/plausibility.js';
export { meteredEnergy, type MeterValues } from './cdr/metered-energy.js';

// What we answer
export { writeNegativeAcknowledgement, writeAcknowledgement } from './answers/acknowledgement.js';
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
export { describeMissingMedium, describeMissingSession } from './answers/missing.js';
export type { AnswerStatus } from './answers/status.js';

// What we send HBS
export { outboundOperations, type OutboundOperationName } from './tables/outbound-operations.js';
export { pathOf, type PathParts } from './tables/path.js';
export {
  authorizeRemoteStart,
  authorizeRemoteStop,
  remoteReservationStart,
  remoteReservationStop,
  type AuthorizeRemoteStart,
  type AuthorizeRemoteStop,
  type ReceivedAuthorizeRemoteStart,
  type ReceivedAuthorizeRemoteStop,
  type ReceivedRemoteReservationStart,
  type ReceivedRemoteReservationStop,
  type RemoteReservationStart,
  type RemoteReservationStop,
} from './messages/authorize-remote.js';
export {
  getChargeDetailRecords,
  type GetChargeDetailRecords,
  type ReceivedGetChargeDetailRecords,
} from './messages/get-charge-detail-records.js';
export { pullEvseData, type PullEvseData, type ReceivedPullEvseData } from './messages/pull-evse-data.js';
export {
  pullEvseStatus,
  pullEvseStatusById,
  pullEvseStatusByOperatorId,
  type PullEvseStatus,
  type PullEvseStatusById,
  type PullEvseStatusByOperatorId,
} from './messages/pull-evse-status.js';
export {
  pullEvsePricing,
  pullPricingProductData,
  type PullEvsePricing,
  type PullPricingProductData,
} from './messages/pull-pricing.js';
export {
  pushAuthenticationData,
  type PushAuthenticationData,
  type ReceivedPushAuthenticationData,
} from './messages/push-authentication-data.js';

// What HBS answers
export { readHbsAnswer } from './hbs/read-answer.js';
export type {
  Accepted,
  ConnectionFailure,
  Effect,
  HbsAnswer,
  HttpAnswer,
  IdentityError,
  InvalidField,
  InvalidRequest,
  Limited,
  NotWhitelisted,
  RefusedByHbs,
  TlsError,
  Unavailable,
  UnavailableCause,
} from './hbs/answer.js';
export {
  acknowledgement,
  type Acknowledgement,
  type ReceivedAcknowledgement,
} from './messages/acknowledgement.js';
export {
  chargeDetailRecords,
  type ChargeDetailRecords,
  type ReceivedChargeDetailRecords,
} from './messages/get-charge-detail-records.js';
export { evseData, type EvseData, type ReceivedEvseData } from './messages/pull-evse-data.js';
export {
  evseDataRecord,
  type EvseDataRecord,
  type ReceivedEvseDataRecord,
} from './types/evse-data-record.js';
export {
  evseStatuses,
  evseStatusesById,
  isListOfStatuses,
  operatorEvseStatus,
  type EvseStatuses,
  type EvseStatusesById,
  type ReceivedEvseStatuses,
  type ReceivedEvseStatusesById,
  type ReceivedOperatorEvseStatus,
} from './messages/pull-evse-status.js';
export {
  evsePricing,
  pricingProducts,
  type EvsePricing,
  type PricingProducts,
  type ReceivedEvsePricing,
  type ReceivedPricingProducts,
} from './messages/pull-pricing.js';

// What CPOs send HBS
export {
  pushEvseData,
  pushEvsePricing,
  pushEvseStatus,
  pushPricingProductData,
  type PushEvseData,
  type PushEvsePricing,
  type PushEvseStatus,
  type PushPricingProductData,
} from './messages/cpo-uploads.js';

// Tables about the protocol
export type { AnyMessage, InboundOperation, Operation, OutboundOperation } from './tables/operation.js';
export {
  statusCodeEntry,
  statusCodes,
  type StatusCode,
  type StatusCodeCategory,
  type StatusCodeEntry,
} from './tables/status-codes.js';
export { differences, type Difference } from './tables/differences.js';
export { narrowPlaces, type NarrowPlace } from './tables/narrow-places.js';
