import { z } from 'zod';
import { bytes, defineMessages, json } from '#messaging';

const named = json(z.object({ name: z.string() }));

/** The message map of a service that exists for tests only: one message of every kind. */
export const exampleMessages = defineMessages({
  bulkheads: {
    bench: { owner: 'cdr', concurrency: 10, maxPending: 50 },
    hall: { owner: 'cdr', concurrency: 2, maxPending: 2 },
  },
  rpcs: {
    'bench.work': { bulkhead: 'bench', request: named, reply: named, deadlineMs: 5_000 },
    'bench.work-once': { bulkhead: 'bench', request: named, reply: named, deadlineMs: 5_000, once: true },
    'hall.work': { bulkhead: 'hall', request: named, reply: named, deadlineMs: 5_000 },
    'hall.fetch': {
      bulkhead: 'hall',
      request: named,
      reply: bytes(z.object({ status: z.number() })),
      deadlineMs: 5_000,
    },
  },
  streams: {
    'bench.count': {
      bulkhead: 'bench',
      request: json(z.object({ to: z.number() })),
      chunk: bytes(z.object({ number: z.number() })),
      idleMs: 1_000,
    },
  },
  events: {
    'thing.made': { data: named, about: 'A thing was made.', subject: 'the thing' },
  },
  intakes: {
    'things.to-make': { owner: 'cdr', body: bytes(z.object({ name: z.string() })), maxBytes: 1_000_000 },
  },
});

export type ExampleMessages = typeof exampleMessages;
