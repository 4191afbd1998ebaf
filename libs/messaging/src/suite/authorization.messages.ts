import { z } from 'zod';
import { json } from '../map/body.js';
import type { Bulkhead, EventDefinition, RpcDefinition } from '../map/definitions.js';

/** A contract as the API and the services speak of it. */
export const contract = z.object({
  /** As it was written when it was stored. */
  evcoId: z.string(),
  status: z.enum(['active', 'blocked']),
});
export type ContractView = z.output<typeof contract>;

/** A card and the contract it belongs to. */
export const token = z.object({
  /** Upper-case hexadecimal, 8, 14 or 20 digits. */
  uid: z.string(),
  evcoId: z.string(),
  status: z.enum(['active', 'blocked']),
  /** ISO 8601; the card is refused from then on. */
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});
export type TokenView = z.output<typeof token>;

/** With what a driver identified, after {@link https://github.com/hubject/oicp OICP} IdentificationType. */
const medium = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rfid'), uid: z.string() }),
  z.object({ kind: z.literal('qr'), evcoId: z.string(), pin: z.string().optional() }),
  z.object({ kind: z.literal('plugAndCharge'), evcoId: z.string() }),
  z.object({ kind: z.literal('remote'), evcoId: z.string() }),
]);

/** HBS asks whether a driver may start: what was understood of AuthorizeStart. */
export const authorizationStartRequest = z.object({
  medium,
  operatorId: z.string(),
  evseId: z.string().optional(),
  sessionId: z.string().optional(),
  cpoPartnerSessionId: z.string().optional(),
  partnerProductId: z.string().optional(),
});
export type AuthorizationStartRequest = z.output<typeof authorizationStartRequest>;

/** The decision, and the status code of OICP that says it. */
export const authorizationStartReply = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('authorized'),
    /** Of the contract's provider, exactly as configured. */
    providerId: z.string(),
    empPartnerSessionId: z.string(),
  }),
  z.object({
    decision: z.literal('refused'),
    code: z.enum(['022', '101', '102', '105', '200', '210', '320']),
    /** For the CPO's support; names no person. */
    reason: z.string().optional(),
  }),
]);
export type AuthorizationStartReply = z.output<typeof authorizationStartReply>;

const byEvcoId = json(z.object({ evcoId: z.string() }));
const byUid = json(z.object({ uid: z.string() }));
const administration = { bulkhead: 'authorization.administration', deadlineMs: 5_000 } as const;

export const authorizationBulkheads = {
  'authorization.decisions': { owner: 'authorization', concurrency: 500, maxPending: 2_000 },
  'authorization.administration': { owner: 'authorization', concurrency: 10, maxPending: 100 },
} as const satisfies Record<string, Bulkhead>;

export const authorizationRpcs = {
  'authorization.start': {
    bulkhead: 'authorization.decisions',
    request: json(authorizationStartRequest),
    reply: json(authorizationStartReply),
    deadlineMs: 9_000,
  },
  'authorization.put-contract': { ...administration, request: json(contract), reply: json(contract) },
  'authorization.get-contract': { ...administration, request: byEvcoId, reply: json(contract) },
  'authorization.put-token': { ...administration, request: json(token), reply: json(token) },
  'authorization.get-token': { ...administration, request: byUid, reply: json(token) },
  'authorization.delete-token': { ...administration, request: byUid, reply: json(z.object({})) },
} as const satisfies Record<string, RpcDefinition>;

/** A decision about one of our drivers. A stranger’s refusal is no event: most of those who ask are strangers. */
export const authorizationDecided = z.object({
  decision: z.enum(['authorized', 'refused']),
  /** Status code of OICP. */
  code: z.string(),
  at: z.iso.datetime(),
  medium: z.enum(['rfid', 'qr', 'plugAndCharge', 'remote']),
  uid: z.string().optional(),
  evcoId: z.string(),
  providerId: z.string().optional(),
  sessionId: z.string().optional(),
  empPartnerSessionId: z.string().optional(),
  cpoPartnerSessionId: z.string().optional(),
  operatorId: z.string(),
  evseId: z.string().optional(),
  partnerProductId: z.string().optional(),
});
export type AuthorizationDecided = z.output<typeof authorizationDecided>;

export const authorizationEvents = {
  'authorization.decided': {
    data: json(authorizationDecided),
    about: 'One of our drivers was told whether he may charge.',
    subject: 'The canonical SessionID; where HBS gave none, our EMPPartnerSessionID.',
  },
} as const satisfies Record<string, EventDefinition>;
