import type { ConsumeMessage } from 'amqplib';
import { z } from 'zod';
import { RpcError, RpcRefusal, type RpcFailure } from './rpc-error.js';

/** The pseudo queue by which RabbitMQ brings replies straight to the channel that asked. */
export const DIRECT_REPLY = 'amq.rabbitmq.reply-to';
/** When the call ends to be of use, in milliseconds since 1970. Clocks are kept by NTP. */
export const DEADLINE = 'x-deadline';
/** `ok`, `refused` by the handler on purpose, or `failed`. */
export const STATUS = 'x-status';

export type ReplyStatus = 'ok' | 'refused' | 'failed';

const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

export type WireError = z.output<typeof errorSchema>;

export function deadlineOf({ properties }: ConsumeMessage): number {
  const deadline: unknown = properties.headers?.[DEADLINE];
  return typeof deadline === 'number' ? deadline : 0;
}

export function statusOf({ properties }: ConsumeMessage): ReplyStatus {
  const status: unknown = properties.headers?.[STATUS];
  return status === 'ok' || status === 'refused' ? status : 'failed';
}

/** The error that a reply which is not `ok` stands for. */
export function errorFrom(call: string, message: ConsumeMessage): RpcError | RpcRefusal {
  const parsed = errorSchema.safeParse(jsonOf(message.content));
  if (!parsed.success) return new RpcError('INTERNAL', call, 'the reply is not readable');
  const { code, message: text, details } = parsed.data;
  if (statusOf(message) === 'refused') return new RpcRefusal(code, text, details);
  return new RpcError(code as RpcFailure, call, text);
}

function jsonOf(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString());
  } catch {
    return undefined;
  }
}
