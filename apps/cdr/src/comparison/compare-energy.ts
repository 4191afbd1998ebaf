import type { CdrFinding } from '#suite';
import type { Charge } from './charge.js';
import { toFinding } from './to-finding.js';

/** What the replica knows of the power of an EVSE. */
export interface EvsePower {
  /** Kilowatts that its strongest facility gives. */
  readonly maxPowerKw?: number | undefined;
  readonly hasMegawattPlug: boolean;
}

/** What a charge may take on average. */
export interface PowerLimits {
  readonly CDR_POWER_TOLERANCE: number;
  readonly CDR_POWER_LIMIT_KW: number;
  readonly CDR_MEGAWATT_LIMIT_KW: number;
}

const HOUR_MS = 60 * 60_000;
/** Of two times written to the minute, each may be off by up to one: together they are off by less than one. */
const BY_MINUTES_MS = 60_000;
const BY_SECONDS_MS = 1_000;
/** Less than this flows within the minute that both times may name, at all but a few chargers. */
const MOST_IN_NO_TIME_KWH = 5;
/** OICP gives the power of a facility in whole kilowatts: `3` may be 3.68 kW. */
const ROUNDED_KW = 1;

/** The most power that an EVSE can give, and why. */
interface Bound {
  readonly powerKw: number;
  readonly isOfEvse: boolean;
  readonly comparedWith: string;
}

/**
 * Whether more energy was consumed than can flow in the time of a charge: at the EVSE’s power with a tolerance, and where
 * it is not known or absurd, at a power that no charger reaches.
 */
export function compareEnergy(
  charge: Charge,
  power: EvsePower | undefined,
  limits: PowerLimits,
): readonly CdrFinding[] {
  const { energyKwh, elapsed } = charge;
  if (energyKwh === undefined || elapsed === undefined || energyKwh <= 0) return [];
  const bound = toBound(charge, power, limits);
  if (energyKwh <= mostEnergy(charge, elapsed, bound, limits)) return [];
  const detail =
    elapsed === 0
      ? `${shownEnergy(energyKwh)} in no time`
      : `${shownEnergy(energyKwh)} in ${shownTime(elapsed)}${shownAverage((energyKwh * HOUR_MS) / elapsed)}`;
  return [toFinding('energy-exceeds-power', bound.comparedWith, detail)];
}

function toBound({ evseId }: Charge, power: EvsePower | undefined, limits: PowerLimits): Bound {
  const { CDR_POWER_LIMIT_KW, CDR_MEGAWATT_LIMIT_KW } = limits;
  const hasMegawattPlug = power?.hasMegawattPlug === true;
  const most = hasMegawattPlug ? CDR_MEGAWATT_LIMIT_KW : CDR_POWER_LIMIT_KW;
  const own = power?.maxPowerKw;
  if (own !== undefined && own > 0 && own <= most)
    return { powerKw: own, isOfEvse: true, comparedWith: `${own} kW, the power of EVSE ${evseId}` };
  const where = hasMegawattPlug ? 'with a megawatt plug' : 'whose power is not known';
  return { powerKw: most, isOfEvse: false, comparedWith: `${most} kW, the limit of an EVSE ${where}` };
}

function mostEnergy(
  { isByMinutes }: Charge,
  elapsed: number,
  { powerKw, isOfEvse }: Bound,
  { CDR_POWER_TOLERANCE }: PowerLimits,
): number {
  const mostMs = elapsed + (isByMinutes ? BY_MINUTES_MS : BY_SECONDS_MS);
  const toleranceKw = isOfEvse ? Math.max(powerKw * CDR_POWER_TOLERANCE, ROUNDED_KW) : 0;
  const most = ((powerKw + toleranceKw) * mostMs) / HOUR_MS;
  return elapsed === 0 && !isOfEvse ? Math.min(most, MOST_IN_NO_TIME_KWH) : most;
}

function shownEnergy(energyKwh: number): string {
  return Number.isFinite(energyKwh) ? `${energyKwh} kWh` : 'a number of kWh with hundreds of digits';
}

function shownAverage(powerKw: number): string {
  return Number.isFinite(powerKw) ? `, on average ${rounded(powerKw)} kW` : '';
}

function shownTime(elapsed: number): string {
  return elapsed < 60_000 ? `${rounded(elapsed / 1_000)} s` : `${rounded(elapsed / 60_000)} min`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
