import { z } from 'zod';
import { bytes, json } from '../map/body.js';
import type { EventDefinition, IntakeDefinition } from '../map/definitions.js';

/** What is known of a charge detail record's bytes before anyone has understood them. */
export const receivedCdr = z.object({
  /** Where nothing could be read as one, the bytes are kept for people to look at. */
  sessionId: z.string().optional(),
  /** From the path HBS called. */
  operatorId: z.string().optional(),
  receivedAt: z.iso.datetime(),
});

export const cdrIntakes = {
  'cdr.intake': { owner: 'cdr', body: bytes(receivedCdr), maxBytes: 8 * 1024 * 1024 },
} as const satisfies Record<string, IntakeDefinition>;

/** Something about a charge detail record that a person should look at. It never refuses the record. */
export const cdrFinding = z.object({ code: z.string(), message: z.string() });
export type CdrFinding = z.output<typeof cdrFinding>;

/** A charge detail record as events speak of it. */
export const cdrSummary = z.object({
  sessionId: z.string(),
  cpoPartnerSessionId: z.string().optional(),
  empPartnerSessionId: z.string().optional(),
  partnerProductId: z.string().optional(),
  evseId: z.string().optional(),
  operatorId: z.string().optional(),
  providerId: z.string().optional(),
  /** With what the driver identified: one of the two, as it came. */
  evcoId: z.string().optional(),
  uid: z.string().optional(),
  /** ISO 8601 with the offset of the charging point. */
  sessionStart: z.string().optional(),
  sessionEnd: z.string().optional(),
  chargingStart: z.string().optional(),
  chargingEnd: z.string().optional(),
  /** Kilowatt-hours, an exact decimal. */
  consumedEnergyKwh: z.string().optional(),
  findings: z.array(cdrFinding),
  source: z.enum(['forwarded', 'pulled']),
  receivedAt: z.iso.datetime(),
});
export type CdrSummary = z.output<typeof cdrSummary>;

const subject = 'The canonical SessionID.';

export const cdrEvents = {
  'cdr.received': {
    data: json(cdrSummary),
    about: 'A session’s charge detail record was stored: told once per session.',
    subject,
  },
  'cdr.conflicted': {
    data: json(z.object({ sessionId: z.string(), stored: cdrSummary, other: cdrSummary })),
    about: 'A second record of the same session bills something else: kept beside the first, which stays.',
    subject,
  },
} as const satisfies Record<string, EventDefinition>;
