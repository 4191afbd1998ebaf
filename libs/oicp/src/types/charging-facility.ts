import { openEnumeration } from '../schema/enumeration.js';
import { list } from '../schema/list.js';
import { integer } from '../schema/number.js';
import { mandatory, object, optional } from '../schema/object.js';

/** OICP 2.3, `ChargingFacilityType`. Its limits are narrower than real hardware: values beyond them are reported, not refused. */
export const chargingFacility = object({
  PowerType: mandatory(openEnumeration('AC_1_PHASE', 'AC_3_PHASE', 'DC')),
  /** Volts, line to neutral. */
  Voltage: optional(integer({ least: 0, most: 999 })),
  /** Amperes. */
  Amperage: optional(integer({ least: 0, most: 99 })),
  /** Kilowatts. */
  Power: mandatory(integer({ least: 0, most: 999 })),
  ChargingModes: optional(list(openEnumeration('Mode_1', 'Mode_2', 'Mode_3', 'Mode_4', 'CHAdeMO'))),
});
