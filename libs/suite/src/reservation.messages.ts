import { z } from 'zod';
import { json, type EventDefinition, type RpcDefinition } from '#messaging';
import { named } from './named.js';
import { pageOf, pageQuery } from './page.js';
import { aboutReasonCodes } from './reason-codes.js';
import { request, requestId } from './request.js';
import { asked } from './request-values.js';
import { charging, sessionCommand, sessionQueryCall } from './session.messages.js';

/** `UNKNOWN` in capitals: it is not known whether the charging point is reserved. */
export const reservationStates = [
  'requested',
  'reserved',
  'releasing',
  'released',
  'used',
  'expired',
  'failed',
  'UNKNOWN',
] as const;
export type ReservationState = (typeof reservationStates)[number];

/** A charging point that is reserved for a driver. */
export const reservation = z.object({
  id: z.uuid().describe('Our id, assigned when it was requested.'),
  state: z
    .enum(reservationStates)
    .describe(
      '`used`: its driver charges there. `UNKNOWN`: it is not known whether the charging point is reserved; it can be released nevertheless.',
    ),
  evseId: named.evseId,
  evcoId: named.evcoId,
  providerId: named.providerId,
  sessionId: z
    .string()
    .optional()
    .describe(
      'HBS’s SessionID of the reservation and its charge detail record; absent until HBS has answered.',
    ),
  requestedAt: z.iso.datetime().describe('When it was requested.'),
  reservedUntil: z.iso
    .datetime()
    .describe(
      'Until when the charging point is reserved at least: the operator counts from when it receives the request.',
    ),
  reasonCode: z.string().optional().describe(aboutReasonCodes.reservation),
  reason: z.string().optional().describe('The same in a sentence for the driver.'),
  processId: z
    .string()
    .optional()
    .describe('Process-ID of HBS’s last answer, which Hubject’s support asks for.'),
});
export type ReservationView = z.output<typeof reservation>;

/** An app requests a reservation. */
const reservationStart = z.object({
  ...charging,
  minutes: z
    .int()
    .min(1)
    .max(99)
    .describe('How many minutes the charging point is reserved. The operator may charge for it.'),
});
export type ReservationStart = z.output<typeof reservationStart>;

/** Which reservations to list, the latest requested first; what is left out does not filter. */
const reservationQuery = pageQuery.extend({
  state: z.enum(reservationStates).optional().describe('State of the reservations, in any spelling.'),
  evcoId: asked.evcoId.optional(),
  evseId: asked.evseId.optional(),
});
export type ReservationQuery = z.output<typeof reservationQuery>;

const byId = request(z.object({ id: requestId }));

export const reservationRpcs = {
  'reservation.start': { ...sessionCommand, request: request(reservationStart), reply: json(reservation) },
  'reservation.release': { ...sessionCommand, request: byId, reply: json(reservation) },
  'reservation.get': { ...sessionQueryCall, request: byId, reply: json(reservation) },
  'reservation.list': {
    ...sessionQueryCall,
    request: request(reservationQuery),
    reply: json(pageOf(reservation)),
  },
} as const satisfies Record<string, RpcDefinition>;

export const reservationEvents = {
  'reservation.updated': {
    data: json(reservation),
    about: 'A reservation was requested, or its state changed.',
    subject: 'The reservation’s `id`.',
  },
} as const satisfies Record<string, EventDefinition>;
