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
import { aboutReasonCodes } from './reason-codes.js';
import { request, requestId, requestInstant } from './request.js';
import type { SuiteService } from './services.js';

/** `UNKNOWN` in capitals: whether the car charges is not known, and somebody may have to look. */
export const sessionStates = [
  'requested',
  'pending',
  'active',
  'stopping',
  'ended',
  'failed',
  'UNKNOWN',
  'expired',
] as const;
export type SessionState = (typeof sessionStates)[number];

/** Something that a person should look at. It ends no session and refuses nothing. */
const sessionFinding = z.object({
  code: z.string().describe('Stable, such as `other-evse`.'),
  message: z.string().describe('The same in words; names no person.'),
  comparedWith: z
    .string()
    .optional()
    .describe('With what the report was compared, where not with itself: our decision, a limit.'),
});

/** A charging session as services and events speak of it. */
export const session = z.object({
  id: z.uuid().describe('Ours, from the first moment on.'),
  sessionId: z
    .string()
    .optional()
    .describe('HBS’s SessionID; absent in an app’s session until HBS has answered.'),
  empPartnerSessionId: named.empPartnerSessionId.optional(),
  cpoPartnerSessionId: named.cpoPartnerSessionId.optional(),
  state: z
    .enum(sessionStates)
    .describe('What `docs/sessions.md` says of it; `UNKNOWN`: whether the car charges is not known.'),
  startedBy: z
    .enum(['card', 'qr', 'plugAndCharge', 'app', 'other'])
    .describe('`other`: first heard of by a notification or a charge detail record.'),
  evseId: named.evseId
    .optional()
    .describe('Where we authorised it; only where we named no EVSE, where the operator reports it.'),
  operatorId: named.operatorId.optional(),
  providerId: named.providerId.optional(),
  evcoId: named.evcoId.optional(),
  uid: z.string().optional().describe('Of the card, where it was one.'),
  energyKwh: z.string().optional().describe('Kilowatt-hours, an exact decimal.'),
  startedAt: z
    .string()
    .optional()
    .describe(
      'ISO 8601, with the offset of the charging point where it is known; not there if only a time that cannot be was reported.',
    ),
  endedAt: z.string().optional().describe('As `startedAt`.'),
  requestedAt: z.iso.datetime().optional().describe('When an app asked for it, where one did.'),
  requestedEvseId: z
    .string()
    .optional()
    .describe('For which EVSE an app asked, whatever was reported since.'),
  stopAcceptedAt: z.iso
    .datetime()
    .optional()
    .describe('When HBS first accepted a stop that an app asked for.'),
  reasonCode: z.string().optional().describe(aboutReasonCodes.session),
  reason: z.string().optional().describe('The same in words that a driver can be shown.'),
  findings: z
    .array(sessionFinding)
    .optional()
    .describe(
      'What a person should look at in what was reported of the session, each code once; `timeline` says in which report. The members above stay those of our own decision.',
    ),
});
export type SessionView = z.output<typeof session>;

/** One thing that somebody said about a session. */
const timelineEntry = z.object({
  at: z.iso
    .datetime()
    .describe('When it happened, ISO 8601; where its sender gave no usable time, when we heard of it.'),
  receivedAt: named.receivedAt,
  who: z
    .enum(['app', 'EMP', 'HBS', 'CPO'])
    .describe(
      '`app`: a caller of the API; `EMP`: this suite; `HBS`: an answer of Hubject; `CPO`: forwarded by Hubject.',
    ),
  what: z.string().describe('A stable name, such as `charging-started`.'),
  says: z.string().describe('The same in words.'),
  processId: z.string().optional().describe('HBS’s Process-ID, which Hubject’s support asks for.'),
  energyKwh: z.string().optional().describe('Kilowatt-hours until then, an exact decimal.'),
  reasonCode: z.string().optional().describe(aboutReasonCodes.timeline),
  findings: z.array(sessionFinding).optional().describe('What a person should look at.'),
});
export type TimelineEntry = z.output<typeof timelineEntry>;

/** A session and who said what about it, when. */
const sessionWithTimeline = session.extend({ timeline: z.array(timelineEntry) });
export type SessionWithTimeline = z.output<typeof sessionWithTimeline>;

/** An app asks for a charge to start. */
export const sessionStart = z.object({
  evseId: named.evseId,
  evcoId: named.evcoId,
  partnerProductId: named.partnerProductId.optional(),
  idempotency: z
    .object({ caller: z.string(), key: z.string() })
    .optional()
    .describe('The same `key` of the same `caller` starts once.'),
});
export type SessionStart = z.output<typeof sessionStart>;

/** Sessions, the latest opened first; what is left out does not filter. */
const sessionQuery = pageQuery.extend({
  state: z.enum(sessionStates).optional(),
  evcoId: named.evcoId.optional(),
  evseId: named.evseId.optional(),
  sessionId: named.sessionId.optional(),
  from: requestInstant.optional().describe('Opened then or later.'),
  to: requestInstant.optional().describe('Opened before.'),
});
export type SessionQuery = z.output<typeof sessionQuery>;

/** A notification’s bytes and what the edge knows of them. */
const receivedNotification = z.object({
  sessionId: named.sessionId.optional(),
  type: z.string().optional(),
  receivedAt: named.receivedAt,
  processId: z.string().optional().describe('HBS’s handle of the exchange.'),
});
export type ReceivedNotification = z.output<typeof receivedNotification>;

export const sessionIntakes = {
  'session.notifications': {
    owner: 'remote-session',
    body: bytes(receivedNotification),
    maxBytes: 1024 * 1024,
  },
} as const satisfies Record<string, IntakeDefinition<SuiteService>>;

/** Whose session it is: what AuthorizeStop needs to know. */
const sessionOwner = z.discriminatedUnion('known', [
  z.object({ known: z.literal(false) }),
  z.object({
    known: z.literal(true),
    id: z.uuid(),
    state: z.enum(sessionStates),
    startedBy: session.shape.startedBy
      .optional()
      .describe('`other`: HBS authorised it without us, so that only the medium that began it may end it.'),
    evcoId: named.evcoId.optional(),
    uid: named.uid.optional(),
    providerId: named.providerId.optional(),
    empPartnerSessionId: named.empPartnerSessionId.optional(),
  }),
]);
export type SessionOwner = z.output<typeof sessionOwner>;

export const sessionBulkheads = {
  'session.commands': { owner: 'remote-session', concurrency: 50, maxPending: 500 },
  'session.queries': { owner: 'remote-session', concurrency: 20, maxPending: 200 },
  /** Of its own: a card that ends a charge does not wait behind lists. */
  'session.owner': { owner: 'remote-session', concurrency: 50, maxPending: 500 },
} as const satisfies Record<string, Bulkhead<SuiteService>>;

const byId = request(z.object({ id: requestId }));
/** What was asked is stored and answered; what HBS says to it comes later and moves the state. */
export const sessionCommand = { bulkhead: 'session.commands', deadlineMs: 10_000, once: true } as const;
export const sessionQueryCall = { bulkhead: 'session.queries', deadlineMs: 5_000 } as const;

export const sessionRpcs = {
  'session.start': { ...sessionCommand, request: request(sessionStart), reply: json(session) },
  'session.stop': { ...sessionCommand, request: byId, reply: json(session) },
  'session.get': { ...sessionQueryCall, request: byId, reply: json(sessionWithTimeline) },
  'session.list': { ...sessionQueryCall, request: request(sessionQuery), reply: json(pageOf(session)) },
  'session.owner': {
    bulkhead: 'session.owner',
    request: json(z.object({ sessionId: z.string() })),
    reply: json(sessionOwner),
    deadlineMs: 3_000,
  },
} as const satisfies Record<string, RpcDefinition>;

const subject = 'The session’s `id`.';

export const sessionEvents = {
  'session.opened': {
    data: json(session),
    about: 'There is a new session: authorised, requested by an app, or reported.',
    subject,
  },
  'session.updated': {
    data: json(session),
    about: 'A session’s state changed, or more is known about it.',
    subject,
  },
  'session.closed': {
    data: json(session),
    about:
      'A session reached an end: ended, failed or expired. A late charge detail record may close it again.',
    subject,
  },
} as const satisfies Record<string, EventDefinition>;
