import { z } from 'zod';
import {
  bytes,
  json,
  type Bulkhead,
  type EventDefinition,
  type IntakeDefinition,
  type RpcDefinition,
} from '#messaging';
import { cdrFindingCodes } from './cdr-comparisons.js';
import { named } from './named.js';
import { pageOf, pageQuery } from './page.js';
import { inOrder, request, requestInstant } from './request.js';
import { asked, LONGEST_IDENTIFIER, requestText } from './request-values.js';
import type { SuiteService } from './services.js';

/** What is known about the bytes of a charge detail record before they are parsed. */
export const receivedCdr = z.object({
  sessionId: z
    .string()
    .optional()
    .describe('Absent if none could be read; the bytes are then stored as an unreadable record.'),
  operatorId: z.string().optional().describe('From the path HBS called.'),
  receivedAt: named.receivedAt,
  processId: z.string().optional().describe('HBS’s Process-ID of the exchange.'),
  contentEncoding: z
    .string()
    .optional()
    .describe(
      'The content encoding of the bytes, such as `gzip`, if it is not supported. HBS was answered 022.',
    ),
  charset: z
    .string()
    .optional()
    .describe('The charset of the bytes, such as `utf-16`, if it is not supported. HBS was answered 022.'),
});
export type ReceivedCdr = z.output<typeof receivedCdr>;

export const cdrIntakes = {
  'cdr.intake': { owner: 'cdr', body: bytes(receivedCdr), maxBytes: 8 * 1024 * 1024 },
} as const satisfies Record<string, IntakeDefinition<SuiteService>>;

/** Something about a charge detail record that a person should look at. A record is stored whatever its findings. */
export const cdrFinding = z.object({
  code: z.string().describe('Stable, such as `unknown-session`; `docs/cdr-findings.md` lists them all.'),
  message: z.string().describe('The same in words; names no person.'),
  comparedWith: z
    .string()
    .optional()
    .describe(
      'What the record was compared with: a session, an EVSE, another record or a limit; absent if the finding is about the record alone. A finding with it may appear later than the record, and disappear.',
    ),
});
export type CdrFinding = z.output<typeof cdrFinding>;

/** A charge detail record as events carry it. */
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
      'The contract as the record names it; if it names none, the contract for which we authorised the session.',
    ),
  uid: z.string().optional().describe('The card as the record names it; names a person.'),
  sessionStart: z
    .string()
    .optional()
    .describe('When the session began, ISO 8601 with the offset of the charging point.'),
  sessionEnd: z.string().optional().describe('When the session ended, in the same format.'),
  chargingStart: z.string().optional().describe('When energy began to flow, in the same format.'),
  chargingEnd: z.string().optional().describe('When energy stopped flowing, in the same format.'),
  consumedEnergyKwh: z.string().optional().describe('Kilowatt-hours, an exact decimal.'),
  meteredEnergyKwh: z
    .string()
    .optional()
    .describe(
      'The difference of the meter values, if the record has no consumed energy; in the same format. It is used in comparisons, not for billing.',
    ),
  findings: z
    .array(cdrFinding)
    .describe('What a person should look at. The record is stored whatever its findings.'),
  source: z
    .enum(['forwarded', 'pulled'])
    .describe('`forwarded`: sent by HBS at once; `pulled`: fetched from HBS later.'),
  receivedAt: named.receivedAt,
  processId: z.string().optional().describe('HBS’s Process-ID of the exchange in which it was forwarded.'),
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
      'What is known about a stored record has changed since it was last published: findings of a comparison appeared or disappeared, or its session or contract became known. The record itself does not change. Never before `cdr.received`; of two events, the one with the higher sequence is the later.',
    subject,
  },
  'cdr.conflicted': {
    data: json(z.object({ sessionId: z.string(), stored: cdrSummary, other: cdrSummary })),
    about: 'A second record of the same session with a different bill was stored. The first stays valid.',
    subject,
  },
} as const satisfies Record<string, EventDefinition>;

/** A stored record as the API lists it, with its current `findings`. */
export const storedCdr = cdrSummary.extend({
  forwarded: z.int().describe('How often HBS forwarded it, including the first time.'),
  pulled: z.boolean().describe('Whether it was also found in a pull.'),
  variants: z.int().describe('Number of different contents that bill the same as the first.'),
  conflicts: z.int().describe('Number of contents with a different bill.'),
});
export type StoredCdr = z.output<typeof storedCdr>;

/** The bytes of one content. */
const cdrBytes = z.object({
  /** As received: its text, or base64 if it is not UTF-8; left out if the reply would be too large. */
  raw: z.string().optional(),
  rawEncoding: z.enum(['utf8', 'base64']).optional(),
  rawBytes: z.int(),
});

/** One of the contents that were received as the record of a session. */
export const cdrContent = cdrBytes.extend({ id: z.string(), summary: cdrSummary });
export type CdrContent = z.output<typeof cdrContent>;

/** The valid record of a session with its bytes, and all other contents that were received for the session. */
export const cdrDetail = storedCdr.extend({
  ...cdrBytes.shape,
  /** The id of the valid content. */
  contentId: z.string(),
  variants: z.array(cdrContent),
  conflicts: z.array(cdrContent),
});
export type CdrDetail = z.output<typeof cdrDetail>;

/** Bytes that were received as a charge detail record and name no session. */
export const unreadableCdr = z.object({
  id: z.string(),
  problem: z
    .string()
    .describe('What is wrong, a sentence that names no person; also an encoding that is not supported.'),
  source: z.enum(['forwarded', 'pulled']),
  operatorId: named.operatorId.optional(),
  providerId: named.providerId.optional(),
  receivedAt: named.receivedAt,
  copies: z.int().describe('How often the same bytes were received.'),
  rawBytes: z.int(),
  beginning: z.string().describe('The beginning of the bytes, as text or base64.'),
  beginningEncoding: z.enum(['utf8', 'base64']),
});
export type UnreadableCdr = z.output<typeof unreadableCdr>;

/** Which stored records to list, the latest ended first; what is left out does not filter. */
const cdrListQuery = inOrder(
  pageQuery.extend({
    from: requestInstant
      .optional()
      .describe(
        'Records of sessions that ended at this time or later. A record without a plausible end is listed by when it was received.',
      ),
    to: requestInstant.optional().describe('Records of sessions that ended before this time.'),
    evseId: asked.evseId.optional(),
    evcoId: asked.evcoId.optional(),
    uid: asked.uid.optional(),
    operatorId: asked.operatorId.optional(),
    providerId: asked.providerId.optional(),
    finding: requestText(LONGEST_IDENTIFIER)
      .optional()
      .meta({
        description: `Code of a finding, in any spelling: ${cdrFindingCodes.join(', ')}; \`docs/cdr-findings.md\` explains them.`,
        example: 'unknown-session',
      }),
    conflicted: z
      .boolean()
      .optional()
      .describe('Whether there is another record of the session with a different bill.'),
  }),
);
export type CdrListQuery = z.output<typeof cdrListQuery>;

export const cdrBulkheads = {
  'cdr.queries': { owner: 'cdr', concurrency: 10, maxPending: 100 },
} as const satisfies Record<string, Bulkhead<SuiteService>>;

const query = { bulkhead: 'cdr.queries', deadlineMs: 10_000 } as const;
const rawBytes = bytes(z.object({}));
const bySessionId = request(z.object({ sessionId: asked.sessionId }));
const byRow = request(z.object({ id: requestText(LONGEST_IDENTIFIER) }));

export const cdrRpcs = {
  'cdr.list': { ...query, request: request(cdrListQuery), reply: json(pageOf(storedCdr)) },
  'cdr.get': { ...query, request: bySessionId, reply: json(cdrDetail) },
  'cdr.raw': {
    ...query,
    request: request(
      z.object({
        sessionId: asked.sessionId,
        content: requestText(LONGEST_IDENTIFIER)
          .optional()
          .describe('`id` of one of the contents in which the record was received; without it, the first.'),
      }),
    ),
    reply: rawBytes,
  },
  'cdr.list-unreadable': { ...query, request: request(pageQuery), reply: json(pageOf(unreadableCdr)) },
  'cdr.unreadable-raw': { ...query, request: byRow, reply: rawBytes },
} as const satisfies Record<string, RpcDefinition>;
