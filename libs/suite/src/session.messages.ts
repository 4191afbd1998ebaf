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
import { inOrder, request, requestId, requestInstant } from './request.js';
import { asked, LONGEST_IDENTIFIER, requestText, spelling } from './request-values.js';
import type { SuiteService } from './services.js';

/** `UNKNOWN` in capitals: it is not known whether the car charges, and a person may have to find out. */
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

/** Something that a person should look at. It does not change the session's state. */
const sessionFinding = z.object({
  code: z.string().describe('Stable, such as `other-evse`; `docs/sessions.md` lists them.'),
  message: z.string().describe('The same in words; names no person.'),
  comparedWith: z
    .string()
    .optional()
    .describe(
      'What the report was compared with: our decision or a limit; absent if the finding is about the report alone.',
    ),
});

/** A charging session as API, messages and events show it. */
export const session = z.object({
  id: z.uuid().describe('Our id, assigned when the session became known.'),
  sessionId: z
    .string()
    .optional()
    .describe('HBS’s SessionID; absent in a session of an app until HBS has answered.'),
  empPartnerSessionId: named.empPartnerSessionId.optional(),
  cpoPartnerSessionId: named.cpoPartnerSessionId.optional(),
  state: z
    .enum(sessionStates)
    .describe('`docs/sessions.md` explains the states; `UNKNOWN`: it is not known whether the car charges.'),
  startedBy: z
    .enum(['card', 'qr', 'plugAndCharge', 'app', 'other'])
    .describe('`other`: first reported by a notification or a charge detail record.'),
  evseId: named.evseId
    .optional()
    .describe(
      'The EVSE for which we authorised the session; if we named none, the one that was reported first.',
    ),
  operatorId: named.operatorId.optional(),
  providerId: named.providerId.optional(),
  evcoId: named.evcoId.optional(),
  uid: z.string().optional().describe('The card, if the session was started with one.'),
  energyKwh: z
    .string()
    .optional()
    .describe(
      'Kilowatt-hours, an exact decimal; what the meter counted where a notification names nothing else.',
    ),
  startedAt: z
    .string()
    .optional()
    .describe(
      'ISO 8601, with the offset of the charging point if it is known; absent if only an impossible time was reported.',
    ),
  endedAt: z.string().optional().describe('As `startedAt`.'),
  requestedAt: z.iso.datetime().optional().describe('When an app requested the session, if one did.'),
  requestedEvseId: z
    .string()
    .optional()
    .describe('The EVSE that the app requested, whatever was reported since.'),
  startRefusedAt: z.iso
    .datetime()
    .optional()
    .describe(
      'When the start that an app requested was refused or failed. It authorises nothing, even where the operator reports that it charges.',
    ),
  stopAcceptedAt: z.iso
    .datetime()
    .optional()
    .describe('When HBS first accepted a stop that an app requested.'),
  reasonCode: z.string().optional().describe(aboutReasonCodes.session),
  reason: z.string().optional().describe('The same in a sentence for the driver.'),
  findings: z
    .array(sessionFinding)
    .optional()
    .describe(
      'What a person should look at in the reports about the session, each code once, and each member whose value was sent and could not be read; `timeline` says in which report. The members above are those of our own decision.',
    ),
});
export type SessionView = z.output<typeof session>;

/** One fact about a session, with its source. */
const timelineEntry = z.object({
  at: z.iso
    .datetime()
    .describe('When it happened, ISO 8601; if its sender gave no usable time, when we received it.'),
  receivedAt: named.receivedAt,
  who: z
    .enum(['app', 'EMP', 'HBS', 'CPO'])
    .describe(
      'The source. `app`: a caller of the API; `EMP`: this suite; `HBS`: an answer of Hubject; `CPO`: forwarded by Hubject.',
    ),
  what: z.string().describe('A stable name, such as `charging-started`.'),
  says: z.string().describe('The same in words.'),
  processId: z.string().optional().describe('HBS’s Process-ID, which Hubject’s support asks for.'),
  energyKwh: z.string().optional().describe('Kilowatt-hours up to then, an exact decimal.'),
  reasonCode: z.string().optional().describe(aboutReasonCodes.timeline),
  findings: z.array(sessionFinding).optional().describe('What a person should look at.'),
});
export type TimelineEntry = z.output<typeof timelineEntry>;

/** A session with everything that was reported about it. */
const sessionWithTimeline = session.extend({ timeline: z.array(timelineEntry) });
export type SessionWithTimeline = z.output<typeof sessionWithTimeline>;

/** Where an app wants to charge, with which contract. */
export const charging = {
  evseId: asked.evseId,
  evcoId: asked.evcoIdOfOne.describe(`EvcoID of the driver’s contract. ${spelling.evcoIdOfOne}`),
  partnerProductId: asked.partnerProductId.optional(),
};

/** An app requests a session. */
const sessionStart = z.object({
  ...charging,
  idempotency: z
    .object({
      caller: requestText(LONGEST_IDENTIFIER),
      key: requestText(255).regex(/^[!-~]*$/, { error: 'must have visible ASCII characters only' }),
    })
    .optional()
    .describe('Requests with the same `key` of the same `caller` start one session.'),
});
export type SessionStart = z.output<typeof sessionStart>;

/** Which sessions to list, the latest opened first; what is left out does not filter. */
const sessionQuery = inOrder(
  pageQuery.extend({
    state: z.enum(sessionStates).optional().describe('State of the sessions, in any spelling.'),
    evcoId: asked.evcoId.optional(),
    evseId: asked.evseId.optional(),
    sessionId: asked.sessionId.optional(),
    from: requestInstant.optional().describe('Sessions opened at this time or later.'),
    to: requestInstant.optional().describe('Sessions opened before this time.'),
  }),
);
export type SessionQuery = z.output<typeof sessionQuery>;

/** What the edge knows about the bytes of a charging notification. */
const receivedNotification = z.object({
  sessionId: named.sessionId.optional(),
  type: z.string().optional(),
  receivedAt: named.receivedAt,
  processId: z.string().optional().describe('HBS’s Process-ID of the exchange.'),
});
export type ReceivedNotification = z.output<typeof receivedNotification>;

export const sessionIntakes = {
  'session.notifications': {
    owner: 'remote-session',
    body: bytes(receivedNotification),
    maxBytes: 1024 * 1024,
  },
} as const satisfies Record<string, IntakeDefinition<SuiteService>>;

/** Whose session it is, as AuthorizeStop needs it. */
const sessionOwner = z.discriminatedUnion('known', [
  z.object({ known: z.literal(false) }),
  z.object({
    known: z.literal(true),
    id: z.uuid(),
    state: z.enum(sessionStates),
    startedBy: session.shape.startedBy
      .optional()
      .describe('`other`: HBS authorised it without us, so only the medium that started it may stop it.'),
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
  /** A bulkhead of its own: a card that stops a session does not wait behind lists. */
  'session.owner': { owner: 'remote-session', concurrency: 50, maxPending: 500 },
} as const satisfies Record<string, Bulkhead<SuiteService>>;

const byId = request(z.object({ id: requestId }));
/** The request is stored and answered at once; HBS's answer changes the state later. */
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
    about: 'A session was opened: authorised, requested by an app, or first reported.',
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
