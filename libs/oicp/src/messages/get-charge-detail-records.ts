import { Message } from '../message.js';
import { boolean } from '../schema/boolean.js';
import { instant } from '../schema/instant.js';
import type { Conformant, Received } from '../schema/kind.js';
import { list } from '../schema/list.js';
import { mandatory, object, optional, type Rule } from '../schema/object.js';
import { records } from '../schema/records.js';
import { operatorId, providerId, sessionId } from '../types/identifiers.js';
import { statusCodeType } from '../types/status-code.js';
import { chargeDetailRecord } from './charge-detail-record.js';
import { pageFields } from './page.js';

const LONGEST_WINDOW_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1_000;

const fields = {
  ProviderID: mandatory(providerId),
  From: mandatory(instant),
  /** At most 90 days after `From`. */
  To: mandatory(instant),
  SessionID: optional(list(sessionId)),
  OperatorID: optional(operatorId),
  /** `false` lists the records for which we did not answer `Result: true` when they were forwarded. */
  CDRForwarded: optional(boolean, 'CDRForwarder'),
};

const windowWithinLimits: Rule<typeof fields> = ({ From, To }, inspection) => {
  if (From === undefined || To === undefined) return;
  const days = (To.epochMs - From.epochMs) / DAY_MS;
  if (days < 0) inspection.reportAt('To', 'out-of-range', 'is before From');
  if (days > LONGEST_WINDOW_DAYS) {
    inspection.reportAt('To', 'out-of-range', `is more than ${LONGEST_WINDOW_DAYS} days after From`);
  }
};

/** Asks HBS for the charge detail records that it received in a range of time, at most 90 days. */
export const getChargeDetailRecords = new Message(
  'eRoamingGetChargeDetailRecords',
  object(fields, { rules: [windowWithinLimits] }),
);
export type GetChargeDetailRecords = Conformant<typeof getChargeDetailRecords.kind>;
export type ReceivedGetChargeDetailRecords = Received<typeof getChargeDetailRecords.kind>;

/** One page of charge detail records. Each is read separately: see {@link RecordReading}. */
export const chargeDetailRecords = new Message(
  'eRoamingChargeDetailRecords',
  object({
    content: mandatory(records(chargeDetailRecord.kind)),
    ...pageFields,
    /** HBS sends null after a success. */
    StatusCode: optional(statusCodeType),
  }),
);
export type ChargeDetailRecords = Conformant<typeof chargeDetailRecords.kind>;
export type ReceivedChargeDetailRecords = Received<typeof chargeDetailRecords.kind>;
