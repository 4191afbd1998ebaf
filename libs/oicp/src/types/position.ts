/** Degrees north of the equator and east of Greenwich (WGS84). */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** What {@link positionOf} reads: OICP's `GeoCoordinatesType`, whatever of it arrived. */
interface Coordinates {
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

const GOOGLE = /^\s*([+-]?\d{1,3}(?:\.\d{0,30})?)(?:\s*,\s*|\s+)([+-]?\d{1,3}(?:\.\d{0,30})?)\s*$/;
const DEGREES = /^\s*[+-]?\d{1,3}(?:\.\d{0,30})?\s*$/;
/** Degrees, minutes, seconds, with the apostrophes, primes and quotes that editors make of them. */
const MINUTES =
  /^\s*([+-]?)(\d{1,3})\s*°\s*(\d{1,2})\s*['’′]\s*(\d{1,2}(?:\.\d{1,30})?)\s*(?:['’′]{2}|["”″])\s*$/;

/** The place that coordinates of any notation name; `undefined` if none is readable or it is not on Earth. */
export function positionOf(coordinates: Coordinates | undefined): Position | undefined {
  const { Google, DecimalDegree, DegreeMinuteSeconds } = coordinates ?? {};
  const candidates = [
    parseGoogle(Google?.Coordinates ?? ''),
    pair(DecimalDegree, parseDegrees),
    pair(DegreeMinuteSeconds, parseMinutes),
  ];
  return candidates.find((each) => each !== undefined && isOnEarth(each));
}

/** `47.662249 9.360922` or `47.662249,9.360922`: latitude first. */
export function parseGoogle(text: string): Position | undefined {
  const match = GOOGLE.exec(text);
  return match === null ? undefined : { latitude: Number(match[1]), longitude: Number(match[2]) };
}

export function parseDegrees(text: string): number | undefined {
  return DEGREES.test(text) ? Number(text) : undefined;
}

/** `9°21'39.32''` as degrees. */
export function parseMinutes(text: string): number | undefined {
  const match = MINUTES.exec(text);
  if (match === null) return undefined;
  const [, sign, degrees, minutes, seconds] = match;
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return undefined;
  const value = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3_600;
  return sign === '-' ? -value : value;
}

function pair(found: Pair | undefined, parse: (text: string) => number | undefined): Position | undefined {
  const latitude = parse(found?.Latitude ?? '');
  const longitude = parse(found?.Longitude ?? '');
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

function isOnEarth({ latitude, longitude }: Position): boolean {
  return Math.abs(latitude) <= LATITUDE_LIMIT && Math.abs(longitude) <= LONGITUDE_LIMIT;
}
