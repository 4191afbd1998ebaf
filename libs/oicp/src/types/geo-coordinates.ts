import { quoted } from '../schema/conversion.js';
import type { Inspection } from '../schema/inspection.js';
import type { Conformant, Kind } from '../schema/kind.js';
import { mandatory, object, optional } from '../schema/object.js';
import { exactlyOne } from '../schema/rules.js';
import { text } from '../schema/text.js';
import { LATITUDE_LIMIT, LONGITUDE_LIMIT, parseDegrees, parsePair } from './position.js';

const plain = text();

/** A text with coordinates, retained unchanged and checked. */
function coordinateText(check: (found: string, inspection: Inspection) => void): Kind<string> {
  return {
    read(found, inspection) {
      const read = plain.read(found, inspection);
      if (read !== undefined) check(read, inspection);
      return read;
    },
    toWire: (value) => value,
  };
}

const google = coordinateText((found, inspection) => {
  const [position, ...others] = parsePair(found);
  if (position === undefined) {
    inspection.report('unreadable', `is ${quoted(found)}, not a latitude and a longitude`);
    return;
  }
  if (others.length > 0) return reportAmbiguous(found, inspection);
  checkRange(position.latitude, LATITUDE_LIMIT, inspection);
  checkRange(position.longitude, LONGITUDE_LIMIT, inspection);
  checkForm(
    found,
    /^-?\d{1,3}\.\d{1,6}(?:\s+|\s*,\s*)-?\d{1,3}\.\d{1,6}$/,
    'such as 47.662249 9.360922',
    inspection,
  );
});

/** One of the two coordinates, in the form that its notation has. */
const coordinate =
  (form: RegExp, example: string, expected: string) =>
  (axis: 'latitude' | 'longitude'): Kind<string> =>
    coordinateText((found, inspection) => {
      const [value, ...others] = parseDegrees(found, axis);
      if (value === undefined) {
        inspection.report('unreadable', `is ${quoted(found)}, not ${expected} of ${axis}`);
        return;
      }
      if (others.length > 0) return reportAmbiguous(found, inspection);
      checkRange(value, axis === 'latitude' ? LATITUDE_LIMIT : LONGITUDE_LIMIT, inspection);
      checkForm(found, form, `such as ${example}`, inspection);
    });

const degrees = coordinate(/^-?\d{1,3}\.\d{1,6}$/, '9.360922', 'decimal degrees');
const minutes = coordinate(
  /^-?\d{1,3}° ?\d{1,2}' ?\d{1,2}\.\d+''$/,
  "9°21'39.32''",
  'degrees, minutes and seconds',
);

/** OICP 2.3, `GeoCoordinatesType`: one place, in one of three notations. {@link positionOf} reads all of them. */
export const geoCoordinates = object(
  {
    Google: optional(object({ Coordinates: mandatory(google, 'Coordinatea') }, { oftenBare: 'Coordinates' })),
    DecimalDegree: optional(
      object({
        Longitude: mandatory(degrees('longitude')),
        Latitude: mandatory(degrees('latitude')),
      }),
    ),
    DegreeMinuteSeconds: optional(
      object({
        Longitude: mandatory(minutes('longitude')),
        Latitude: mandatory(minutes('latitude')),
      }),
    ),
  },
  { oftenBare: 'Google', rules: [exactlyOne('Google', 'DecimalDegree', 'DegreeMinuteSeconds')] },
);
export type GeoCoordinates = Conformant<typeof geoCoordinates>;

function reportAmbiguous(found: string, inspection: Inspection): void {
  inspection.report('ambiguous', `is ${quoted(found)}, which can be read in more than one way`);
}

function checkRange(value: number, limit: number, inspection: Inspection): void {
  if (Math.abs(value) > limit) inspection.report('out-of-range', `is ${value}°, beyond ±${limit}°`);
}

function checkForm(found: string, form: RegExp, example: string, inspection: Inspection): void {
  if (form.test(found)) return;
  if (/\d\.\d{7,}/.test(found))
    inspection.report('too-precise', `is ${quoted(found)}, with more than six decimals`);
  else inspection.report('wrong-form', `is ${quoted(found)}, not written ${example}`);
}
