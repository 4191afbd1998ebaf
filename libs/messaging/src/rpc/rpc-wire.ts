import type { ConsumeMessage, Options } from 'amqplib';
import { z } from 'zod';
import { traceHeader } from '../consumer/headers.js';
import type { EncodedBody } from '../map/body.js';
import { RpcError, RpcRefusal } from './rpc-error.js';

/** The pseudo queue by which RabbitMQ delivers replies directly to the caller's channel. */
export const DIRECT_REPLY = 'amq.rabbitmq.reply-to';
/** When the reply becomes useless, in milliseconds since 1970. Clocks are synchronised by NTP. */
const DEADLINE = 'x-deadline';
/** `ok`, `refused` by the handler on purpose, or `failed`. */
export const STATUS = 'x-status';

export type ReplyStatus = 'ok' | 'refused' | 'failed';

const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

export type WireError = z.output<typeof errorSchema>;

/** AMQP options of a call: replies go directly to the caller's channel, and the broker drops the call after its deadline. */
export function callOptions(
  id: string,
  name: string,
  { contentType, headers }: EncodedBody,
  deadline: number,
  more: Readonly<Record<string, unknown>> = {},
): Options.Publish {
  return {
    type: name,
    contentType,
    correlationId: id,
    messageId: id,
    replyTo: DIRECT_REPLY,
    expiration: String(Math.max(1, Math.round(deadline - Date.now()))),
    mandatory: true,
    headers: { ...headers, ...traceHeader(), ...more, [DEADLINE]: deadline },
  };
}

export function deadlineOf({ properties }: ConsumeMessage): number {
  const deadline: unknown = properties.headers?.[DEADLINE];
  return typeof deadline === 'number' ? deadline : 0;
}

export function statusOf({ properties }: ConsumeMessage): ReplyStatus {
  const status: unknown = properties.headers?.[STATUS];
  return status === 'ok' || status === 'refused' ? status : 'failed';
}

/** The error in a reply whose status is not `ok`. */
export function toError(call: string, message: ConsumeMessage): RpcError | RpcRefusal {
  const parsed = errorSchema.safeParse(jsonOf(message.content));
  if (!parsed.success) return new RpcError('INTERNAL', call, 'the reply is not readable');
  const { code, message: text, details } = parsed.data;
  if (statusOf(message) === 'refused') return new RpcRefusal(code, text, details);
  // The server's own failures name the call already.
  const named = `${call}: `;
  return new RpcError(code, call, text.startsWith(named) ? text.slice(named.length) : text);
}

function jsonOf(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString());
  } catch {
    return undefined;
  }
}
