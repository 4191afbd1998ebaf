import { evseDataRecord, positionOf, type Position } from '#oicp';
import type { WireRecord } from './wire-record.js';

/** OICP 2.3, `GeoCoordinatesResponseFormatType`. */
export type CoordinatesFormat = 'Google' | 'DecimalDegree' | 'DegreeMinuteSeconds';

const FIELDS = ['GeoCoordinates', 'GeoChargingPointEntrance'] as const;

/**
 * A record with its coordinates in the notation that an EMP requested. Coordinates that are unreadable (`"None None"`),
 * or in that notation already, stay as the operator writes them.
 */
export function toFormat(format: CoordinatesFormat, record: WireRecord): WireRecord {
  const others = FIELDS.filter((field) => !isIn(format, record[field]));
  if (others.length === 0) return record;
  const { value } = evseDataRecord.readValue(record);
  const converted = others.map((field) => {
    const position = positionOf(value[field]);
    return [field, position ? writeCoordinates(format, position) : record[field]] as const;
  });
  return { ...record, ...Object.fromEntries(converted) };
}

/** The position of a record; `undefined` where it is unreadable. */
export function findPosition(record: WireRecord): Position | undefined {
  return positionOf(evseDataRecord.readValue(record).value.GeoCoordinates);
}

function isIn(format: CoordinatesFormat, found: unknown): boolean {
  return typeof found !== 'object' || found === null || (Reflect.get(found, format) ?? null) !== null;
}

function writeCoordinates(format: CoordinatesFormat, { latitude, longitude }: Position): object {
  const empty = { Google: null, DecimalDegree: null, DegreeMinuteSeconds: null };
  switch (format) {
    case 'Google':
      return { ...empty, Google: { Coordinates: `${latitude.toFixed(6)} ${longitude.toFixed(6)}` } };
    case 'DecimalDegree':
      return {
        ...empty,
        DecimalDegree: { Longitude: longitude.toFixed(6), Latitude: latitude.toFixed(6) },
      };
    case 'DegreeMinuteSeconds':
      return {
        ...empty,
        DegreeMinuteSeconds: { Longitude: formatMinutes(longitude), Latitude: formatMinutes(latitude) },
      };
  }
}

/** `9°21'39.3200''`, to the 10,000th of a second, so that converting back gives the same six decimals. */
function formatMinutes(degrees: number): string {
  const units = Math.round(Math.abs(degrees) * 36_000_000);
  const whole = Math.floor(units / 36_000_000);
  const minutes = Math.floor((units % 36_000_000) / 600_000);
  const seconds = ((units % 600_000) / 10_000).toFixed(4);
  return `${degrees < 0 ? '-' : ''}${whole}°${minutes}'${seconds}''`;
}
