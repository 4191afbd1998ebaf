import { positionOf, type Position } from '#oicp';
import type { VirtualEvse } from './virtual-evse.js';
import { findPosition } from './coordinates.js';

const EARTH_RADIUS_KM = 6_371;

/** The `SearchCenter` of a pull. */
interface SearchCenter {
  readonly GeoCoordinates?: Parameters<typeof positionOf>[0];
  /** Kilometres. */
  readonly Radius?: number | undefined;
}

/** A test whether a charging point is within the circle; one without a readable position is not. */
export function isWithinCircle({ GeoCoordinates, Radius = 0 }: SearchCenter): (evse: VirtualEvse) => boolean {
  const centre = positionOf(GeoCoordinates);
  return (evse) => {
    const position = findPosition(evse.record);
    return centre !== undefined && position !== undefined && distanceKm(centre, position) <= Radius;
  };
}

function distanceKm(one: Position, other: Position): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const halfway = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;
  const across = Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude));
  const chord = halfway(one.latitude, other.latitude) + across * halfway(one.longitude, other.longitude);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(chord));
}
