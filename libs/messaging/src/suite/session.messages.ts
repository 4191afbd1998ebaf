import { z } from 'zod';
import { json } from '../map/body.js';
import type { Bulkhead, EventDefinition, RpcDefinition } from '../map/definitions.js';

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
  'session.queries': { owner: 'remote-session', concurrency: 20, maxPending: 200 },
} as const satisfies Record<string, Bulkhead>;

export const sessionRpcs = {
  'session.owner': {
    bulkhead: 'session.queries',
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
