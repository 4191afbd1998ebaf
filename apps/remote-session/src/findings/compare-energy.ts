import { Decimal, Instant } from '#oicp';
import type { Fact, FactFinding } from '../state/fact.js';

/** Kilowatts that no charger but one for trucks reaches; as `CDR_POWER_LIMIT_KW` by default. */
const MOST_POWER_KW = 1_000;
/** Kilowatt-hours. Times may be cut to the minute: this much flows between two that are equal. */
const MOST_IN_NO_TIME_KWH = 5;
const HOUR_MS = 60 * 60_000;

/**
 * Whether a notification reports more energy than can flow since its start, or since the earliest that is known. The
 * record of a session is weighed by cdr, which knows the power of its EVSE.
 */
export function* compareEnergy(fact: Fact, facts: readonly Fact[]): Iterable<FactFinding> {
  const { energyKwh } = fact.says;
  if (fact.source !== 'CPO' || fact.kind === 'recorded' || energyKwh === undefined) return;
  const start = momentOf(fact.says.startedAt) ?? earliestStart(facts);
  if (start === undefined) return;
  const elapsed = (momentOf(fact.says.endedAt) ?? fact.at) - start;
  if (elapsed < 0) return; // is a finding already
  const energy = new Decimal(energyKwh);
  if (energy.lessThanOrEqualTo(mostIn(elapsed))) return;
  yield {
    code: 'energy-exceeds-power',
    message: `More energy than can flow in this time: ${energyKwh} kWh in ${minutesOf(elapsed)} minutes`,
    comparedWith: `${MOST_POWER_KW} kW, the limit of an EVSE whose power is not known`,
  };
}

function mostIn(elapsed: number): number {
  const perMinute = MOST_POWER_KW / 60;
  return elapsed === 0 ? MOST_IN_NO_TIME_KWH : (MOST_POWER_KW * elapsed) / HOUR_MS + perMinute;
}

function earliestStart(facts: readonly Fact[]): number | undefined {
  const starts = facts.map(({ says }) => momentOf(says.startedAt)).filter((each) => each !== undefined);
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** Which moment a time without offset is, nobody knows. */
function momentOf(text: string | undefined): number | undefined {
  const instant = text === undefined ? undefined : Instant.parse(text);
  return instant?.offsetMinutes === undefined ? undefined : instant.epochMs;
}

function minutesOf(elapsed: number): number {
  return Math.round(elapsed / 6_000) / 10;
}
