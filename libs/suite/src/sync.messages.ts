import { z } from 'zod';
import { json, type Bulkhead, type RpcDefinition } from '#messaging';
import { runStates } from '#persistence';
import { pageOf, pageQuery } from './page.js';
import { request, requestId } from './request.js';
import type { SuiteService } from './services.js';

/** What a run pulls: the records, or the statuses, of charging points. */
export const syncKinds = ['evse-data', 'evse-status'] as const;
/** `full`: everything; `delta`: what has changed since the last pull. */
export const syncModes = ['full', 'delta'] as const;

/** Something about a run that a person should know: why it failed, what it could not do, what it found. */
export const syncReason = z.object({
  code: z.string().describe('Stable.'),
  message: z.string().describe('The same in words.'),
  count: z.int().optional().describe('How often, where it occurred more than once.'),
});
export type SyncReason = z.output<typeof syncReason>;

/** What a run has read and written so far. */
export const syncCounts = z.object({
  pages: z.int().describe('Pages that were received and written to the replica; for statuses, chunks.'),
  totalPages: z.int().optional().describe('Total number of pages, once HBS has reported it.'),
  records: z.int().describe('Records, or statuses, that were received.'),
  totalRecords: z.int().optional().describe('Total number of records, once HBS has reported it.'),
  inserted: z.int().describe('Those that were new.'),
  updated: z.int().describe('Those that had changed.'),
  deleted: z.int().describe('Those that HBS no longer lists.'),
  unchanged: z.int().describe('Those that had not changed.'),
  repeated: z.int().describe('EvseIDs that were received more than once; the last record is used.'),
  quarantined: z.int().describe('Records without a readable EvseID; statuses without an EvseID or a status.'),
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
  state: z.enum(runStates),
  requestedBy: z
    .enum(['schedule', 'api', 'second-look'])
    .describe('`second-look`: the previous full pull found that the network changed during the pull.'),
  counts: syncCounts,
  reasons: z.array(syncReason).describe('Why it failed, what it could not do, what it found.'),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
});
export type SyncRunView = z.output<typeof syncRun>;

/** A record or a status that was quarantined because its EVSE cannot be identified. */
export const quarantinedRecord = z.object({
  id: z.string(),
  runId: z.uuid(),
  page: z.int().describe('Page of records, or chunk of statuses, from 0.'),
  position: z
    .int()
    .describe('Position in the page; of a status, among the quarantined ones of its chunk. From 0.'),
  raw: z.string().describe('As HBS sent it; a status with the OperatorID under which it is listed.'),
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
