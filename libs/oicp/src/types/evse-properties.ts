import { openEnumeration } from '../schema/enumeration.js';

/** OICP 2.3, `PlugType`. The list grows: MCS and NACS plugs are installed already. */
export const plug = openEnumeration(
  'Small Paddle Inductive',
  'Large Paddle Inductive',
  'AVCON Connector',
  'Tesla Connector',
  'NEMA 5-20',
  'Type E French Standard',
  'Type F Schuko',
  'Type G British Standard',
  'Type J Swiss Standard',
  'Type 1 Connector (Cable Attached)',
  'Type 2 Outlet',
  'Type 2 Connector (Cable Attached)',
  'Type 3 Outlet',
  'IEC 60309 Single Phase',
  'IEC 60309 Three Phase',
  'CCS Combo 2 Plug (Cable Attached)',
  'CCS Combo 1 Plug (Cable Attached)',
  'CHAdeMO',
);

/** OICP 2.3, `AuthenticationModesType`: how a driver can authenticate at a charging point. */
export const authenticationMode = openEnumeration(
  'NFC RFID Classic',
  'NFC RFID DESFire',
  'PnC',
  'REMOTE',
  'Direct Payment',
  'No Authentication Required',
);

export const paymentOption = openEnumeration('No Payment', 'Direct', 'Contract');

export const valueAddedService = openEnumeration(
  'Reservation',
  'DynamicPricing',
  'ParkingSensors',
  'MaximumPowerCharging',
  'PredictiveChargePointUsage',
  'ChargingPlans',
  'RoofProvided',
  'None',
);

export const accessibility = openEnumeration(
  'Free publicly accessible',
  'Restricted access',
  'Paying publicly accessible',
  'Test Station',
);

export const accessibilityLocation = openEnumeration(
  'OnStreet',
  'ParkingLot',
  'ParkingGarage',
  'UndergroundParkingGarage',
);

export const calibrationLawDataAvailability = openEnumeration('Local', 'External', 'Not Available');

export const energyType = openEnumeration(
  'Solar',
  'Wind',
  'HydroPower',
  'GeothermalEnergy',
  'Biomass',
  'Coal',
  'NuclearEnergy',
  'Petroleum',
  'NaturalGas',
);

/** OICP 2.3, `EvseStatusType`; `EvseNotFound` is HBS's status of an EVSE that it does not list. */
export const evseStatus = openEnumeration(
  'Available',
  'Reserved',
  'Occupied',
  'OutOfService',
  'EvseNotFound',
  'Unknown',
);
