import { number } from '../schema/number.js';
import { mandatory, object } from '../schema/object.js';
import { geoCoordinates } from './geo-coordinates.js';

/** A circle on the map; `Radius` in kilometres, one decimal place. */
export const searchCenter = object({
  GeoCoordinates: mandatory(geoCoordinates),
  Radius: mandatory(number({ least: 0, most: 9_999, places: 1 })),
});
