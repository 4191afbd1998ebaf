import { z } from 'zod';
import { bytes, json } from '../map/body.js';
import type { Bulkhead, EventDefinition, IntakeDefinition, RpcDefinition } from '../map/definitions.js';
import { pageOf, pageQuery } from './page.js';

/** What is known of a charge detail record's bytes before anyone has understood them. */
export const receivedCdr = z.object({
  /** Where nothing could be read as one, the bytes are kept for people to look at. */
  sessionId: z.string().optional(),
  /** From the path HBS called. */
  operatorId: z.string().optional(),
  receivedAt: z.iso.datetime(),
  /** HBS’s handle of the exchange. */
  processId: z.string().optional(),
});
export type ReceivedCdr = z.output<typeof receivedCdr>;

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
  /** HBS’s handle of the exchange in which it was forwarded. */
  processId: z.string().optional(),
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

/** A stored record as the API lists it. `findings` are those of now: a session may have become known since. */
export const storedCdr = cdrSummary.extend({
  /** How often it was forwarded to us, the first time included. */
  forwarded: z.int(),
  /** Whether it was also found in a pull. */
  pulled: z.boolean(),
  /** Different contents that bill the same, beside the first. */
  variants: z.int(),
  /** Different bills. */
  conflicts: z.int(),
});
export type StoredCdr = z.output<typeof storedCdr>;

/** The bytes of one content. */
const cdrBytes = z.object({
  /** As it came: its text, or base64 of its bytes where they are no UTF-8; left out where the answer would be too large. */
  raw: z.string().optional(),
  rawEncoding: z.enum(['utf8', 'base64']).optional(),
  rawBytes: z.int(),
});

/** One of the contents in which a session's record came. */
export const cdrContent = cdrBytes.extend({ id: z.string(), summary: cdrSummary });
export type CdrContent = z.output<typeof cdrContent>;

/** The record that counts, with its own bytes; beside it what else came of its session. */
export const cdrDetail = storedCdr.extend({
  ...cdrBytes.shape,
  /** The id of the content that counts. */
  contentId: z.string(),
  variants: z.array(cdrContent),
  conflicts: z.array(cdrContent),
});
export type CdrDetail = z.output<typeof cdrDetail>;

/** Bytes that should have been a charge detail record, and name no session. */
export const unreadableCdr = z.object({
  id: z.string(),
  /** What was wrong, a sentence that names no person. */
  problem: z.string(),
  source: z.enum(['forwarded', 'pulled']),
  operatorId: z.string().optional(),
  providerId: z.string().optional(),
  receivedAt: z.iso.datetime(),
  /** How often the same bytes came. */
  copies: z.int(),
  rawBytes: z.int(),
  /** Its beginning, as text or base64. */
  beginning: z.string(),
  beginningEncoding: z.enum(['utf8', 'base64']),
});
export type UnreadableCdr = z.output<typeof unreadableCdr>;

export const runKinds = ['unforwarded', 'sweep', 'backfill'] as const;
export const runStates = ['waiting', 'running', 'done', 'failed'] as const;

/** A reconciliation with HBS's list: of what was not forwarded, of a whole window, or of a range somebody asked for. */
export const cdrRun = z.object({
  id: z.uuid(),
  kind: z.enum(runKinds),
  providerId: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  state: z.enum(runStates),
  /** Up to where the range is done. */
  doneUntil: z.iso.datetime(),
  /** Pages read of the window in work, and how many there are as far as HBS has said. */
  page: z.int(),
  pages: z.int().optional(),
  /** Records read so far, and how many of them were not here before. */
  records: z.int(),
  added: z.int(),
  failure: z.object({ code: z.string(), message: z.string() }).optional(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
});
export type CdrRun = z.output<typeof cdrRun>;

export const cdrListQuery = pageQuery.extend({
  /** The session ended then or later; where no end could be read, it was received then or later. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  evseId: z.string().optional(),
  evcoId: z.string().optional(),
  uid: z.string().optional(),
  operatorId: z.string().optional(),
  providerId: z.string().optional(),
  /** Code of a finding. */
  finding: z.string().optional(),
  conflicted: z.boolean().optional(),
});
export type CdrListQuery = z.output<typeof cdrListQuery>;

export const cdrBackfill = z.object({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  /** One of ours; all of ours without it. */
  providerId: z.string().optional(),
});
export type CdrBackfill = z.output<typeof cdrBackfill>;

export const cdrBulkheads = {
  'cdr.queries': { owner: 'cdr', concurrency: 10, maxPending: 100 },
} as const satisfies Record<string, Bulkhead>;

const query = { bulkhead: 'cdr.queries', deadlineMs: 10_000 } as const;
const rawBytes = bytes(z.object({}));

export const cdrRpcs = {
  'cdr.list': { ...query, request: json(cdrListQuery), reply: json(pageOf(storedCdr)) },
  'cdr.get': { ...query, request: json(z.object({ sessionId: z.string() })), reply: json(cdrDetail) },
  'cdr.raw': {
    ...query,
    /** Without `content`, the one that was first. */
    request: json(z.object({ sessionId: z.string(), content: z.string().optional() })),
    reply: rawBytes,
  },
  'cdr.list-unreadable': { ...query, request: json(pageQuery), reply: json(pageOf(unreadableCdr)) },
  'cdr.unreadable-raw': { ...query, request: json(z.object({ id: z.string() })), reply: rawBytes },
  'cdr.backfill': {
    ...query,
    request: json(cdrBackfill),
    reply: json(z.object({ runs: z.array(cdrRun) })),
  },
  'cdr.list-runs': { ...query, request: json(pageQuery), reply: json(pageOf(cdrRun)) },
  'cdr.get-run': { ...query, request: json(z.object({ id: z.uuid() })), reply: json(cdrRun) },
} as const satisfies Record<string, RpcDefinition>;
