import type { Position } from '#oicp';

/** Kilometres per degree of latitude. */
const DEGREE_KM = 111.2;

/** One closed line: longitude and latitude alternating. */
export type Ring = Float64Array;

/** A piece of land with its lakes, and the box around it. */
interface Land {
  readonly rings: readonly Ring[];
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** The land of a country. */
export class Outline {
  private readonly lands: readonly Land[];

  /** @param polygons the rings of each, the outer one first */
  constructor(polygons: readonly (readonly Ring[])[]) {
    this.lands = polygons.map(toLand);
  }

  /** Whether a position is in the country or at most `kilometres` beyond its border. */
  isWithin(place: Position, kilometres: number): boolean {
    return this.lands.some(
      (land) => isNearBox(land, place, kilometres) && isNearLand(land, place, kilometres),
    );
  }
}

function toLand(rings: readonly Ring[]): Land {
  const box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  const [outer = new Float64Array()] = rings;
  for (let at = 0; at < outer.length; at += 2) {
    box.west = Math.min(box.west, outer[at] ?? box.west);
    box.east = Math.max(box.east, outer[at] ?? box.east);
    box.south = Math.min(box.south, outer[at + 1] ?? box.south);
    box.north = Math.max(box.north, outer[at + 1] ?? box.north);
  }
  return { rings, ...box };
}

function isNearBox(land: Land, { latitude, longitude }: Position, kilometres: number): boolean {
  const high = kilometres / DEGREE_KM;
  if (latitude < land.south - high || latitude > land.north + high) return false;
  const wide = high / widthAt(latitude);
  const isBetween = (each: number): boolean => each >= land.west - wide && each <= land.east + wide;
  return isBetween(longitude) || isBetween(longitude - 360) || isBetween(longitude + 360);
}

/** A position with an odd number of lines east of it is inside. A lake is a ring of its own, and outside. */
function isNearLand({ rings }: Land, { latitude, longitude }: Position, kilometres: number): boolean {
  const width = widthAt(latitude);
  const reach = (kilometres / DEGREE_KM) ** 2;
  let isInside = false;
  for (const ring of rings) {
    // Degrees from the position, those of longitude scaled to those of latitude.
    let fromX = eastOf(ring[0] ?? 0, longitude) * width;
    let fromY = (ring[1] ?? 0) - latitude;
    for (let at = 2; at < ring.length; at += 2) {
      const toX = eastOf(ring[at] ?? 0, longitude) * width;
      const toY = (ring[at + 1] ?? 0) - latitude;
      if (squareDistance(fromX, fromY, toX, toY) <= reach) return true;
      if (fromY > 0 !== toY > 0 && fromX - (fromY * (toX - fromX)) / (toY - fromY) > 0) isInside = !isInside;
      [fromX, fromY] = [toX, toY];
    }
  }
  return isInside;
}

/** From the position, at 0/0, to the nearest point of a line. */
function squareDistance(fromX: number, fromY: number, toX: number, toY: number): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX * alongX + alongY * alongY;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(fromX * alongX + fromY * alongY) / length));
  return (fromX + share * alongX) ** 2 + (fromY + share * alongY) ** 2;
}

/** Degrees east of the position, the shorter way around the globe. */
function eastOf(longitude: number, origin: number): number {
  const difference = longitude - origin;
  if (difference > 180) return difference - 360;
  return difference < -180 ? difference + 360 : difference;
}

/** The width of a degree of longitude relative to one of latitude. */
function widthAt(latitude: number): number {
  return Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
}
