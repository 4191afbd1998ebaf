import { z } from 'zod';
import { bytes, json } from '../map/body.js';
import type { Bulkhead, EventDefinition, IntakeDefinition, RpcDefinition } from '../map/definitions.js';
import { pageOf, pageQuery } from './page.js';

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

/** A charging session as services and events speak of it. */
export const session = z.object({
  /** Ours, from the first moment on. */
  id: z.uuid(),
  /** HBS's; an app's session has none until HBS has answered. */
  sessionId: z.string().optional(),
  empPartnerSessionId: z.string().optional(),
  cpoPartnerSessionId: z.string().optional(),
  state: z.enum(sessionStates),
  /** `other`: first heard of by a notification or a charge detail record. */
  startedBy: z.enum(['card', 'qr', 'plugAndCharge', 'app', 'other']),
  evseId: z.string().optional(),
  operatorId: z.string().optional(),
  providerId: z.string().optional(),
  evcoId: z.string().optional(),
  /** Of the card, where it was one. */
  uid: z.string().optional(),
  /** Kilowatt-hours, an exact decimal. */
  energyKwh: z.string().optional(),
  /** ISO 8601, with the offset of the charging point where it is known. */
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  /** Why it is in its state, a stable code such as `REFUSED_603`; {@link reason} says it in words. */
  reasonCode: z.string().optional(),
  reason: z.string().optional(),
});
export type SessionView = z.output<typeof session>;

/** One thing that somebody said about a session. */
export const timelineEntry = z.object({
  /** When it happened, ISO 8601; where its sender gave no usable time, when we heard of it. */
  at: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  /** `app`: whoever uses our API; `EMP`: this suite; `HBS`: an answer of Hubject; `CPO`: forwarded by Hubject. */
  who: z.enum(['app', 'EMP', 'HBS', 'CPO']),
  /** A stable name, such as `charging-started`; {@link says} puts it in words. */
  what: z.string(),
  says: z.string(),
  /** The handle Hubject’s support asks for. */
  processId: z.string().optional(),
  energyKwh: z.string().optional(),
  reasonCode: z.string().optional(),
  /** What a person should look at. */
  findings: z.array(z.object({ code: z.string(), message: z.string() })).optional(),
});
export type TimelineEntry = z.output<typeof timelineEntry>;

/** A session and who said what about it, when. */
export const sessionWithTimeline = session.extend({ timeline: z.array(timelineEntry) });
export type SessionWithTimeline = z.output<typeof sessionWithTimeline>;

/** An app asks for a charge to start. */
export const sessionStart = z.object({
  evseId: z.string(),
  evcoId: z.string(),
  partnerProductId: z.string().optional(),
  /** The same `key` of the same `caller` starts once. */
  idempotency: z.object({ caller: z.string(), key: z.string() }).optional(),
});
export type SessionStart = z.output<typeof sessionStart>;

/** Sessions, the latest opened first; what is left out does not filter. */
export const sessionQuery = pageQuery.extend({
  state: z.enum(sessionStates).optional(),
  evcoId: z.string().optional(),
  evseId: z.string().optional(),
  sessionId: z.string().optional(),
  /** Opened from this instant on … */
  from: z.iso.datetime({ offset: true }).optional(),
  /** … and before this one. */
  to: z.iso.datetime({ offset: true }).optional(),
});
export type SessionQuery = z.output<typeof sessionQuery>;

/** A notification’s bytes and what the edge knows of them. */
export const receivedNotification = z.object({
  sessionId: z.string().optional(),
  type: z.string().optional(),
  receivedAt: z.iso.datetime(),
  processId: z.string().optional(),
});
export type ReceivedNotification = z.output<typeof receivedNotification>;

export const sessionIntakes = {
  'session.notifications': {
    owner: 'remote-session',
    body: bytes(receivedNotification),
    maxBytes: 1024 * 1024,
  },
} as const satisfies Record<string, IntakeDefinition>;

/** Whose session it is: what AuthorizeStop needs to know. */
export const sessionOwner = z.discriminatedUnion('known', [
  z.object({ known: z.literal(false) }),
  z.object({
    known: z.literal(true),
    id: z.uuid(),
    state: z.enum(sessionStates),
    /** `other`: HBS authorised it without us, so that only the medium that began it may end it. */
    startedBy: session.shape.startedBy.optional(),
    evcoId: z.string().optional(),
    uid: z.string().optional(),
    providerId: z.string().optional(),
    empPartnerSessionId: z.string().optional(),
  }),
]);
export type SessionOwner = z.output<typeof sessionOwner>;

export const sessionBulkheads = {
  'session.commands': { owner: 'remote-session', concurrency: 50, maxPending: 500 },
  'session.queries': { owner: 'remote-session', concurrency: 20, maxPending: 200 },
  /** Of its own: a card that ends a charge does not wait behind lists. */
  'session.owner': { owner: 'remote-session', concurrency: 50, maxPending: 500 },
} as const satisfies Record<string, Bulkhead>;

const byId = json(z.object({ id: z.uuid() }));
/** What was asked is stored and answered; what HBS says to it comes later and moves the state. */
const command = { bulkhead: 'session.commands', deadlineMs: 10_000, once: true } as const;
const query = { bulkhead: 'session.queries', deadlineMs: 5_000 } as const;

export const sessionRpcs = {
  'session.start': { ...command, request: json(sessionStart), reply: json(session) },
  'session.stop': { ...command, request: byId, reply: json(session) },
  'session.get': { ...query, request: byId, reply: json(sessionWithTimeline) },
  'session.list': { ...query, request: json(sessionQuery), reply: json(pageOf(session)) },
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
    about: 'A session was heard of for the first time: authorised, asked for by an app, or reported.',
    subject,
  },
  'session.updated': {
    data: json(session),
    about: 'A session’s state moved, or more is known about it.',
    subject,
  },
  'session.closed': {
    data: json(session),
    about:
      'A session reached an end: ended, failed or expired. A late charge detail record may close it again.',
    subject,
  },
} as const satisfies Record<string, EventDefinition>;
