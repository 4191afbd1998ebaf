import type { ViolationCode } from '../schema/violation.js';

/** A field for which OICP 2.3 allows less than exists. A larger value is retained and reported, and cannot be written. */
export interface NarrowPlace {
  /** The field, or several. */
  readonly field: string;
  /** What the specification allows. */
  readonly allows: string;
  /** What exists. */
  readonly reality: string;
  /** The violation that reading reports. */
  readonly reportedAs: ViolationCode;
}

/** Numbered by position, from 1; add new ones at the end. */
export const narrowPlaces: readonly NarrowPlace[] = [
  {
    field: 'ChargingFacilities.Amperage',
    allows: 'two digits, 99 A',
    reality: 'DC chargers provide 500 A and more, AC outlets 125 A.',
    reportedAs: 'out-of-range',
  },
  {
    field: 'ChargingFacilities.Voltage',
    allows: 'three digits, 999 V',
    reality: 'DC chargers provide 1,000 V, megawatt chargers 1,250 V.',
    reportedAs: 'out-of-range',
  },
  {
    field: 'ChargingFacilities.Power',
    allows: 'an integer of three digits, 999 kW',
    reality: 'Wall boxes provide 3.7, 4.6 and 7.4 kW; megawatt chargers more than 999.',
    reportedAs: 'not-whole',
  },
  {
    field: 'Plugs',
    allows: 'eighteen plugs of 2020',
    reality: 'Megawatt (MCS) and North American (NACS, SAE J3400) plugs are installed.',
    reportedAs: 'unknown-value',
  },
  {
    field: 'EnergySource.Percentage',
    allows: 'two digits, 99 %',
    reality: 'Stations run on solar energy alone.',
    reportedAs: 'out-of-range',
  },
  {
    field: 'GeoCoordinates',
    allows: 'at most six decimals',
    reality: 'National feeds carry seven and more.',
    reportedAs: 'too-precise',
  },
  {
    field: 'OperatorID',
    allows: 'three characters after the country',
    reality: 'National feeds carry names, such as CH*SWISSCHARGE.',
    reportedAs: 'wrong-form',
  },
  {
    field: 'Address.HouseNum, Address.PostalCode',
    allows: 'mandatory',
    reality: 'Motorway services and car parks have none; operators send a dot, or nothing.',
    reportedAs: 'missing',
  },
  {
    field: 'Address.Floor, Address.ParkingSpot',
    allows: 'five characters',
    reality: 'Car parks name levels and spots in words.',
    reportedAs: 'too-long',
  },
  {
    field: 'SignedMeteringValues.SignedMeteringValue',
    allows: '3,000 characters',
    reality: 'Signed values in XML containers reach megabytes.',
    reportedAs: 'too-long',
  },
  {
    field: 'SignedMeteringValues',
    allows: 'ten values',
    reality: 'Long sessions are signed every quarter of an hour.',
    reportedAs: 'too-many',
  },
  {
    field: 'MeterValueStart, MeterValueEnd, ConsumedEnergy',
    allows: 'three decimals of a kWh',
    reality: 'Calibrated meters show four.',
    reportedAs: 'too-precise',
  },
  {
    field: 'EvcoID',
    allows: 'a mandatory check digit',
    reality: 'Contracts are issued and sent without one.',
    reportedAs: 'wrong-form',
  },
  {
    field: 'UID',
    allows: '4, 7 or 10 bytes',
    reality: 'FeliCa cards and ISO 15693 tags have 8.',
    reportedAs: 'wrong-form',
  },
];
