import type { ReceivedEvseDataRecord } from '#oicp';
import type { RecordFinding } from './record-violations.js';
import { hasMegawattPlug } from './megawatt-plug.js';
import type { ReadRecord } from './read-record.js';

/**
 * Kilowatts and amperes of the largest charging points built, with a plug for cars and with one for lorries. A power from
 * `leastWatts` on may be in watts: no such charging point is rated lower.
 */
const LARGEST = { power: 1_000, amperage: 1_000, leastWatts: 2_000 };
const LARGEST_MEGAWATT = { power: 4_000, amperage: 3_000, leastWatts: 100_000 };
/** Volts: the upper limit of low voltage for direct current, which no plug exceeds. */
const HIGHEST_VOLTAGE = 1_500;
/** Percent that each share may be off, since each is rounded to a whole percent by itself. */
const ROUNDING = 1;
/** Kilowatts: less than any household socket provides. */
const LEAST_POWER = 1;

type Facility = NonNullable<ReceivedEvseDataRecord['ChargingFacilities']>[number];

/** Finds the highest power of a record's facilities in kilowatts, as written and among the plausible ones. */
export function findHighestPower(record: ReceivedEvseDataRecord): {
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
const FACILITIES = /^\/charging[\s_-]?facilities(?:\/\d+)*(?:\/power)?$/i;

/**
 * Finds the highest power of a record in kilowatts; `undefined` where the power of one facility is absent, unreadable or
 * implausible, since that facility may be the strongest.
 */
export function findKnownPower({ value, violations }: ReadRecord): number | undefined {
  const facilities = facilitiesOf(value);
  const isComplete = !violations.some(({ code, severity, pointer }) => {
    return (severity === 'loss' || code === 'repeated-field') && FACILITIES.test(pointer);
  });
  const isKnown = ({ Power }: Facility): boolean => Power !== undefined && isPossiblePower(Power, value);
  return isComplete && facilities.every(isKnown) ? findHighestPower(value).possible : undefined;
}

/** Finds numbers that cannot be true. They stay in the record as received. */
export function* findImplausibleNumbers(record: ReceivedEvseDataRecord): Iterable<RecordFinding> {
  for (const [index, facility] of facilitiesOf(record).entries()) {
    // Nearly all are ordinary; this one check costs a pull next to nothing.
    if (!isOrdinary(facility)) yield* checkFacility(facility, index, record);
  }
  const { EnergySource, MaxCapacity, EnvironmentalImpact } = record;
  if (EnergySource) yield* checkShares(EnergySource);
  if (isBelowZero(MaxCapacity))
    yield toImplausible('capacity-implausible', '/MaxCapacity', `is ${MaxCapacity} kWh`);
  if (EnvironmentalImpact) yield* checkEmissions(EnvironmentalImpact);
}

function* checkFacility(
  { Power, Voltage, Amperage }: Facility,
  index: number,
  record: ReceivedEvseDataRecord,
): Iterable<RecordFinding> {
  const at = `/ChargingFacilities/${index}`;
  const largest = largestOf(record);
  if (Power !== undefined && !isPossiblePower(Power, record)) {
    const isLow = Power >= 0 && Power < LEAST_POWER;
    const limit = isLow ? `less than ${LEAST_POWER}` : describeExcess(Power, largest.power);
    const predicate = `is ${Power} kW, ${limit}${guessUnit(Power, largest)}`;
    yield toImplausible('power-implausible', `${at}/Power`, predicate);
  }
  if (Voltage !== undefined && !isWithin(Voltage, HIGHEST_VOLTAGE)) {
    const predicate = `is ${Voltage} V, ${describeExcess(Voltage, HIGHEST_VOLTAGE)}`;
    yield toImplausible('voltage-implausible', `${at}/Voltage`, predicate);
  }
  if (Amperage !== undefined && !isWithin(Amperage, largest.amperage)) {
    const predicate = `is ${Amperage} A, ${describeExcess(Amperage, largest.amperage)}`;
    yield toImplausible('amperage-implausible', `${at}/Amperage`, predicate);
  }
}

/** Names the unit in which a power was probably written. */
function guessUnit(power: number, { power: most, leastWatts }: typeof LARGEST): string {
  if (power >= leastWatts && power / 1_000 <= most)
    return `; it looks like watts, which would be ${power / 1_000} kW`;
  if (power < LEAST_POWER && power * 1_000_000 >= leastWatts)
    return `; it looks like megawatts, which would be ${Math.round(power * 1_000_000) / 1_000} kW`;
  return '';
}

function* checkEmissions(
  impact: NonNullable<ReceivedEvseDataRecord['EnvironmentalImpact']>,
): Iterable<RecordFinding> {
  for (const name of ['CO2Emission', 'NuclearWaste'] as const) {
    const predicate = `is ${impact[name]} g per kWh, less than 0`;
    if (isBelowZero(impact[name]))
      yield toImplausible('emission-implausible', `/EnvironmentalImpact/${name}`, predicate);
  }
}

function* checkShares(sources: NonNullable<ReceivedEvseDataRecord['EnergySource']>): Iterable<RecordFinding> {
  let sum = 0;
  let isImpossible = false;
  for (const [index, { Percentage = 0 }] of sources.entries()) {
    sum += Percentage;
    if (isWithin(Percentage, 100)) continue;
    isImpossible = true;
    const pointer = `/EnergySource/${index}/Percentage`;
    yield toImplausible(
      'share-implausible',
      pointer,
      `is ${Percentage} %, ${describeExcess(Percentage, 100)}`,
    );
  }
  if (!isImpossible && sum > 100 + sources.length * ROUNDING)
    yield toImplausible('share-implausible', '/EnergySource', `has shares of ${sum} % together`);
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

function describeExcess(value: number, most: number): string {
  return value < 0 ? 'less than 0' : `more than ${most}`;
}

function toImplausible(code: RecordFinding['code'], pointer: string, predicate: string): RecordFinding {
  return { code, pointer, message: `${pointer.slice(pointer.lastIndexOf('/') + 1)} ${predicate}.` };
}
