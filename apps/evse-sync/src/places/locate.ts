import { coordinateReadings, isNowhere, isPlace, type Coordinates, type Position } from '#oicp';
import { Country, TOLERANCE_KM } from './country.js';

/** A position as its coordinates give it, compared with the country of its address. */
export type Located =
  /** In the country, or there is no known country to compare with. */
  | { readonly kind: 'placed'; readonly position: Position }
  /** Longitude and latitude are swapped: only then is it in the country. */
  | { readonly kind: 'swapped'; readonly position: Position; readonly written: Position }
  | { readonly kind: 'elsewhere'; readonly position: Position }
  /** 0/0. */
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'unknown' };

const UNKNOWN: Located = { kind: 'unknown' };
const KINDS = ['placed', 'swapped', 'elsewhere', 'nowhere', 'unknown'] as const;

/** Locates coordinates by the notation that fits the country best. @param code of the country, ISO 3166-1 */
export function locate(coordinates: Coordinates | undefined, code: string | undefined): Located {
  const country = code === undefined ? undefined : Country.find(code);
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

/** Describes a misplaced position as the predicate of a sentence whose subject is the name of the field. */
export function describeMisplacement(
  located: Extract<Located, { readonly kind: 'swapped' | 'elsewhere' | 'nowhere' }>,
  country: string | undefined,
): string {
  switch (located.kind) {
    case 'swapped':
      return `is ${formatPosition(located.written)}, more than ${TOLERANCE_KM} km outside of ${country}; read with the longitude first it is ${formatPosition(located.position)}, inside, and stored like this`;
    case 'elsewhere':
      return `is ${formatPosition(located.position)}, more than ${TOLERANCE_KM} km outside of ${country}, which the address names`;
    case 'nowhere':
      return 'is 0, 0, the value of a position that was never filled in';
  }
}

/** Names a position within a sentence. */
export function formatPosition({ latitude, longitude }: Position): string {
  return `latitude ${latitude}, longitude ${longitude}`;
}
