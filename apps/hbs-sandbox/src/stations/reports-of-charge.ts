import { Instant } from '#oicp';
import { signMeterValues } from '../cdrs/signed-meter-values.js';
import { toKilowattHours, type WireCdr } from '../cdrs/wire-cdr.js';
import { SeededRandom } from '../random/seeded-random.js';
import type { VirtualCharge, ErrorType } from './virtual-charge.js';
import { toSessionNames, type SessionAtHbs } from './session-at-hbs.js';

/** The offset of virtual charging stations: central Europe in winter. */
const OFFSET_MINUTES = 60;

/** The times and meter readings of a session. */
export interface Consumption {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Watt-hours. */
  readonly meterStart: number;
  readonly consumed: number;
}

/** The notification Start. */
export function toStartNotification(charge: VirtualCharge): object {
  return { Type: 'Start', ...toCommonMembers(charge), ChargingStart: formatInstant(charge.startedAt) };
}

/** The notification Progress. @param now milliseconds since 1970 */
export function toProgressNotification(charge: VirtualCharge, now: number): object {
  return {
    Type: 'Progress',
    ...toCommonMembers(charge),
    ChargingStart: formatInstant(charge.startedAt),
    EventOccurred: formatInstant(now),
    ChargingDuration: now - charge.startedAt,
    ConsumedEnergyProgress: toKilowattHours(charge.consumedAt(now)),
  };
}

/** The notification End. @param now milliseconds since 1970 */
export function toEndNotification(charge: VirtualCharge, now: number): object {
  const consumed = charge.consumedAt(now);
  return {
    Type: 'End',
    ...toCommonMembers(charge),
    ChargingStart: formatInstant(charge.startedAt),
    ChargingEnd: formatInstant(now),
    SessionEnd: formatInstant(now),
    ConsumedEnergy: toKilowattHours(consumed),
    MeterValueEnd: toKilowattHours(charge.meterStart + consumed),
  };
}

/** The notification Error. */
export function toErrorNotification({ order }: VirtualCharge, type: ErrorType): object {
  return {
    Type: 'Error',
    ...toSessionNames(order),
    Identification: order.identification,
    EvseID: order.evse.evseId,
    OperatorID: order.evse.operatorId,
    ErrorType: type,
    ErrorAdditionalInfo: 'Ordered at the sandbox',
  };
}

/** The charge detail record of a session. */
export function toCdr(session: SessionAtHbs, consumption: Consumption): WireCdr {
  const { startedAt, endedAt, meterStart, consumed } = consumption;
  const start = { wattHours: meterStart, at: formatInstant(startedAt) };
  const end = { wattHours: meterStart + consumed, at: formatInstant(endedAt) };
  return {
    SessionID: session.sessionId,
    CPOPartnerSessionID: session.cpoPartnerSessionId,
    EMPPartnerSessionID: session.empPartnerSessionId,
    PartnerProductID: session.productId,
    EvseID: session.evse.evseId,
    Identification: session.identification,
    SessionStart: start.at,
    ChargingStart: start.at,
    ChargingEnd: end.at,
    SessionEnd: end.at,
    MeterValueStart: toKilowattHours(start.wattHours),
    MeterValueEnd: toKilowattHours(end.wattHours),
    MeterValueInBetween: null,
    ConsumedEnergy: toKilowattHours(consumed),
    SignedMeteringValues: signMeterValues(SeededRandom.named(session.sessionId), start, end),
    CalibrationLawVerificationInfo: null,
  };
}

function toCommonMembers({ order, startedAt, meterStart }: VirtualCharge): object {
  return {
    ...toSessionNames(order),
    Identification: order.identification,
    EvseID: order.evse.evseId,
    OperatorID: order.evse.operatorId,
    SessionStart: formatInstant(startedAt),
    MeterValueStart: toKilowattHours(meterStart),
    ...(order.productId !== null && { PartnerProductID: order.productId }),
  };
}

function formatInstant(moment: number): string {
  return Instant.at(moment, OFFSET_MINUTES).text;
}
