import { LONGEST_COORDINATES, parseAngle, plainMarks, type Angle } from './angle.js';

/** A place on Earth, or a reading of one (WGS84). */
export interface Position {
  /** Degrees north of the equator. */
  readonly latitude: number;
  /** Degrees east of Greenwich. */
  readonly longitude: number;
}

/** What {@link positionOf} reads (OICP 2.3, `GeoCoordinatesType`); any member can be missing. */
export interface Coordinates {
  /** `47.662249 9.360922`, latitude first. */
  readonly Google?: { readonly Coordinates?: string | undefined } | undefined;
  /** `9.360922`. */
  readonly DecimalDegree?: Pair | undefined;
  /** `9°21'39.32''`. */
  readonly DegreeMinuteSeconds?: Pair | undefined;
}

interface Pair {
  readonly Longitude?: string | undefined;
  readonly Latitude?: string | undefined;
}

export const LATITUDE_LIMIT = 90;
export const LONGITUDE_LIMIT = 180;

/** Degrees, about a kilometre: a position this near to 0/0 is not a charging point but a field that was never set. */
const NOWHERE = 0.01;

/** The form of OICP and of nearly every record. */
const PLAIN = /^\s*([+-]?\d{1,3}(?:\.\d{0,30})?)(?:\s*,\s*|\s+)([+-]?\d{1,3}(?:\.\d{0,30})?)\s*$/;
const PLAIN_DEGREES = /^\s*[+-]?\d{1,3}(?:\.\d{0,30})?\s*$/;
/** Where one coordinate may end and the other begin. */
const BETWEEN = /[ ,;/|]+|(?<=[NSEWO"])(?=[-+\d])|(?<=[\d°'"])(?=[NSEWO])/g;

/**
 * The place of coordinates in any notation; `undefined` if they cannot be read, are ambiguous, are not on Earth, or are 0/0,
 * a field that was never set.
 */
export function positionOf(coordinates: Coordinates | undefined): Position | undefined {
  for (const readings of coordinateReadings(coordinates)) {
    const places = readings.filter(isPlace);
    if (places.length === 1) return places[0];
  }
  return undefined;
}

/**
 * Every reading of each notation that is given and readable, also those that are not on Earth; usually one each. A caller
 * that knows the country can choose among them.
 */
export function coordinateReadings(coordinates: Coordinates | undefined): readonly (readonly Position[])[] {
  const { Google, DecimalDegree, DegreeMinuteSeconds } = coordinates ?? {};
  const all: (readonly Position[])[] = [];
  if (Google?.Coordinates !== undefined) all.push(parsePair(Google.Coordinates));
  if (DecimalDegree !== undefined) all.push(combine(DecimalDegree));
  if (DegreeMinuteSeconds !== undefined) all.push(combine(DegreeMinuteSeconds));
  return all.filter((readings) => readings.length > 0);
}

/** Whether it is a place on Earth, and not 0/0. */
export function isPlace(position: Position): boolean {
  return isOnEarth(position) && !isNowhere(position);
}

function isOnEarth({ latitude, longitude }: Position): boolean {
  return Math.abs(latitude) <= LATITUDE_LIMIT && Math.abs(longitude) <= LONGITUDE_LIMIT;
}

/** Whether it is 0/0, to about a kilometre: a field that was never set. */
export function isNowhere({ latitude, longitude }: Position): boolean {
  return Math.abs(latitude) < NOWHERE && Math.abs(longitude) < NOWHERE;
}

/** `47.662249 9.360922` or `47.662249,9.360922`: latitude first, unless hemispheres say otherwise. Every reading. */
export function parsePair(text: string): readonly Position[] {
  const match = PLAIN.exec(text);
  if (match !== null) return [{ latitude: Number(match[1]), longitude: Number(match[2]) }];
  if (!mayBeCoordinates(text)) return [];
  const plain = withoutParentheses(plainMarks(text));
  let found: readonly Position[] = [];
  for (const { index, 0: between } of plain.matchAll(BETWEEN)) {
    const first = parseAngle(plain.slice(0, index));
    const second = first && parseAngle(plain.slice(index + between.length));
    if (second?.parts !== first?.parts) continue;
    const readings = joinAngles(first, second);
    // `52,48,13` can be split in more than one way.
    if (found.length > 0 && readings.length > 0) return [];
    if (readings.length > 0) found = readings;
  }
  return found;
}

/** One coordinate: no value if it cannot be read or is marked as the other coordinate, two if it is ambiguous. */
export function parseDegrees(text: string, axis: 'latitude' | 'longitude'): readonly number[] {
  if (PLAIN_DEGREES.test(text)) return [Number(text)];
  const angle = angleIn(text);
  return angle === undefined || (angle.axis ?? axis) !== axis ? [] : angle.values;
}

function angleIn(text: string): Angle | undefined {
  return mayBeCoordinates(text) ? parseAngle(plainMarks(text)) : undefined;
}

/** Many operators send `None None` for an entrance. */
function mayBeCoordinates(text: string): boolean {
  return text.length <= LONGEST_COORDINATES && /\p{Nd}/u.test(text);
}

/** `(52.52, 13.405)`. Not `[13.405, 52.52]`: in GeoJSON the longitude is first. */
function withoutParentheses(plain: string): string {
  return /^\((?<inner>[^()]*)\)$/.exec(plain)?.groups?.['inner']?.trim() ?? plain;
}

function combine({ Latitude = '', Longitude = '' }: Pair): readonly Position[] {
  const latitudes = parseDegrees(Latitude, 'latitude');
  const longitudes = parseDegrees(Longitude, 'longitude');
  if (latitudes.length > 0 && longitudes.length > 0) return combineReadings(latitudes, longitudes);
  return joinTurned({ Latitude, Longitude }) ?? [];
}

/** Joins two coordinates of which each is marked as the other one; `undefined` if they are not. */
function joinTurned({ Latitude = '', Longitude = '' }: Pair): readonly Position[] | undefined {
  const first = angleIn(Latitude);
  if (first?.axis !== 'longitude') return undefined;
  const second = angleIn(Longitude);
  return second?.axis === 'latitude' ? joinAngles(first, second) : undefined;
}

/** The notation that has the longitude as `Latitude` and the latitude as `Longitude`, as their own marks say, and is read like this. */
export function findTurnedNotation(
  coordinates: Coordinates | undefined,
): 'DecimalDegree' | 'DegreeMinuteSeconds' | undefined {
  const { DecimalDegree, DegreeMinuteSeconds } = coordinates ?? {};
  if (hasTurnedReading(DecimalDegree)) return 'DecimalDegree';
  return hasTurnedReading(DegreeMinuteSeconds) ? 'DegreeMinuteSeconds' : undefined;
}

/** A pair that is nowhere on Earth was not read: what is wrong with it is more than its order. */
function hasTurnedReading(pair: Pair | undefined): boolean {
  return pair !== undefined && (joinTurned(pair) ?? []).some(isOnEarth);
}

function joinAngles(first: Angle | undefined, second: Angle | undefined): readonly Position[] {
  if (first === undefined || second === undefined) return [];
  if (first.axis !== undefined && first.axis === second.axis) return [];
  const isTurned = first.axis === 'longitude' || second.axis === 'latitude';
  return isTurned
    ? combineReadings(second.values, first.values)
    : combineReadings(first.values, second.values);
}

function combineReadings(latitudes: readonly number[], longitudes: readonly number[]): readonly Position[] {
  return latitudes.flatMap((latitude) => longitudes.map((longitude) => ({ latitude, longitude })));
}
