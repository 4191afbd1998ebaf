import { z } from 'zod';
import { json, type Bulkhead, type RpcDefinition } from '#messaging';
import { pageOf, pageQuery } from './page.js';
import { request, requestId } from './request.js';
import type { SuiteService } from './services.js';

export const syncKinds = ['evse-data', 'evse-status'] as const;
export const syncModes = ['full', 'delta'] as const;
export const syncStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

/** Something about a run that a person should know: why it failed, what it left undone, what it found. */
export const syncReason = z.object({
  code: z.string().describe('Stable.'),
  message: z.string().describe('The same in words.'),
  count: z.int().optional().describe('How often, where it occurred more than once.'),
});
export type SyncReason = z.output<typeof syncReason>;

export const syncCounts = z.object({
  pages: z.int().describe('Pages that arrived and are in the replica; for a status, chunks.'),
  totalPages: z.int().optional().describe('Pages that HBS says there are, once it has said so.'),
  records: z.int().describe('Records, or statuses, that arrived.'),
  totalRecords: z.int().optional().describe('Records that HBS says there are, once it has said so.'),
  inserted: z.int().describe('Those that are new in the replica.'),
  updated: z.int().describe('Those that have changed.'),
  deleted: z.int().describe('Those in the replica that HBS no longer lists.'),
  unchanged: z.int().describe('Those that have not changed.'),
  repeated: z.int().describe('EvseIDs that were received more than once; the last record counts.'),
  quarantined: z
    .int()
    .describe('Records in which no EvseID can be read; statuses without an EvseID or a status.'),
  withoutRecord: z
    .int()
    .optional()
    .describe('Statuses of EVSEs without a record from HBS; only for a pull of statuses.'),
});
export type SyncCounts = z.output<typeof syncCounts>;

/** One pull from HBS into the replica. */
export const syncRun = z.object({
  id: z.uuid(),
  kind: z.enum(syncKinds),
  mode: z.enum(syncModes).describe('`full` may remove; `delta` adds and changes.'),
  state: z.enum(syncStates),
  requestedBy: z
    .enum(['schedule', 'api', 'second-look'])
    .describe('`second-look`: the full pull before it saw the network change while it was pulled.'),
  counts: syncCounts,
  reasons: z.array(syncReason).describe('Why it failed, what it left undone, what it found.'),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
});
export type SyncRunView = z.output<typeof syncRun>;

/** A record or a status that was quarantined, because nothing in it says which EVSE it is. */
export const quarantinedRecord = z.object({
  id: z.string(),
  runId: z.uuid(),
  page: z.int().describe('Page of records, or chunk of statuses, from 0.'),
  position: z
    .int()
    .describe('Position in the page; of a status, among those quarantined of its chunk. From 0.'),
  raw: z.string().describe('As HBS sent it; a status with the OperatorID that it is listed under.'),
  reasons: z.array(z.object({ code: z.string(), pointer: z.string(), message: z.string() })),
  quarantinedAt: z.iso.datetime(),
});
export type QuarantinedRecord = z.output<typeof quarantinedRecord>;

const sync = { bulkhead: 'evse.sync', deadlineMs: 10_000 } as const;
const byId = request(z.object({ id: requestId }));
const run = json(syncRun);

export const syncBulkheads = {
  'evse.sync': { owner: 'evse-sync', concurrency: 10, maxPending: 50 },
} as const satisfies Record<string, Bulkhead<SuiteService>>;

export const syncRpcs = {
  'sync.start-evse-data': {
    ...sync,
    request: request(
      z.object({
        mode: z.enum(syncModes),
        maxDeleteShare: z
          .number()
          .min(0)
          .max(1)
          .optional()
          .describe(
            'Replaces SYNC_MAX_DELETE_SHARE for this run: 1 removes everything that HBS no longer lists.',
          ),
      }),
    ),
    reply: run,
  },
  'sync.start-evse-status': {
    ...sync,
    request: request(z.object({ maxDeleteShare: z.number().min(0).max(1).optional() })),
    reply: run,
  },
  'sync.runs': {
    ...sync,
    request: request(z.object({ ...pageQuery.shape, kind: z.enum(syncKinds).optional() })),
    reply: json(pageOf(syncRun)),
  },
  'sync.run': { ...sync, request: byId, reply: run },
  'sync.cancel-run': { ...sync, request: byId, reply: run },
  'sync.quarantine': {
    ...sync,
    request: request(z.object({ ...pageQuery.shape, runId: requestId.optional() })),
    reply: json(pageOf(quarantinedRecord)),
  },
} as const satisfies Record<string, RpcDefinition>;
