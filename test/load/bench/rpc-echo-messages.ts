import { z } from 'zod';
import { defineMessages, json } from '#messaging';

const textMessage = json(z.object({ text: z.string() }));

/** The smallest message map: a service that replies with its request. */
export const echoMessages = defineMessages({
  bulkheads: { echo: { owner: 'cdr', concurrency: 500, maxPending: 1_000 } },
  rpcs: { 'echo.say': { bulkhead: 'echo', request: textMessage, reply: textMessage, deadlineMs: 10_000 } },
  streams: {},
  events: {},
  intakes: {},
});

export type EchoMessages = typeof echoMessages;

/** The queue of the worker that uses amqplib alone. */
export const BARE_QUEUE = 'bare.echo';
