import { coordinateReadings, isNowhere, isPlace, type Coordinates, type Position } from '#oicp';
import { Country, TOLERANCE_KM } from './country.js';

/** Where coordinates say that something is, compared with the country that its address names. */
export type Located =
  /** In the country, or nothing is known to compare with. */
  | { readonly kind: 'placed'; readonly position: Position }
  /** Longitude came first: only the other way round it lies in the country. */
  | { readonly kind: 'swapped'; readonly position: Position; readonly written: Position }
  | { readonly kind: 'elsewhere'; readonly position: Position }
  /** 0/0. */
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'unknown' };

const UNKNOWN: Located = { kind: 'unknown' };
const KINDS = ['placed', 'swapped', 'elsewhere', 'nowhere', 'unknown'] as const;

/** The best that any notation of the coordinates gives. */
export function locate(coordinates: Coordinates | undefined, code: string | undefined): Located {
  const country = code === undefined ? undefined : Country.named(code);
  const located = coordinateReadings(coordinates).map((readings) => locateOne(readings, country));
  if (located.length < 2) return located[0] ?? UNKNOWN;
  for (const kind of KINDS) {
    const found = located.find((each) => each.kind === kind);
    if (found) return found;
  }
  return UNKNOWN;
}

function locateOne(readings: readonly Position[], country: Country | undefined): Located {
  const places = readings.filter(isPlace);
  const [place] = places;
  const inside = country === undefined ? places : places.filter((each) => country.includes(each));
  if (inside[0]) return inside.length === 1 ? { kind: 'placed', position: inside[0] } : UNKNOWN;
  if (country !== undefined) {
    const swapped = readings
      .map((written) => ({ written, position: swap(written) }))
      .filter(({ position }) => isPlace(position) && country.includes(position));
    if (swapped[0] && swapped.length === 1) return { kind: 'swapped', ...swapped[0] };
    if (place !== undefined && places.length === 1) return { kind: 'elsewhere', position: place };
  }
  return readings.some(isNowhere) ? { kind: 'nowhere' } : UNKNOWN;
}

function swap({ latitude, longitude }: Position): Position {
  return { latitude: longitude, longitude: latitude };
}

/** What is wrong with it, as the end of a sentence that begins with the name of the field. */
export function misplacement(
  located: Extract<Located, { readonly kind: 'swapped' | 'elsewhere' | 'nowhere' }>,
  country: string | undefined,
): string {
  switch (located.kind) {
    case 'swapped':
      return `is ${degrees(located.written)}, more than ${TOLERANCE_KM} km outside of ${country}; read with the longitude first it is ${degrees(located.position)}, inside, and taken so`;
    case 'elsewhere':
      return `is ${degrees(located.position)}, more than ${TOLERANCE_KM} km outside of ${country}, which the address names`;
    case 'nowhere':
      return 'is 0, 0, which stands for a position that was never filled in';
  }
}

/** A position, as a sentence names it. */
export function degrees({ latitude, longitude }: Position): string {
  return `latitude ${latitude}, longitude ${longitude}`;
}
