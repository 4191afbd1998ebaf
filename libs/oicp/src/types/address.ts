import { boolean } from '../schema/boolean.js';
import type { Conformant } from '../schema/kind.js';
import { mandatory, object, optional } from '../schema/object.js';
import { text } from '../schema/text.js';

/** ISO 3166-1 alpha-3, such as DEU. */
export const countryCode = text({
  form: /^[A-Z]{3}$/,
  expects: 'a country code of three letters such as DEU',
});

/** OICP 2.3, `AddressIso19773Type`. */
export const address = object({
  Country: mandatory(countryCode),
  City: mandatory(text({ least: 1, most: 50, free: true })),
  Street: mandatory(text({ least: 2, most: 100, free: true })),
  PostalCode: mandatory(text({ most: 10, free: true })),
  HouseNum: mandatory(text({ most: 10, free: true })),
  Floor: optional(text({ most: 5, free: true })),
  Region: optional(text({ most: 50, free: true })),
  ParkingFacility: optional(boolean),
  ParkingSpot: optional(text({ most: 5, free: true })),
  TimeZone: optional(text({ form: /^UTC[+-][0-9]{2}:[0-9]{2}$/, expects: 'an offset such as UTC+01:00' })),
});
export type Address = Conformant<typeof address>;
