import type { Instant } from '#oicp';
import type { EvsePower } from '../evse.messages.js';
import type { ComparisonSettings } from './comparison-settings.js';
import { toFinding, type ComparisonFinding } from './to-finding.js';

/** What a charge may take on average. */
export type PowerLimits = Pick<
  ComparisonSettings,
  'CDR_POWER_TOLERANCE' | 'CDR_POWER_LIMIT_KW' | 'CDR_MEGAWATT_LIMIT_KW'
>;

/** The energy that was reported, and the time in which it flowed. */
export interface ReportedEnergy {
  /** Kilowatt-hours. */
  readonly energyKwh: number;
  /** Milliseconds from the start to the end of the flow. */
  readonly elapsedMs: number;
  /** Whether the times are written to the minute, and may each be up to a minute off. */
  readonly isByMinutes: boolean;
  /** The EVSE that the report names, for the text of a finding. */
  readonly evseId: string | undefined;
}

const HOUR_MS = 60 * 60_000;
/** Of two times written to the minute, each may be off by up to one: together they are off by less than one. */
const BY_MINUTES_MS = 60_000;
const BY_SECONDS_MS = 1_000;
/** Less than this flows within the minute that both times may name, at all but a few chargers. */
const MOST_IN_NO_TIME_KWH = 5;
/** Meters count by a tenth of a kilowatt-hour, or round to it: the last one may have begun to flow before. */
const METER_RESOLUTION_KWH = 0.1;
/** OICP gives the power of an EVSE in whole kilowatts: `3` may be 3.68 kW. */
const POWER_RESOLUTION_KW = 1;

/** The most power that an EVSE can give, and why. */
interface PowerCap {
  readonly powerKw: number;
  readonly isOfEvse: boolean;
  readonly comparedWith: string;
}

/**
 * Whether more energy was reported than can flow in the time of a charge: at the EVSE’s power with a tolerance, and where it
 * is not known or absurd, at a power that no charger reaches.
 *
 * @param power what the replica knows of the EVSE; `undefined` where it does not know it, or did not answer
 */
export function compareEnergy(
  reported: ReportedEnergy,
  power: Omit<EvsePower, 'evseId'> | undefined,
  limits: PowerLimits,
): readonly ComparisonFinding[] {
  const { energyKwh, elapsedMs } = reported;
  if (energyKwh <= 0 || elapsedMs < 0) return [];
  const cap = capPower(reported, power, limits);
  if (energyKwh <= mostEnergy(reported, cap, limits)) return [];
  const detail =
    elapsedMs === 0
      ? `${shownEnergy(energyKwh)} in no time`
      : `${shownEnergy(energyKwh)} in ${shownTime(elapsedMs)}${shownAverage((energyKwh * HOUR_MS) / elapsedMs)}`;
  return [toFinding('energy-exceeds-power', cap.comparedWith, detail)];
}

/** Milliseconds between two times; two without offset are those of one place. `undefined` where the difference is not known. */
export function elapsedBetween(start: Instant | undefined, end: Instant | undefined): number | undefined {
  if (start === undefined || end === undefined) return undefined;
  if ((start.offsetMinutes === undefined) !== (end.offsetMinutes === undefined)) return undefined;
  const elapsed = end.epochMs - start.epochMs;
  return elapsed < 0 ? undefined : elapsed;
}

/** Whether a time is written to the minute, or not at all. */
export function isWrittenToMinute(time: Instant | undefined): boolean {
  return time === undefined || time.epochMs % 60_000 === 0;
}

function capPower(
  { evseId }: ReportedEnergy,
  power: Omit<EvsePower, 'evseId'> | undefined,
  { CDR_POWER_LIMIT_KW, CDR_MEGAWATT_LIMIT_KW }: PowerLimits,
): PowerCap {
  const hasMegawattPlug = power?.hasMegawattPlug === true;
  const most = hasMegawattPlug ? CDR_MEGAWATT_LIMIT_KW : CDR_POWER_LIMIT_KW;
  const own = power?.maxPowerKw;
  if (own !== undefined && own > 0 && own <= most)
    return { powerKw: own, isOfEvse: true, comparedWith: `${own} kW, the power of EVSE ${evseId}` };
  const where = hasMegawattPlug ? 'with a megawatt plug' : 'whose power is not known';
  return { powerKw: most, isOfEvse: false, comparedWith: `${most} kW, the limit of an EVSE ${where}` };
}

function mostEnergy(
  { elapsedMs, isByMinutes }: ReportedEnergy,
  { powerKw, isOfEvse }: PowerCap,
  { CDR_POWER_TOLERANCE }: PowerLimits,
): number {
  const mostMs = elapsedMs + (isByMinutes ? BY_MINUTES_MS : BY_SECONDS_MS);
  const toleranceKw = isOfEvse ? Math.max(powerKw * CDR_POWER_TOLERANCE, POWER_RESOLUTION_KW) : 0;
  const most = ((powerKw + toleranceKw) * mostMs) / HOUR_MS;
  return elapsedMs === 0 && !isOfEvse ? Math.min(most, MOST_IN_NO_TIME_KWH) : most + METER_RESOLUTION_KWH;
}

function shownEnergy(energyKwh: number): string {
  return Number.isFinite(energyKwh) ? `${energyKwh} kWh` : 'a number of kWh with hundreds of digits';
}

function shownAverage(powerKw: number): string {
  return Number.isFinite(powerKw) ? `, on average ${rounded(powerKw)} kW` : '';
}

function shownTime(elapsedMs: number): string {
  return elapsedMs < 60_000 ? `${rounded(elapsedMs / 1_000)} s` : `${rounded(elapsedMs / 60_000)} min`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
