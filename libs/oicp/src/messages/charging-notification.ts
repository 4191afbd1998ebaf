import { Message } from '../message.js';
import { openEnumeration } from '../schema/enumeration.js';
import { instant } from '../schema/instant.js';
import type { Conformant, Received } from '../schema/kind.js';
import { integer } from '../schema/number.js';
import { allOptional, mandatory, object, optional } from '../schema/object.js';
import { atLeastOne } from '../schema/rules.js';
import { text } from '../schema/text.js';
import { variants } from '../schema/variants.js';
import { identification } from '../types/identification.js';
import { evseId, operatorId, productId, sessionId } from '../types/identifiers.js';
import { energy, meterValuesInBetween } from './charge-detail-record.js';
import { partnerSessionIds } from './session-ids.js';

const common = {
  SessionID: mandatory(sessionId),
  ...partnerSessionIds,
  Identification: optional(identification),
  EvseID: mandatory(evseId),
  OperatorID: optional(operatorId),
};

const started = {
  SessionStart: optional(instant),
  MeterValueStart: optional(energy),
  PartnerProductID: optional(productId),
};

/** Energy flows. */
const chargingNotificationStart = object({
  Type: mandatory(openEnumeration('Start')),
  ...common,
  ...started,
  ChargingStart: mandatory(instant),
});

/** Energy is still flowing; at most one in five minutes per session. */
const chargingNotificationProgress = object(
  {
    Type: mandatory(openEnumeration('Progress')),
    ...common,
    ...started,
    ChargingStart: mandatory(instant),
    EventOccurred: mandatory(instant),
    /** Milliseconds since ChargingStart. */
    ChargingDuration: optional(integer({ least: 0 })),
    ConsumedEnergyProgress: optional(energy),
    MeterValueInBetween: optional(meterValuesInBetween),
  },
  { rules: [atLeastOne('ChargingDuration', 'ConsumedEnergyProgress')] },
);

/** Energy has stopped flowing; the session may continue and block the charging point. */
const chargingNotificationEnd = object({
  Type: mandatory(openEnumeration('End')),
  ...common,
  ...started,
  ChargingStart: optional(instant),
  ChargingEnd: mandatory(instant),
  SessionEnd: optional(instant),
  ConsumedEnergy: optional(energy),
  MeterValueEnd: optional(energy),
  MeterValueInBetween: optional(meterValuesInBetween),
  /** From this time on blocking costs extra. */
  PenaltyTimeStart: optional(instant),
});

/** Charging did not start, or was interrupted. */
const chargingNotificationError = object({
  Type: mandatory(openEnumeration('Error')),
  ...common,
  ErrorType: mandatory(openEnumeration('ConnectorError', 'CriticalError')),
  ErrorAdditionalInfo: optional(text({ most: 250, free: true })),
});

/** Every field of the four, for a notification whose type is missing or unknown. */
const anyNotification = object({
  ...allOptional({
    ...chargingNotificationStart.fields,
    ...chargingNotificationProgress.fields,
    ...chargingNotificationEnd.fields,
    ...chargingNotificationError.fields,
  }),
  ...common,
  Type: mandatory(openEnumeration('Start', 'Progress', 'End', 'Error')),
});

/** A CPO reports the progress of charging. Optional: it can be missing, repeated, late and out of order. */
export const chargingNotification = new Message(
  'eRoamingChargingNotification',
  variants(
    'Type',
    {
      Start: chargingNotificationStart,
      Progress: chargingNotificationProgress,
      End: chargingNotificationEnd,
      Error: chargingNotificationError,
    },
    anyNotification,
  ),
);
export type ChargingNotification = Conformant<typeof chargingNotification.kind>;
export type ReceivedChargingNotification = Received<typeof chargingNotification.kind>;
