import { z } from 'zod';
import { json } from '../map/body.js';
import type { Bulkhead, EventDefinition, RpcDefinition } from '../map/definitions.js';
import { pageOf, pageQuery } from './page.js';

/** Degrees north of the equator and east of Greenwich (WGS84). */
export const position = z.object({ latitude: z.number(), longitude: z.number() });

/** A charging point as the API and the services speak of it. */
export const evse = z.object({
  /** As HBS wrote it. */
  evseId: z.string(),
  operatorId: z.string().optional(),
  operatorName: z.string().optional(),
  position: position.optional(),
  /** Metres from the point that was searched from, along the Earth’s surface. */
  distance: z.number().optional(),
  /** As HBS wrote it; absent while HBS has told none. */
  status: z.string().optional(),
  /** When the status was last seen to hold. */
  statusObservedAt: z.iso.datetime().optional(),
  /** The record of OICP as it was understood (`PullEvseDataRecordType`); absent where only a status is known. */
  record: z.unknown().optional(),
});
export type EvseView = z.output<typeof evse>;

/** Which charging points are looked for: those that fit all that is given, and of each list one. */
export const evseQuery = z.object({
  ...pageQuery.shape,
  near: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      /** Metres. */
      radius: z.number().positive().max(1_000_000),
    })
    .optional(),
  plugs: z.array(z.string()).optional(),
  /** Kilowatts that at least one of its facilities gives. */
  minPowerKw: z.number().nonnegative().optional(),
  statuses: z.array(z.string()).optional(),
  operatorIds: z.array(z.string()).optional(),
  authenticationModes: z.array(z.string()).optional(),
});
export type EvseQuery = z.output<typeof evseQuery>;

export const evseStatusView = z.object({
  evseId: z.string(),
  status: z.string(),
  statusObservedAt: z.iso.datetime(),
});
export type EvseStatusView = z.output<typeof evseStatusView>;

const queries = { bulkhead: 'evse.queries', deadlineMs: 10_000 } as const;

export const evseBulkheads = {
  'evse.queries': { owner: 'evse-sync', concurrency: 20, maxPending: 200 },
  'evse.status': { owner: 'evse-sync', concurrency: 20, maxPending: 100 },
} as const satisfies Record<string, Bulkhead>;

export const evseRpcs = {
  /** The nearest first where a point is given, else by EvseID. A reply is as large as its page. */
  'evse.search': { ...queries, request: json(evseQuery), reply: json(pageOf(evse)) },
  'evse.get': { ...queries, request: json(z.object({ evseId: z.string() })), reply: json(evse) },
  /** Asks HBS for the status of these now; those that HBS does not name are not in the reply. */
  'evse.refresh-status': {
    bulkhead: 'evse.status',
    request: json(z.object({ evseIds: z.array(z.string()).min(1).max(100) })),
    reply: json(z.object({ statuses: z.array(evseStatusView) })),
    deadlineMs: 30_000,
  },
} as const satisfies Record<string, RpcDefinition>;

/** A charging point in a batch of changes; the whole record is at `GET /v1/evses/{evseId}`. */
const evseChange = z.object({
  evseId: z.string(),
  operatorId: z.string().optional(),
  operatorName: z.string().optional(),
  position: position.optional(),
});

const changes = json(
  z.object({
    /** The run that found it. */
    runId: z.uuid(),
    evses: z.array(evseChange).min(1).max(500),
  }),
);

const statusChange = z.object({
  evseId: z.string(),
  /** Absent: HBS tells none any more. */
  status: z.string().optional(),
  /** Absent: HBS told none before. */
  previous: z.string().optional(),
  observedAt: z.iso.datetime(),
});
export type EvseStatusChange = z.output<typeof statusChange>;

const evses =
  'Always `evses`: of two batches that name one EVSE, the one with the higher sequence is the later.';
const statuses =
  'Always `evse-statuses`: of two batches that name one EVSE, the higher sequence is the later.';

export const evseEvents = {
  'evse.inserted': {
    data: changes,
    about: 'Charging points are in the network that were not before: up to 500 in one event.',
    subject: evses,
  },
  'evse.updated': {
    data: changes,
    about: 'Records of charging points have changed: up to 500 in one event.',
    subject: evses,
  },
  'evse.deleted': {
    data: changes,
    about: 'Charging points have left the network: up to 500 in one event.',
    subject: evses,
  },
  'evse-status.changed': {
    data: json(z.object({ changes: z.array(statusChange).min(1).max(500) })),
    about: 'Statuses of charging points are others than before: up to 500 in one event.',
    subject: statuses,
  },
} as const satisfies Record<string, EventDefinition>;
