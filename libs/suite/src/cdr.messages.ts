import { z } from 'zod';
import {
  bytes,
  json,
  type Bulkhead,
  type EventDefinition,
  type IntakeDefinition,
  type RpcDefinition,
} from '#messaging';
import { named } from './named.js';
import { pageOf, pageQuery } from './page.js';
import { request, requestId, requestInstant } from './request.js';
import type { SuiteService } from './services.js';

/** What is known of a charge detail record's bytes before anyone has understood them. */
export const receivedCdr = z.object({
  sessionId: z
    .string()
    .optional()
    .describe('Absent where none could be read; the bytes are then stored for people to look at.'),
  operatorId: z.string().optional().describe('From the path HBS called.'),
  receivedAt: named.receivedAt,
  processId: z.string().optional().describe('HBS’s handle of the exchange.'),
  contentEncoding: z
    .string()
    .optional()
    .describe(
      'The content encoding of the bytes where we do not read it, such as `gzip`. HBS was answered 022.',
    ),
  charset: z
    .string()
    .optional()
    .describe('The charset of the bytes where we do not read it, such as `utf-16`. HBS was answered 022.'),
});
export type ReceivedCdr = z.output<typeof receivedCdr>;

export const cdrIntakes = {
  'cdr.intake': { owner: 'cdr', body: bytes(receivedCdr), maxBytes: 8 * 1024 * 1024 },
} as const satisfies Record<string, IntakeDefinition<SuiteService>>;

/** Something about a charge detail record that a person should look at. It never refuses the record. */
export const cdrFinding = z.object({
  code: z.string().describe('Stable, such as `unknown-session`; `docs/cdr-findings.md` lists them all.'),
  message: z.string().describe('The same in words; names no person.'),
  comparedWith: z
    .string()
    .optional()
    .describe(
      'With what the record was compared, where not with itself: a session, an EVSE, a limit. Such a finding may appear after the record, and disappear.',
    ),
});
export type CdrFinding = z.output<typeof cdrFinding>;

/** A charge detail record as events speak of it. */
export const cdrSummary = z.object({
  sessionId: named.sessionId,
  cpoPartnerSessionId: named.cpoPartnerSessionId.optional(),
  empPartnerSessionId: named.empPartnerSessionId.optional(),
  partnerProductId: named.partnerProductId.optional(),
  evseId: named.evseId.optional(),
  operatorId: named.operatorId.optional(),
  providerId: named.providerId.optional(),
  evcoId: z
    .string()
    .optional()
    .describe(
      'The contract: as the record names it; where it names none, the one for which we authorised the session.',
    ),
  uid: z.string().optional().describe('The card as the record names it; names a person.'),
  sessionStart: z
    .string()
    .optional()
    .describe('When the session began, ISO 8601 with the offset of the charging point.'),
  sessionEnd: z.string().optional().describe('When the session ended, in the same way.'),
  chargingStart: z.string().optional().describe('When energy began to flow, in the same way.'),
  chargingEnd: z.string().optional().describe('When energy ceased to flow, in the same way.'),
  consumedEnergyKwh: z.string().optional().describe('Kilowatt-hours, an exact decimal.'),
  meteredEnergyKwh: z
    .string()
    .optional()
    .describe(
      'Where the record names no consumed energy: the difference of its meter values, in the same way. It takes part in comparisons, and is not what is billed.',
    ),
  findings: z.array(cdrFinding).describe('What a person should look at; none of it refuses the record.'),
  source: z
    .enum(['forwarded', 'pulled'])
    .describe('`forwarded`: sent by HBS at once; `pulled`: fetched from HBS later.'),
  receivedAt: named.receivedAt,
  processId: z.string().optional().describe('HBS’s handle of the exchange in which it was forwarded.'),
});
export type CdrSummary = z.output<typeof cdrSummary>;

const subject = 'The canonical SessionID.';

export const cdrEvents = {
  'cdr.received': {
    data: json(cdrSummary),
    about: 'A session’s charge detail record was stored. Published once per session.',
    subject,
  },
  'cdr.updated': {
    data: json(cdrSummary),
    about:
      'What is known about a stored record has changed since it was last published: findings of a comparison have appeared or disappeared, or its session or contract has become known. The record itself does not change. Never before `cdr.received`; of two, the one with the higher sequence is the later.',
    subject,
  },
  'cdr.conflicted': {
    data: json(z.object({ sessionId: z.string(), stored: cdrSummary, other: cdrSummary })),
    about:
      'A second record of the same session bills something else. It is stored next to the first, which stays valid.',
    subject,
  },
} as const satisfies Record<string, EventDefinition>;

/** A stored record as the API lists it. `findings` are those of now: a session may have become known since. */
export const storedCdr = cdrSummary.extend({
  forwarded: z.int().describe('How often HBS forwarded it, including the first time.'),
  pulled: z.boolean().describe('Whether it was also found in a pull.'),
  variants: z.int().describe('Number of different contents that bill the same as the first.'),
  conflicts: z.int().describe('Number of contents with a different bill.'),
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
  problem: z
    .string()
    .describe('What was wrong, a sentence that names no person; also an encoding that we do not read.'),
  source: z.enum(['forwarded', 'pulled']),
  operatorId: named.operatorId.optional(),
  providerId: named.providerId.optional(),
  receivedAt: named.receivedAt,
  copies: z.int().describe('How often the same bytes were received.'),
  rawBytes: z.int(),
  beginning: z.string().describe('Its beginning, as text or base64.'),
  beginningEncoding: z.enum(['utf8', 'base64']),
});
export type UnreadableCdr = z.output<typeof unreadableCdr>;

export const runKinds = ['unforwarded', 'sweep', 'backfill'] as const;
export const runStates = ['waiting', 'running', 'done', 'failed'] as const;

/** A reconciliation with HBS's list: of what was not forwarded, of a whole window, or of a range somebody asked for. */
export const cdrRun = z.object({
  id: z.uuid(),
  kind: z.enum(runKinds),
  providerId: named.providerId,
  from: z.iso.datetime().describe('Where the range begins.'),
  to: z.iso.datetime().describe('Where it ends.'),
  state: z.enum(runStates),
  doneUntil: z.iso.datetime().describe('Up to where the range is done.'),
  page: z.int().describe('Pages read of the window in work.'),
  pages: z.int().optional().describe('How many there are, as far as HBS has said.'),
  records: z.int().describe('Records read so far.'),
  added: z.int().describe('How many of them were new.'),
  failure: z.object({ code: z.string(), message: z.string() }).optional(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
});
export type CdrRun = z.output<typeof cdrRun>;

export const cdrListQuery = pageQuery.extend({
  from: requestInstant
    .optional()
    .describe(
      'The session ended at this time or later; a record without a plausible end was received then or later.',
    ),
  to: requestInstant.optional(),
  evseId: named.evseId.optional(),
  evcoId: named.evcoId.optional(),
  uid: named.uid.optional(),
  operatorId: named.operatorId.optional(),
  providerId: named.providerId.optional(),
  finding: z.string().optional().describe('Code of a finding.'),
  conflicted: z.boolean().optional(),
});
export type CdrListQuery = z.output<typeof cdrListQuery>;

export const cdrBackfill = z.object({
  from: requestInstant,
  to: requestInstant,
  providerId: z.string().optional().describe('One of ours; all of ours without it.'),
});
export type CdrBackfill = z.output<typeof cdrBackfill>;

export const cdrBulkheads = {
  'cdr.queries': { owner: 'cdr', concurrency: 10, maxPending: 100 },
} as const satisfies Record<string, Bulkhead<SuiteService>>;

const query = { bulkhead: 'cdr.queries', deadlineMs: 10_000 } as const;
const rawBytes = bytes(z.object({}));

export const cdrRpcs = {
  'cdr.list': { ...query, request: request(cdrListQuery), reply: json(pageOf(storedCdr)) },
  'cdr.get': { ...query, request: request(z.object({ sessionId: z.string() })), reply: json(cdrDetail) },
  'cdr.raw': {
    ...query,
    /** Without `content`, the one that was first. */
    request: request(z.object({ sessionId: z.string(), content: z.string().optional() })),
    reply: rawBytes,
  },
  'cdr.list-unreadable': { ...query, request: request(pageQuery), reply: json(pageOf(unreadableCdr)) },
  'cdr.unreadable-raw': { ...query, request: request(z.object({ id: z.string() })), reply: rawBytes },
  'cdr.backfill': {
    ...query,
    request: request(cdrBackfill),
    reply: json(z.object({ runs: z.array(cdrRun) })),
  },
  'cdr.list-runs': { ...query, request: request(pageQuery), reply: json(pageOf(cdrRun)) },
  'cdr.get-run': { ...query, request: request(z.object({ id: requestId })), reply: json(cdrRun) },
} as const satisfies Record<string, RpcDefinition>;
