import { Message } from '../message.js';
import { boolean } from '../schema/boolean.js';
import { openEnumeration } from '../schema/enumeration.js';
import { instant } from '../schema/instant.js';
import type { Conformant, Received } from '../schema/kind.js';
import { list } from '../schema/list.js';
import { mandatory, object, optional } from '../schema/object.js';
import { records } from '../schema/records.js';
import { notTogether } from '../schema/rules.js';
import { countryCode } from '../types/address.js';
import { evseDataRecord } from '../types/evse-data-record.js';
import {
  accessibility,
  authenticationMode,
  calibrationLawDataAvailability,
} from '../types/evse-properties.js';
import { operatorId, providerId } from '../types/identifiers.js';
import { searchCenter } from '../types/search-center.js';
import { statusCodeType } from '../types/status-code.js';
import { pageFields } from './page.js';

/** Asks HBS for charging points: all of them, those that match the filters, or those changed since `LastCall`. */
export const pullEvseData = new Message(
  'eRoamingPullEVSEData',
  object(
    {
      ProviderID: mandatory(providerId),
      SearchCenter: optional(searchCenter),
      LastCall: optional(instant),
      GeoCoordinatesResponseFormat: mandatory(
        openEnumeration('Google', 'DegreeMinuteSeconds', 'DecimalDegree'),
      ),
      CountryCodes: optional(list(countryCode)),
      /** With a small `d` and `s`: HBS silently ignores `OperatorIDs`. */
      OperatorIds: optional(list(operatorId)),
      AuthenticationModes: optional(list(authenticationMode)),
      Accessibility: optional(list(accessibility)),
      CalibrationLawDataAvailability: optional(list(calibrationLawDataAvailability)),
      RenewableEnergy: optional(boolean),
      IsHubjectCompatible: optional(boolean),
      IsOpen24Hours: optional(boolean),
    },
    {
      rules: [
        notTogether('LastCall', 'SearchCenter', 'CountryCodes', 'OperatorIds'),
        notTogether('CountryCodes', 'SearchCenter', 'OperatorIds'),
      ],
    },
  ),
);
export type PullEvseData = Conformant<typeof pullEvseData.kind>;
export type ReceivedPullEvseData = Received<typeof pullEvseData.kind>;

/** One page of charging points. Each record is read separately: see {@link RecordReading}. */
export const evseData = new Message(
  'eRoamingEVSEData',
  object({
    content: mandatory(records(evseDataRecord.kind)),
    ...pageFields,
    StatusCode: mandatory(statusCodeType),
  }),
  { plainJson: true },
);
export type EvseData = Conformant<typeof evseData.kind>;
export type ReceivedEvseData = Received<typeof evseData.kind>;
