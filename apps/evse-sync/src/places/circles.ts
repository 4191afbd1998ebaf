import type { Position } from '#oicp';
import type { OutlineName } from './countries.js';

/** Latitude, longitude, and kilometres around them. */
export type Circle = readonly [latitude: number, longitude: number, radius: number];

const EARTH_KM = 6_371;

/**
 * Inhabited land of which the atlas has no outline, by the country to which it belongs or that claims it: found by
 * comparing 135,000 places of GeoNames with the outlines (ADR 53).
 */
const CIRCLES: Readonly<Record<OutlineName, readonly Circle[]>> = {
  /** Ontong Java. */
  '090': [[-5.35, 159.5, 50]],
  /** Matsu. */
  '158': [[26.2, 120.1, 40]],
  /** Christmas Island, the Cocos Islands. */
  '162': [[-10.48, 105.62, 15]],
  '166': [[-12.17, 96.85, 20]],
  /** Utö. */
  '246': [[59.78, 21.37, 5]],
  /** Kastellorizo. */
  '300': [[36.14, 29.57, 5]],
  /** Kashmir, as for Pakistan. */
  '356': [[34.5, 75, 150]],
  /** The Thousand Islands. */
  '360': [[-5.6, 106.55, 40]],
  /** The Pontine Islands. */
  '380': [[40.9, 12.97, 10]],
  /** Kunashir, Iturup, Shikotan. */
  '392': [[44.5, 146.8, 150]],
  /** Saint Brandon. */
  '480': [[-16.6, 59.65, 40]],
  /** Røst, Træna. */
  '578': [
    [67.5, 12.1, 10],
    [66.5, 12.1, 10],
  ],
  /** The Federated States of Micronesia and the Marshall Islands: hundreds of atolls, and nothing else around. */
  '583': [
    [8.5, 142.8, 620],
    [7, 154.5, 700],
  ],
  '584': [[9, 167.5, 650]],
  '586': [[34.5, 75, 150]],
  /** Takuu, Nukumanu. */
  '598': [
    [-4.75, 157, 20],
    [-4.55, 159.4, 20],
  ],
  /** The Cuyo Islands, the Turtle Islands, Pag-asa. */
  '608': [
    [11.2, 120.9, 40],
    [6.08, 118.3, 20],
    [11.05, 114.28, 10],
  ],
  /** Bạch Long Vĩ. */
  '704': [[20.13, 107.73, 5]],
  /** Ko Tao. */
  '764': [[10.1, 99.84, 10]],
  /** Tokelau. */
  '772': [[-9, -171.8, 120]],
  /** The Niuas. */
  '776': [[-15.8, -174.7, 130]],
  /** Abu Musa. */
  '784': [[25.87, 55.03, 10]],
  /** Crimea. */
  '804': [[45.3, 34.4, 170]],
};

/** Finds the land of these outlines that the atlas does not draw. */
export function findCircles(names: readonly OutlineName[]): readonly Circle[] {
  return names.flatMap((name) => CIRCLES[name] ?? []);
}

/** Whether a position is in a circle or at most `kilometres` beyond it. */
export function isInCircle(
  [latitude, longitude, radius]: Circle,
  place: Position,
  kilometres: number,
): boolean {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [north, east] = [radians(place.latitude - latitude), radians(place.longitude - longitude)];
  const square =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(latitude)) * Math.cos(radians(place.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(square))) <= radius + kilometres;
}
