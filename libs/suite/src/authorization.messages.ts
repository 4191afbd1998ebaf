import { z } from 'zod';
import { json, type Bulkhead, type EventDefinition, type RpcDefinition } from '#messaging';
import { named } from './named.js';
import { pageOf, pageQuery } from './page.js';
import { request, requestInstant } from './request.js';
import { asked, printableText, spelling } from './request-values.js';
import type { SuiteService } from './services.js';

/** A contract as API and messages show it. */
export const contract = z.object({
  evcoId: z.string().describe('As it was written when the contract was stored.'),
  status: z.enum(['active', 'blocked']),
  validFrom: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('The contract does not authorise before this time.'),
  validUntil: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('The contract does not authorise from this time on.'),
  hasPin: z.boolean().describe('Whether a PIN is stored. The PIN itself is never shown.'),
});
export type ContractView = z.output<typeof contract>;

/** A contract to store. It replaces the stored one, except for a PIN: without `pin` the stored PIN stays. */
const contractPut = z.object({
  evcoId: asked.evcoIdOfOne,
  status: contract.shape.status.describe(
    'Whether the contract may charge. A blocked contract is refused within about two seconds.',
  ),
  validFrom: requestInstant
    .optional()
    .describe('The contract may charge from this time on; without it, there is no beginning.'),
  validUntil: requestInstant
    .optional()
    .describe('The contract may not charge from this time on; without it, there is no end.'),
  pin: asked.pin
    .nullable()
    .optional()
    .describe(
      'PIN of its QR code, at most 72 bytes in UTF-8; stored as a hash and never shown. Without this member the PIN stays as it is; `null` removes it. Setting a PIN, even the same one again, lifts a lockout after too many wrong attempts.',
    ),
});
export type ContractPut = z.output<typeof contractPut>;

const ABOUT_GROUP = 'Cards of one group may stop each other’s sessions, also across contracts.';

/** A card and the contract it belongs to. */
export const token = z.object({
  uid: z.string().describe('Upper-case hexadecimal, 8, 14 or 20 digits.'),
  evcoId: named.evcoId,
  status: z.enum(['active', 'blocked']),
  expiresAt: z.iso.datetime({ offset: true }).optional().describe('The card is refused from this time on.'),
  group: z.string().optional().describe(ABOUT_GROUP),
});
export type TokenView = z.output<typeof token>;

const tokenPut = z.object({
  uid: asked.uid,
  evcoId: asked.evcoIdOfOne.describe('EvcoID of the card’s contract, which must be stored already.'),
  status: token.shape.status.describe(
    'Whether the card may charge. A blocked card is refused within about two seconds.',
  ),
  expiresAt: requestInstant.optional().describe('The card is refused from this time on.'),
  group: printableText(64).optional().describe(ABOUT_GROUP),
});

/** What a driver identified with (OICP 2.3, `IdentificationType`). */
const medium = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rfid'), uid: z.string() }),
  z.object({ kind: z.literal('qr'), evcoId: z.string(), pin: z.string().optional() }),
  z.object({ kind: z.literal('plugAndCharge'), evcoId: z.string() }),
  z.object({ kind: z.literal('remote'), evcoId: z.string() }),
]);
export type AuthorizationMedium = z.output<typeof medium>;

/** HBS asks whether a driver may start: the parsed members of AuthorizeStart. */
const authorizationStartRequest = z.object({
  medium,
  operatorId: named.operatorId,
  evseId: named.evseId.optional(),
  sessionId: named.sessionId.optional(),
  cpoPartnerSessionId: named.cpoPartnerSessionId.optional(),
  partnerProductId: named.partnerProductId.optional(),
});
export type AuthorizationStartRequest = z.output<typeof authorizationStartRequest>;

/** HBS asks whether a driver may stop a session: the parsed members of AuthorizeStop. */
const authorizationStopRequest = z.object({
  medium,
  operatorId: named.operatorId,
  sessionId: named.sessionId,
  evseId: named.evseId.optional(),
});
export type AuthorizationStopRequest = z.output<typeof authorizationStopRequest>;

/**
 * A remark on a decision for our own support; never sent to partners. `UID_REVERSED`: the card is known in the other byte
 * order, which authorises nobody. `CHECK_DIGIT_IGNORED`: one contract matched the EvcoID without its check digit.
 */
const diagnosis = z.enum(['UID_REVERSED', 'CHECK_DIGIT_IGNORED']).optional();

/**
 * As `diagnosis`, for a refusal; a text, so that an older release can read a new one. `CONTRACT_IN_OTHER_NOTATION`: the
 * contract is known in the other notation (DIN or ISO), which authorises nobody.
 */
const hint = z.string().optional();

/** The driver may not start, or not stop the session. */
const refused = z.object({
  decision: z.literal('refused'),
  code: z
    .enum(['022', '101', '102', '105', '120', '200', '210', '320', '400', '602'])
    .describe('Status code of OICP.'),
  reason: z.string().optional().describe('For the CPO’s support; names no person.'),
  diagnosis,
  hint,
});
export type AuthorizationRefused = z.output<typeof refused>;

/** Whether the driver may start. */
const authorizationStartReply = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('authorized'),
    providerId: z.string().describe('Of the contract’s provider, exactly as configured.'),
    empPartnerSessionId: named.empPartnerSessionId,
    stopWith: z
      .array(medium)
      .describe('The media that may stop the session; every CPO can see them, so they have no PINs.'),
    diagnosis,
  }),
  refused,
]);
export type AuthorizationStartReply = z.output<typeof authorizationStartReply>;

/** Whether the driver may stop the session. */
const authorizationStopReply = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('authorized'),
    providerId: z.string().describe('Of the session’s contract, exactly as configured.'),
    empPartnerSessionId: named.empPartnerSessionId.optional(),
    diagnosis,
  }),
  refused,
]);
export type AuthorizationStopReply = z.output<typeof authorizationStopReply>;

const byEvcoId = request(z.object({ evcoId: asked.evcoIdOfOne }));
const byUid = request(z.object({ uid: asked.uid }));
const administration = { bulkhead: 'authorization.administration', deadlineMs: 5_000 } as const;

export const authorizationBulkheads = {
  'authorization.decisions': { owner: 'authorization', concurrency: 500, maxPending: 2_000 },
  'authorization.administration': { owner: 'authorization', concurrency: 10, maxPending: 100 },
} as const satisfies Record<string, Bulkhead<SuiteService>>;

export const authorizationRpcs = {
  'authorization.start': {
    bulkhead: 'authorization.decisions',
    request: json(authorizationStartRequest),
    reply: json(authorizationStartReply),
    deadlineMs: 9_000,
  },
  'authorization.stop': {
    bulkhead: 'authorization.decisions',
    request: json(authorizationStopRequest),
    reply: json(authorizationStopReply),
    deadlineMs: 9_000,
  },
  'authorization.put-contract': { ...administration, request: request(contractPut), reply: json(contract) },
  'authorization.get-contract': { ...administration, request: byEvcoId, reply: json(contract) },
  'authorization.list-contracts': {
    ...administration,
    request: request(pageQuery),
    reply: json(pageOf(contract)),
  },
  'authorization.put-token': { ...administration, request: request(tokenPut), reply: json(token) },
  'authorization.get-token': { ...administration, request: byUid, reply: json(token) },
  'authorization.list-tokens': {
    ...administration,
    request: request(
      pageQuery.extend({
        evcoId: asked.evcoIdOfOne
          .optional()
          .describe(`EvcoID of the contract whose cards are listed. ${spelling.evcoIdOfOne}`),
      }),
    ),
    reply: json(pageOf(token)),
  },
  'authorization.delete-token': { ...administration, request: byUid, reply: json(z.object({})) },
} as const satisfies Record<string, RpcDefinition>;

/** A decision about one of our drivers. Refusals of unknown cards are not published: most requests are for other providers’ cards. */
const authorizationDecided = z.object({
  decision: z.enum(['authorized', 'refused']).describe('What HBS was answered.'),
  code: z.string().describe('Status code of OICP.'),
  at: z.iso.datetime().describe('When it was decided.'),
  medium: z.enum(['rfid', 'qr', 'plugAndCharge', 'remote']).describe('What the driver identified with.'),
  uid: named.uid.optional(),
  evcoId: named.evcoId,
  providerId: named.providerId.optional(),
  sessionId: named.sessionId.optional(),
  empPartnerSessionId: named.empPartnerSessionId.optional(),
  cpoPartnerSessionId: named.cpoPartnerSessionId.optional(),
  operatorId: named.operatorId,
  evseId: named.evseId.optional(),
  partnerProductId: named.partnerProductId.optional(),
});
export type AuthorizationDecided = z.output<typeof authorizationDecided>;

/** A stop that we authorised. A refused stop does not change the session. */
const authorizationStopAccepted = z.object({
  at: z.iso.datetime().describe('When it was decided.'),
  medium: z
    .enum(['rfid', 'qr', 'plugAndCharge', 'remote'])
    .describe('What the driver identified with; not always the medium that started the session.'),
  uid: named.uid.optional(),
  sessionId: named.sessionId,
  startedBy: z
    .enum(['card', 'qr', 'plugAndCharge', 'app', 'other'])
    .describe('As of a session; `other`: HBS authorised it without us.'),
  empPartnerSessionId: named.empPartnerSessionId.optional(),
  providerId: named.providerId.optional(),
  operatorId: named.operatorId,
  evseId: named.evseId.optional(),
});
export type AuthorizationStopAccepted = z.output<typeof authorizationStopAccepted>;

export const authorizationEvents = {
  'authorization.stop-accepted': {
    data: json(authorizationStopAccepted),
    about:
      'HBS was answered that a driver may stop a session. Published each time: a driver may try more than once.',
    subject: 'The canonical SessionID.',
  },
  'authorization.decided': {
    data: json(authorizationDecided),
    about: 'HBS was answered whether one of our drivers may charge.',
    subject: 'The canonical SessionID; where HBS gave none, our EMPPartnerSessionID.',
  },
} as const satisfies Record<string, EventDefinition>;
