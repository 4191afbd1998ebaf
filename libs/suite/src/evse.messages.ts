import { z } from 'zod';
import { bytes, json, type Bulkhead, type EventDefinition, type RpcDefinition } from '#messaging';
import { finding } from './finding.js';
import { named } from './named.js';
import { pageOf, pageQuery } from './page.js';
import { request } from './request.js';
import { asked, LONGEST_IDENTIFIER, requestText } from './request-values.js';
import type { SuiteService } from './services.js';

export const position = z.object({
  latitude: z.number().describe('Degrees north of the equator (WGS84).'),
  longitude: z.number().describe('Degrees east of Greenwich (WGS84).'),
});

/** A charging point as API and messages show it. */
export const evse = z.object({
  evseId: z.string().describe('As HBS wrote it.'),
  operatorId: named.operatorId.optional(),
  operatorName: named.operatorName.optional(),
  position: position.optional(),
  distance: z
    .number()
    .optional()
    .describe('Metres from the point that was searched from, along the Earth’s surface.'),
  status: z.string().optional().describe('As HBS wrote it; absent until HBS reports one.'),
  statusObservedAt: z.iso.datetime().optional().describe('When HBS last reported this status.'),
  record: z
    .unknown()
    .optional()
    .describe(
      'The record of OICP as it was parsed (`PullEvseDataRecordType`); absent where only a status is known.',
    ),
});
export type EvseView = z.output<typeof evse>;

/** One charging point with its findings. */
const examinedEvse = z.object({
  ...evse.shape,
  findings: z
    .array(z.object({ about: z.enum(['record', 'status']).optional(), ...finding.shape }))
    .optional()
    .describe(
      'What is wrong with the record or the latest status, as `about` says. `pointer` (RFC 6901) points into the record as HBS sent it (`GET /v1/evses/{evseId}/raw`), or into the `EvseStatusRecord` of this EVSE; it is absent where the whole is meant.',
    ),
});
export type ExaminedEvse = z.output<typeof examinedEvse>;

const degrees = z.number({ error: 'must be a number of degrees' });
const anyOf = (value: z.ZodString) => z.array(value).min(1).max(50).optional();
const anyValueOf = anyOf(requestText(LONGEST_IDENTIFIER));

/** Which charging points to list: those that match every filter, and any one value of each list. */
const evseQuery = z.object({
  ...pageQuery.shape,
  near: z
    .object({
      latitude: degrees.min(-90).max(90),
      longitude: degrees.min(-180).max(180),
      radius: z.number({ error: 'must be a number of metres' }).min(1).max(1_000_000).describe('Metres.'),
    })
    .optional(),
  plugs: anyValueOf,
  minPowerKw: z
    .number({ error: 'must be a number of kilowatts' })
    .min(0)
    .optional()
    .describe('Kilowatts that at least one of its charging facilities provides.'),
  statuses: anyValueOf,
  operatorIds: anyOf(asked.operatorId),
  authenticationModes: anyValueOf,
});
export type EvseQuery = z.output<typeof evseQuery>;

/** The current status of a charging point. */
const evseStatusView = z.object({
  evseId: named.evseId,
  status: z.string(),
  statusObservedAt: z.iso.datetime(),
});
export type EvseStatusView = z.output<typeof evseStatusView>;

/** The power of a charging point as far as the replica knows it. */
const evsePower = z.object({
  evseId: z.string().describe('As in the request.'),
  maxPowerKw: z
    .number()
    .optional()
    .describe(
      'Kilowatts of its strongest charging facility; absent unless the power of each facility is known.',
    ),
  hasMegawattPlug: z.boolean().describe('Whether one of its plugs is for megawatts (MCS).'),
});
export type EvsePower = z.output<typeof evsePower>;

export const byEvseId = request(z.object({ evseId: asked.evseId }));
const queries = { bulkhead: 'evse.queries', deadlineMs: 10_000 } as const;

export const evseBulkheads = {
  'evse.queries': { owner: 'evse-sync', concurrency: 20, maxPending: 200 },
  'evse.status': { owner: 'evse-sync', concurrency: 20, maxPending: 100 },
} as const satisfies Record<string, Bulkhead<SuiteService>>;

export const evseRpcs = {
  /** The nearest first if a point is given, else by EvseID. */
  'evse.search': { ...queries, request: request(evseQuery), reply: json(pageOf(evse)) },
  'evse.get': { ...queries, request: byEvseId, reply: json(examinedEvse) },
  /** Without those that the replica does not have. */
  'evse.powers': {
    ...queries,
    request: request(z.object({ evseIds: z.array(z.string()).min(1).max(100) })),
    reply: json(z.object({ evses: z.array(evsePower) })),
    deadlineMs: 2_000,
  },
  /** The record as HBS sent it. */
  'evse.raw': {
    ...queries,
    request: byEvseId,
    reply: bytes(z.object({})),
  },
  /** Asks HBS for the current status of these; without those that HBS does not report. */
  'evse.refresh-status': {
    bulkhead: 'evse.status',
    request: request(z.object({ evseIds: z.array(asked.evseId).min(1).max(100) })),
    reply: json(z.object({ statuses: z.array(evseStatusView) })),
    deadlineMs: 30_000,
  },
} as const satisfies Record<string, RpcDefinition>;

/** A charging point in a batch of changes; the whole record is at `GET /v1/evses/{evseId}`. */
const evseChange = z.object({
  evseId: named.evseId,
  operatorId: named.operatorId.optional(),
  operatorName: named.operatorName.optional(),
  position: position.optional(),
});

const changes = json(
  z.object({
    runId: z.uuid().describe('The run that found the changes.'),
    evses: z.array(evseChange).min(1).max(500),
  }),
);

/** A status that differs from the one before. */
const statusChange = z.object({
  evseId: named.evseId,
  status: z.string().optional().describe('Absent if HBS no longer reports one.'),
  previous: z.string().optional().describe('Absent if HBS reported none before.'),
  observedAt: z.iso.datetime().describe('When we received the new status.'),
});
export type EvseStatusChange = z.output<typeof statusChange>;

const evses =
  'Always `evses`: of two batches that name one EVSE, the one with the higher sequence is the later.';
const statuses =
  'Always `evse-statuses`: of two batches that name one EVSE, the higher sequence is the later.';

export const evseEvents = {
  'evse.inserted': {
    data: changes,
    about: 'Charging points were added to the network: up to 500 in one event.',
    subject: evses,
  },
  'evse.updated': {
    data: changes,
    about: 'Records of charging points have changed: up to 500 in one event.',
    subject: evses,
  },
  'evse.deleted': {
    data: changes,
    about: 'Charging points were removed from the network: up to 500 in one event.',
    subject: evses,
  },
  'evse-status.changed': {
    data: json(z.object({ changes: z.array(statusChange).min(1).max(500) })),
    about: 'Statuses of charging points have changed: up to 500 in one event.',
    subject: statuses,
  },
} as const satisfies Record<string, EventDefinition>;
