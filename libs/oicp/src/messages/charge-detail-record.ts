import { Message } from '../message.js';
import { decimal } from '../schema/decimal.js';
import { openEnumeration } from '../schema/enumeration.js';
import { instant } from '../schema/instant.js';
import type { Conformant, Received } from '../schema/kind.js';
import { list } from '../schema/list.js';
import { mandatory, object, optional } from '../schema/object.js';
import { text } from '../schema/text.js';
import { identification } from '../types/identification.js';
import { evseId, operatorId, productId, providerId, sessionId } from '../types/identifiers.js';
import { partnerSessionIds } from './session-ids.js';

/** Kilowatt-hours with three decimals. */
export const energy = decimal({ places: 3 });

/** A list in the specification; an object with the list in its examples and in the OpenAPI documents. */
export const meterValuesInBetween = object(
  { meterValues: optional(list(energy)) },
  { oftenBare: 'meterValues' },
);

/** A reading with the meter's signature, retained byte for byte at any length: evidence under calibration law. */
const signedMeteringValue = object({
  SignedMeteringValue: optional(text({ most: 3_000 })),
  MeteringStatus: optional(openEnumeration('Start', 'Progress', 'End')),
});

const calibrationLawVerification = object({
  CalibrationLawCertificateID: optional(text({ most: 100 })),
  PublicKey: optional(text({ most: 1_000 })),
  MeteringSignatureUrl: optional(text({ most: 200 })),
  MeteringSignatureEncodingFormat: optional(text({ most: 50 })),
  SignedMeteringValuesVerificationInstruction: optional(text({ most: 400 })),
});

/** What a CPO bills for one session. HBS forwards it once, and also lists it in GetChargeDetailRecords. */
export const chargeDetailRecord = new Message(
  'eRoamingChargeDetailRecord',
  object({
    SessionID: mandatory(sessionId),
    ...partnerSessionIds,
    PartnerProductID: optional(productId),
    EvseID: mandatory(evseId),
    Identification: mandatory(identification),
    ChargingStart: mandatory(instant),
    ChargingEnd: mandatory(instant),
    SessionStart: mandatory(instant),
    SessionEnd: mandatory(instant),
    MeterValueStart: optional(energy),
    MeterValueEnd: optional(energy),
    MeterValueInBetween: optional(meterValuesInBetween),
    ConsumedEnergy: mandatory(energy),
    SignedMeteringValues: optional(list(signedMeteringValue, { most: 10 })),
    CalibrationLawVerificationInfo: optional(calibrationLawVerification),
    HubOperatorID: optional(operatorId),
    HubProviderID: optional(providerId),
  }),
);
export type ChargeDetailRecord = Conformant<typeof chargeDetailRecord.kind>;
export type ReceivedChargeDetailRecord = Received<typeof chargeDetailRecord.kind>;
