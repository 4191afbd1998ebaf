import { Instant } from '#oicp';
import { signedMeterValues } from '../cdrs/signed-meter-values.js';
import { kilowattHours, type WireCdr } from '../cdrs/wire-cdr.js';
import { SeededRandom } from '../random/seeded-random.js';
import type { Charge, ErrorType } from './charge.js';
import { namesOf, type SessionAtHbs } from './session-at-hbs.js';

/** Virtual charging stations stand in central Europe, in winter. */
const OFFSET_MINUTES = 60;

export interface Consumption {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Watt-hours. */
  readonly meterStart: number;
  readonly consumed: number;
}

export function startOf(charge: Charge): object {
  return { Type: 'Start', ...common(charge), ChargingStart: at(charge.startedAt) };
}

export function progressOf(charge: Charge, now: number): object {
  return {
    Type: 'Progress',
    ...common(charge),
    ChargingStart: at(charge.startedAt),
    EventOccurred: at(now),
    ChargingDuration: now - charge.startedAt,
    ConsumedEnergyProgress: kilowattHours(charge.consumedAt(now)),
  };
}

export function endOf(charge: Charge, now: number): object {
  const consumed = charge.consumedAt(now);
  return {
    Type: 'End',
    ...common(charge),
    ChargingStart: at(charge.startedAt),
    ChargingEnd: at(now),
    SessionEnd: at(now),
    ConsumedEnergy: kilowattHours(consumed),
    MeterValueEnd: kilowattHours(charge.meterStart + consumed),
  };
}

export function errorOf({ order }: Charge, type: ErrorType): object {
  return {
    Type: 'Error',
    ...namesOf(order),
    Identification: order.identification,
    EvseID: order.evse.evseId,
    OperatorID: order.evse.operatorId,
    ErrorType: type,
    ErrorAdditionalInfo: 'The sandbox was told to break it',
  };
}

/** What an operator bills for a session. */
export function cdrOf(session: SessionAtHbs, consumption: Consumption): WireCdr {
  const { startedAt, endedAt, meterStart, consumed } = consumption;
  const start = { wattHours: meterStart, at: at(startedAt) };
  const end = { wattHours: meterStart + consumed, at: at(endedAt) };
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
    MeterValueStart: kilowattHours(start.wattHours),
    MeterValueEnd: kilowattHours(end.wattHours),
    MeterValueInBetween: null,
    ConsumedEnergy: kilowattHours(consumed),
    SignedMeteringValues: signedMeterValues(SeededRandom.named(session.sessionId), start, end),
    CalibrationLawVerificationInfo: null,
  };
}

function common({ order, startedAt, meterStart }: Charge): object {
  return {
    ...namesOf(order),
    Identification: order.identification,
    EvseID: order.evse.evseId,
    OperatorID: order.evse.operatorId,
    SessionStart: at(startedAt),
    MeterValueStart: kilowattHours(meterStart),
    ...(order.productId !== null && { PartnerProductID: order.productId }),
  };
}

function at(moment: number): string {
  return Instant.at(moment, OFFSET_MINUTES).text;
}
