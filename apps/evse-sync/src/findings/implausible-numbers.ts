import type { ReceivedEvseDataRecord } from '#oicp';
import type { EvseFinding } from './kept-violations.js';
import { hasMegawattPlug } from './megawatt-plug.js';
import type { ReadRecord } from './read-record.js';

/**
 * Kilowatts and amperes of the largest charging points there are, with a plug for cars and with one for lorries; and from
 * which number on a power that is too large is taken for watts: fewer no such charging point has by its nameplate.
 */
const LARGEST = { power: 1_000, amperage: 1_000, leastWatts: 2_000 };
const LARGEST_MEGAWATT = { power: 4_000, amperage: 3_000, leastWatts: 100_000 };
/** Volts: the end of low voltage for direct current, which no plug goes beyond. */
const HIGHEST_VOLTAGE = 1_500;
/** Each share is rounded to a whole percent by itself. */
const ROUNDING = 1;
/** Kilowatts: less than any household socket gives. */
const LEAST_POWER = 1;

type Facility = NonNullable<ReceivedEvseDataRecord['ChargingFacilities']>[number];

/** Kilowatts: the highest power that the facilities say, and the highest of those that can be true. */
export function highestPower(record: ReceivedEvseDataRecord): {
  readonly written: number | undefined;
  readonly possible: number | undefined;
} {
  let [written, possible]: (number | undefined)[] = [];
  for (const { Power } of facilitiesOf(record)) {
    if (Power === undefined) continue;
    if (written === undefined || Power > written) written = Power;
    if ((possible === undefined || Power > possible) && isPossiblePower(Power, record)) possible = Power;
  }
  return { written, possible };
}

/** The list of facilities, one of them, or its power. */
const FACILITIES = /^\/charging[\s_-]?facilities(?:\/\d+(?:\/power)?)?$/i;

/**
 * Kilowatts that a charging point gives at most; `undefined` where one of its facilities could not be read or names no
 * power that can be true, since that one may be the strongest.
 */
export function knownPower({ value, violations }: ReadRecord): number | undefined {
  const facilities = facilitiesOf(value);
  const isWhole = !violations.some(({ code, severity, pointer }) => {
    return (severity === 'loss' || code === 'repeated-field') && FACILITIES.test(pointer);
  });
  const isKnown = ({ Power }: Facility): boolean => Power !== undefined && isPossiblePower(Power, value);
  return isWhole && facilities.every(isKnown) ? highestPower(value).possible : undefined;
}

/** Numbers that cannot be true. They stay in the record as received. */
export function implausibleNumbers(record: ReceivedEvseDataRecord): readonly EvseFinding[] {
  const findings: EvseFinding[] = [];
  facilitiesOf(record).forEach((facility, index) => {
    // Nearly every one: looking no further costs a pull nothing.
    if (!isOrdinary(facility)) findings.push(...aboutFacility(facility, index, record));
  });
  const { EnergySource, MaxCapacity, EnvironmentalImpact } = record;
  if (EnergySource) findings.push(...aboutShares(EnergySource));
  if (isBelowZero(MaxCapacity))
    findings.push(impossible('capacity-implausible', '/MaxCapacity', `is ${MaxCapacity} kWh`));
  if (EnvironmentalImpact) findings.push(...aboutEmissions(EnvironmentalImpact));
  return findings;
}

function* aboutFacility(
  { Power, Voltage, Amperage }: Facility,
  index: number,
  record: ReceivedEvseDataRecord,
): Iterable<EvseFinding> {
  const at = `/ChargingFacilities/${index}`;
  const largest = largestOf(record);
  if (Power !== undefined && !isPossiblePower(Power, record)) {
    const isLow = Power >= 0 && Power < LEAST_POWER;
    const bounds = isLow ? `less than ${LEAST_POWER}` : beyond(Power, largest.power);
    yield impossible(
      'power-implausible',
      `${at}/Power`,
      `is ${Power} kW, ${bounds}${otherUnit(Power, largest)}`,
    );
  }
  if (Voltage !== undefined && !isWithin(Voltage, HIGHEST_VOLTAGE)) {
    const predicate = `is ${Voltage} V, ${beyond(Voltage, HIGHEST_VOLTAGE)}`;
    yield impossible('voltage-implausible', `${at}/Voltage`, predicate);
  }
  if (Amperage !== undefined && !isWithin(Amperage, largest.amperage)) {
    const predicate = `is ${Amperage} A, ${beyond(Amperage, largest.amperage)}`;
    yield impossible('amperage-implausible', `${at}/Amperage`, predicate);
  }
}

/** In which unit a power was probably written. */
function otherUnit(power: number, { power: most, leastWatts }: typeof LARGEST): string {
  if (power >= leastWatts && power / 1_000 <= most)
    return `; it looks like watts, which would be ${power / 1_000} kW`;
  if (power < LEAST_POWER && power * 1_000_000 >= leastWatts)
    return `; it looks like megawatts, which would be ${Math.round(power * 1_000_000) / 1_000} kW`;
  return '';
}

function* aboutEmissions(
  impact: NonNullable<ReceivedEvseDataRecord['EnvironmentalImpact']>,
): Iterable<EvseFinding> {
  for (const name of ['CO2Emission', 'NuclearWaste'] as const) {
    const predicate = `is ${impact[name]} g per kWh, less than none`;
    if (isBelowZero(impact[name]))
      yield impossible('emission-implausible', `/EnvironmentalImpact/${name}`, predicate);
  }
}

function* aboutShares(sources: NonNullable<ReceivedEvseDataRecord['EnergySource']>): Iterable<EvseFinding> {
  let sum = 0;
  let isImpossible = false;
  for (const [index, { Percentage = 0 }] of sources.entries()) {
    sum += Percentage;
    if (isWithin(Percentage, 100)) continue;
    isImpossible = true;
    const pointer = `/EnergySource/${index}/Percentage`;
    yield impossible('share-implausible', pointer, `is ${Percentage} %, ${beyond(Percentage, 100)}`);
  }
  if (!isImpossible && sum > 100 + sources.length * ROUNDING)
    yield impossible('share-implausible', '/EnergySource', `has shares of ${sum} % together`);
}

function largestOf({ Plugs = [] }: ReceivedEvseDataRecord): typeof LARGEST {
  return hasMegawattPlug(Plugs) ? LARGEST_MEGAWATT : LARGEST;
}

function facilitiesOf({ ChargingFacilities = [] }: ReceivedEvseDataRecord): readonly Facility[] {
  return ChargingFacilities;
}

function isOrdinary({ Power = LEAST_POWER, Voltage = 0, Amperage = 0 }: Facility): boolean {
  const { power, amperage } = LARGEST;
  return (
    Power >= LEAST_POWER &&
    Power <= power &&
    isWithin(Voltage, HIGHEST_VOLTAGE) &&
    isWithin(Amperage, amperage)
  );
}

function isPossiblePower(power: number, record: ReceivedEvseDataRecord): boolean {
  return power >= LEAST_POWER && (power <= LARGEST.power || power <= largestOf(record).power);
}

function isWithin(value: number, most: number): boolean {
  return value >= 0 && value <= most;
}

function isBelowZero(value: number | undefined): boolean {
  return value !== undefined && value < 0;
}

function beyond(value: number, most: number): string {
  return value < 0 ? 'less than none' : `more than ${most}`;
}

function impossible(code: EvseFinding['code'], pointer: string, predicate: string): EvseFinding {
  return { code, pointer, message: `${pointer.slice(pointer.lastIndexOf('/') + 1)} ${predicate}.` };
}
