import { z } from 'zod';
import { bytes, json, type Bulkhead, type RpcDefinition, type StreamDefinition } from '#messaging';
import type { SuiteService } from './services.js';

/** A request to HBS as `libs/oicp` has written it; the gateway sends it unchanged. */
const hbsRequest = z.object({
  /** Ours, exactly as Hubject issued it: it is part of the path. */
  providerId: z.string(),
  body: z.string(),
  /** Which page, from 0, if the operation answers in pages. */
  page: z.object({ number: z.int().nonnegative(), size: z.int().min(1).max(2_000) }).optional(),
});
export type HbsRequest = z.output<typeof hbsRequest>;

/** The result of a request, sent with the raw bytes of the answer; `readHbsAnswer` of `libs/oicp` parses both. */
const hbsReply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answered'),
    httpStatus: z.int(),
    /** Names in lower case; only those that `libs/oicp` reads. */
    headers: z.record(z.string(), z.string()),
  }),
  z.object({
    kind: z.literal('failed'),
    /** `too-large`: the answer is larger than a message may be; fewer records per page may fit. */
    failure: z.enum(['not-connected', 'tls-failed', 'timed-out', 'cut-off', 'too-large']),
  }),
]);
export type HbsReply = z.output<typeof hbsReply>;

/**
 * A part of the whole network's status. `answer`: HBS refused or failed; its whole answer, and nothing follows.
 * `operators`: a JSON array of OperatorEvseStatus; an operator with many records is split. `end`: nothing follows. A stream
 * without `end` was cut off and is incomplete.
 */
const evseStatusChunk = z.discriminatedUnion('part', [
  z.object({ part: z.literal('answer'), reply: hbsReply }),
  z.object({ part: z.literal('operators'), records: z.int() }),
  z.object({ part: z.literal('end'), records: z.int(), processId: z.string().optional() }),
]);
export type EvseStatusChunk = z.output<typeof evseStatusChunk>;

const request = json(hbsRequest);
const reply = bytes(hbsReply);
/** HBS's time-out plus transport. Waiting for the limit is not part of it: such a call is refused. */
const pull = { bulkhead: 'hbs.pull', request, reply, deadlineMs: 65_000 } as const;
const remote = { bulkhead: 'hbs.remote', request, reply, deadlineMs: 70_000, once: true } as const;

export const hbsBulkheads = {
  'hbs.remote': { owner: 'gateway', concurrency: 500, maxPending: 500 },
  'hbs.pull': { owner: 'gateway', concurrency: 10, maxPending: 50 },
  'hbs.cdr': { owner: 'gateway', concurrency: 5, maxPending: 20 },
} as const satisfies Record<string, Bulkhead<SuiteService>>;

/**
 * Calls to HBS by the gateway. While the operation's limit is used up, a call is refused with `HBS_LIMIT_REACHED` and
 * `details.retryAfterMs`, and nothing is sent. {@link HbsClient} waits and repeats it.
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
    // HBS may take as long as for a page before it begins to answer.
    idleMs: 75_000,
  },
} as const satisfies Record<string, StreamDefinition>;
