import { Message } from '../message.js';
import { boolean } from '../schema/boolean.js';
import { openEnumeration } from '../schema/enumeration.js';
import { instant } from '../schema/instant.js';
import type { Conformant, Received } from '../schema/kind.js';
import { list } from '../schema/list.js';
import { integer, number } from '../schema/number.js';
import { mandatory, object, optional, type Rule } from '../schema/object.js';
import { text } from '../schema/text.js';
import { address } from './address.js';
import { chargingFacility } from './charging-facility.js';
import {
  accessibility,
  accessibilityLocation,
  authenticationMode,
  calibrationLawDataAvailability,
  energyType,
  paymentOption,
  plug,
  valueAddedService,
} from './evse-properties.js';
import { geoCoordinates } from './geo-coordinates.js';
import { chargingPoolId, evseId, operatorId } from './identifiers.js';
import { infoText } from './info-text.js';
import { openingTimes } from './opening-times.js';

const energySource = object({
  Energy: optional(energyType),
  /** Percent; the specification does not allow 100. */
  Percentage: optional(integer({ least: 0, most: 99 })),
});

/** Grams per kWh. */
const environmentalImpact = object({
  CO2Emission: optional(number({ most: 99_999 })),
  NuclearWaste: optional(number({ most: 99_999 })),
});

const fields = {
  /** Describes the pull, not the charging point. */
  deltaType: optional(openEnumeration('update', 'insert', 'delete')),
  lastUpdate: optional(instant),
  EvseID: mandatory(evseId),
  ChargingPoolID: optional(chargingPoolId),
  ChargingStationID: optional(text({ most: 50 })),
  ChargingStationNames: mandatory(list(infoText, { least: 1 })),
  HardwareManufacturer: optional(text({ most: 50, free: true })),
  ChargingStationImage: optional(text({ most: 200 })),
  SubOperatorName: optional(text({ most: 100, free: true })),
  Address: mandatory(address),
  GeoCoordinates: mandatory(geoCoordinates),
  Plugs: mandatory(list(plug, { least: 1 })),
  DynamicPowerLevel: optional(boolean),
  ChargingFacilities: mandatory(list(chargingFacility)),
  RenewableEnergy: mandatory(boolean),
  EnergySource: optional(list(energySource)),
  EnvironmentalImpact: optional(environmentalImpact),
  CalibrationLawDataAvailability: mandatory(calibrationLawDataAvailability),
  AuthenticationModes: mandatory(list(authenticationMode)),
  /** Kilowatt-hours of the EVSE's own battery. */
  MaxCapacity: optional(integer()),
  PaymentOptions: mandatory(list(paymentOption)),
  ValueAddedServices: mandatory(list(valueAddedService)),
  Accessibility: mandatory(accessibility),
  AccessibilityLocation: optional(accessibilityLocation),
  HotlinePhoneNumber: mandatory(text({ form: /^\+[0-9]{5,15}$/, expects: 'a number such as +4930123456' })),
  AdditionalInfo: optional(list(infoText)),
  ChargingStationLocationReference: optional(list(infoText)),
  GeoChargingPointEntrance: optional(geoCoordinates),
  IsOpen24Hours: mandatory(boolean),
  OpeningTimes: optional(list(openingTimes)),
  HubOperatorID: optional(operatorId),
  ClearinghouseID: optional(text({ most: 20 })),
  IsHubjectCompatible: mandatory(boolean),
  DynamicInfoAvailable: mandatory(openEnumeration('true', 'false', 'auto')),
};

const openingTimesUnlessAlwaysOpen: Rule<typeof fields> = ({ IsOpen24Hours, OpeningTimes }, inspection) => {
  if (IsOpen24Hours === false && OpeningTimes === undefined) {
    inspection.reportAt('OpeningTimes', 'missing', 'is mandatory unless the station is always open');
  }
};

const freeOrPaid: Rule<typeof fields> = ({ PaymentOptions = [] }, inspection) => {
  if (PaymentOptions.length > 1 && PaymentOptions.includes('No Payment')) {
    inspection.reportAt('PaymentOptions', 'not-together', 'cannot combine No Payment with another option');
  }
};

const rules = [openingTimesUnlessAlwaysOpen, freeOrPaid];

/** What a CPO uploads about one charging point (OICP 2.3, `EvseDataRecordType`). */
export const uploadedEvseDataRecord = object(fields, { rules });

/** What HBS sends an EMP about one charging point (OICP 2.3, `PullEvseDataRecordType`). */
export const evseDataRecord = new Message(
  'PullEvseDataRecordType',
  object(
    { ...fields, OperatorID: mandatory(operatorId), OperatorName: mandatory(text({ free: true })) },
    { rules },
  ),
);
export type EvseDataRecord = Conformant<typeof evseDataRecord.kind>;
export type ReceivedEvseDataRecord = Received<typeof evseDataRecord.kind>;
