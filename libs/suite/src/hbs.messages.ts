import { z } from 'zod';
import { bytes, json, type Bulkhead, type RpcDefinition, type StreamDefinition } from '#messaging';
import type { SuiteService } from './services.js';

/** A request to HBS as `libs/oicp` has written it; the gateway sends it as it is. */
const hbsRequest = z.object({
  /** Of ours, exactly as Hubject issued it: it stands in the path. */
  providerId: z.string(),
  body: z.string(),
  /** Which page, from 0, where the operation has pages. */
  page: z.object({ number: z.int().nonnegative(), size: z.int().min(1).max(2_000) }).optional(),
});
export type HbsRequest = z.output<typeof hbsRequest>;

/** What came of a request, beside the raw bytes of the answer; `readHbsAnswer` of `libs/oicp` understands the two. */
const hbsReply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answered'),
    httpStatus: z.int(),
    /** Names in lower case; those that `libs/oicp` looks at. */
    headers: z.record(z.string(), z.string()),
  }),
  z.object({
    kind: z.literal('failed'),
    /** `too-large`: the answer would not fit into a message of the broker; fewer records a page may. */
    failure: z.enum(['not-connected', 'tls-failed', 'timed-out', 'cut-off', 'too-large']),
  }),
]);
export type HbsReply = z.output<typeof hbsReply>;

/**
 * A part of the whole network's status. `answer`: HBS said anything but yes; its answer in one piece, and nothing
 * follows. `operators`: a JSON array of OperatorEvseStatus, an operator with many records in several. `end`: that was
 * all. A stream that ends without `end` was cut off, and what came of it is no whole.
 */
const evseStatusChunk = z.discriminatedUnion('part', [
  z.object({ part: z.literal('answer'), reply: hbsReply }),
  z.object({ part: z.literal('operators'), records: z.int() }),
  z.object({ part: z.literal('end'), records: z.int(), processId: z.string().optional() }),
]);
export type EvseStatusChunk = z.output<typeof evseStatusChunk>;

const request = json(hbsRequest);
const reply = bytes(hbsReply);
/** HBS's own time-out and some for the way. A wait for the limit is not in it: a call that must wait is refused. */
const pull = { bulkhead: 'hbs.pull', request, reply, deadlineMs: 65_000 } as const;
const remote = { bulkhead: 'hbs.remote', request, reply, deadlineMs: 70_000, once: true } as const;

export const hbsBulkheads = {
  'hbs.remote': { owner: 'gateway', concurrency: 500, maxPending: 500 },
  'hbs.pull': { owner: 'gateway', concurrency: 10, maxPending: 50 },
  'hbs.cdr': { owner: 'gateway', concurrency: 5, maxPending: 20 },
} as const satisfies Record<string, Bulkhead<SuiteService>>;

/**
 * HBS as the services reach it. Where the operation's limit is used up, a call is refused with `HBS_LIMIT_REACHED` and
 * `details.retryAfterMs`; nothing has left then. {@link HbsClient} knows how to wait.
 */
export const hbsRpcs = {
  'hbs.authorize-remote-start': remote,
  'hbs.authorize-remote-stop': remote,
  'hbs.remote-reservation-start': remote,
  'hbs.remote-reservation-stop': remote,
  'hbs.pull-evse-data': pull,
  'hbs.pull-evse-status-by-id': pull,
  'hbs.pull-evse-status-by-operator-id': pull,
  'hbs.pull-pricing-product-data': pull,
  'hbs.pull-evse-pricing': pull,
  'hbs.get-charge-detail-records': { ...pull, bulkhead: 'hbs.cdr' },
} as const satisfies Record<string, RpcDefinition>;

export const hbsStreams = {
  'hbs.pull-evse-status': {
    bulkhead: 'hbs.pull',
    request,
    chunk: bytes(evseStatusChunk),
    // HBS may take as long as for a page until it begins.
    idleMs: 75_000,
  },
} as const satisfies Record<string, StreamDefinition>;
