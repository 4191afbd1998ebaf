import { z } from 'zod';
import { json, type RpcDefinition } from '#messaging';
import { runStates, type RunState } from '#persistence';
import { named } from './named.js';
import { pageOf, pageQuery } from './page.js';
import { request, requestId, requestInstant } from './request.js';
import { asked } from './request-values.js';
import { syncReason } from './sync.messages.js';

/** `unforwarded`: what was not forwarded; `sweep`: a whole window; `backfill`: a range that a person asked for. */
export const runKinds = ['unforwarded', 'sweep', 'backfill'] as const;

/**
 * The words that the release before has for the states of a reconciliation, in messages and in `cdr.run`. They stay there
 * as long as that release may run beside this one. It knows no cancelled run: it sees a failed one with `CANCELLED`.
 */
export const cdrStateWords = {
  queued: 'waiting',
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'failed',
} as const satisfies Record<RunState, string>;
/** A state in the words of the release before. */
export type CdrStateWord = (typeof cdrStateWords)[RunState];

const progress = z.object({
  id: z.uuid(),
  kind: z.enum(runKinds),
  providerId: named.providerId,
  from: z.iso.datetime().describe('Begin of the range.'),
  to: z.iso.datetime().describe('End of the range.'),
  doneUntil: z.iso.datetime().describe('The range is done up to this time.'),
  page: z.int().describe('Pages read of the current window.'),
  pages: z.int().optional().describe('Pages of the current window, once HBS has reported them.'),
  records: z.int().describe('Records read so far.'),
  added: z.int().describe('How many of them were new.'),
  failure: z
    .object({ code: z.string(), message: z.string() })
    .optional()
    .describe('The first of `reasons`, by its earlier name.'),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional().describe('`finishedAt`, by its earlier name.'),
});

/** A reconciliation with the records that HBS lists, as cdr sends it to a gateway of this release or the one before. */
export const cdrRun = progress.extend({
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** Of this release; absent from a cdr of the release before, as `createdAt`. */
  runState: z.enum(runStates).optional(),
  createdAt: z.iso.datetime().optional(),
});
export type CdrRun = z.output<typeof cdrRun>;

/** A reconciliation with the records that HBS lists, as the API shows it. */
export const cdrRunView = progress.extend({
  state: z.enum(runStates),
  requestedBy: z.enum(['schedule', 'api']),
  reasons: z.array(syncReason).describe('Why it failed, or that it was cancelled.'),
  createdAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
});
export type CdrRunView = z.output<typeof cdrRunView>;

/** A reconciliation as the API shows it, whichever release of cdr has sent it. */
export function toCdrRunView({ runState, ...run }: CdrRun): CdrRunView {
  return {
    ...run,
    state: runState ?? parseCdrState(run.state),
    requestedBy: run.kind === 'backfill' ? 'api' : 'schedule',
    reasons: run.failure ? [run.failure] : [],
    finishedAt: run.endedAt,
  };
}

/** The state that a word of the release before means. */
export function parseCdrState(word: CdrStateWord): RunState {
  const states = { waiting: 'queued', running: 'running', done: 'succeeded', failed: 'failed' } as const;
  return states[word];
}

/** A range to reconcile on request. */
const cdrBackfill = z.object({
  from: requestInstant.meta({ description: 'Where the range begins.', example: '2026-01-01T00:00:00Z' }),
  to: requestInstant.meta({
    description: 'Where the range ends, in the past. A time up to a minute ahead counts as now.',
    example: '2026-01-08T00:00:00Z',
  }),
  providerId: asked.providerId
    .optional()
    .meta({ description: 'One of our ProviderIDs; without it, all of them.', example: 'DE-EMP' }),
});
export type CdrBackfill = z.output<typeof cdrBackfill>;

const query = { bulkhead: 'cdr.queries', deadlineMs: 10_000 } as const;
const byId = request(z.object({ id: requestId }));

export const cdrRunRpcs = {
  'cdr.backfill': {
    ...query,
    request: request(cdrBackfill),
    reply: json(z.object({ runs: z.array(cdrRun) })),
  },
  'cdr.list-runs': { ...query, request: request(pageQuery), reply: json(pageOf(cdrRun)) },
  'cdr.get-run': { ...query, request: byId, reply: json(cdrRun) },
  'cdr.cancel-run': { ...query, request: byId, reply: json(cdrRun) },
} as const satisfies Record<string, RpcDefinition>;
