import { LONGEST_COORDINATES, parseAngle, plainMarks, type Angle } from './angle.js';

/** Degrees north of the equator and east of Greenwich (WGS84). */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** What {@link positionOf} reads: OICP's `GeoCoordinatesType`, whatever of it arrived. */
export interface Coordinates {
  readonly Google?: { readonly Coordinates?: string | undefined } | undefined;
  readonly DecimalDegree?: Pair | undefined;
  readonly DegreeMinuteSeconds?: Pair | undefined;
}

interface Pair {
  readonly Longitude?: string | undefined;
  readonly Latitude?: string | undefined;
}

export const LATITUDE_LIMIT = 90;
export const LONGITUDE_LIMIT = 180;

/** Degrees, about a kilometre: what lies so near to 0/0 is nobody's charging point but a field that was never filled. */
const NOWHERE = 0.01;

/** As OICP writes it, and nearly every record does. */
const PLAIN = /^\s*([+-]?\d{1,3}(?:\.\d{0,30})?)(?:\s*,\s*|\s+)([+-]?\d{1,3}(?:\.\d{0,30})?)\s*$/;
const PLAIN_DEGREES = /^\s*[+-]?\d{1,3}(?:\.\d{0,30})?\s*$/;
/** Where one coordinate may end and the other begin. */
const BETWEEN = /[ ,;/|]+|(?<=[NSEWO"])(?=[-+\d])|(?<=[\d°'"])(?=[NSEWO])/g;

/**
 * The place that coordinates of any notation name; `undefined` if none is readable, it can be read in several ways, it
 * is not on Earth, or it is 0/0, which stands for a field that was never filled.
 */
export function positionOf(coordinates: Coordinates | undefined): Position | undefined {
  for (const readings of coordinateReadings(coordinates)) {
    const places = readings.filter(isPlace);
    if (places.length === 1) return places[0];
  }
  return undefined;
}

/**
 * Of each notation that is given and readable, every way in which it can be read, also such as lie beyond the Earth:
 * usually one. Who knows where the place must be can choose among them.
 */
export function coordinateReadings(coordinates: Coordinates | undefined): readonly (readonly Position[])[] {
  const { Google, DecimalDegree, DegreeMinuteSeconds } = coordinates ?? {};
  const all: (readonly Position[])[] = [];
  if (Google?.Coordinates !== undefined) all.push(parsePair(Google.Coordinates));
  if (DecimalDegree !== undefined) all.push(combine(DecimalDegree));
  if (DegreeMinuteSeconds !== undefined) all.push(combine(DegreeMinuteSeconds));
  return all.filter((readings) => readings.length > 0);
}

/** Whether it is a place on Earth, other than the one that stands for none. */
export function isPlace(position: Position): boolean {
  const { latitude, longitude } = position;
  return (
    Math.abs(latitude) <= LATITUDE_LIMIT && Math.abs(longitude) <= LONGITUDE_LIMIT && !isNowhere(position)
  );
}

/** Whether it is 0/0. */
export function isNowhere({ latitude, longitude }: Position): boolean {
  return Math.abs(latitude) < NOWHERE && Math.abs(longitude) < NOWHERE;
}

/** `47.662249 9.360922` or `47.662249,9.360922`: latitude first, unless hemispheres say otherwise. Every reading. */
export function parsePair(text: string): readonly Position[] {
  const match = PLAIN.exec(text);
  if (match !== null) return [{ latitude: Number(match[1]), longitude: Number(match[2]) }];
  if (!mayBeCoordinates(text)) return [];
  const plain = plainMarks(text);
  let found: readonly Position[] = [];
  for (const { index, 0: between } of plain.matchAll(BETWEEN)) {
    const first = parseAngle(plain.slice(0, index));
    const second = first && parseAngle(plain.slice(index + between.length));
    if (second?.parts !== first?.parts) continue;
    const readings = joinAngles(first, second);
    // `52,48,13`: where one number ends and the other begins is anybody's guess.
    if (found.length > 0 && readings.length > 0) return [];
    if (readings.length > 0) found = readings;
  }
  return found;
}

/** One coordinate; no value where none can be read, or it is said to be the other one; two where either may be meant. */
export function parseDegrees(text: string, axis: 'latitude' | 'longitude'): readonly number[] {
  if (PLAIN_DEGREES.test(text)) return [Number(text)];
  const angle = angleIn(text);
  return angle === undefined || (angle.axis ?? axis) !== axis ? [] : angle.values;
}

function angleIn(text: string): Angle | undefined {
  return mayBeCoordinates(text) ? parseAngle(plainMarks(text)) : undefined;
}

/** Many operators fill an entrance with `None None`. */
function mayBeCoordinates(text: string): boolean {
  return text.length <= LONGEST_COORDINATES && /\d/.test(text);
}

function combine({ Latitude = '', Longitude = '' }: Pair): readonly Position[] {
  const latitudes = parseDegrees(Latitude, 'latitude');
  const longitudes = parseDegrees(Longitude, 'longitude');
  if (latitudes.length > 0 && longitudes.length > 0) return combineReadings(latitudes, longitudes);
  // Each says that it is the other.
  const [first, second] = [angleIn(Latitude), angleIn(Longitude)];
  return first?.axis === 'longitude' && second?.axis === 'latitude' ? joinAngles(first, second) : [];
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
