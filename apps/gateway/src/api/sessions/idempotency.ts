import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { suiteMessages, type SessionStart } from '#suite';
import { digestOf } from '../access/api-keys.js';
import { toSchema } from '../documentation/answers.js';
import { Problem } from '../problems/problem.js';

const { key: keySchema } =
  suiteMessages.rpcs['session.start'].request.schema.shape.idempotency.unwrap().shape;
const DETAIL = 'An Idempotency-Key must have 1 to 255 visible ASCII characters, such as a UUID.';

/** The schema of an Idempotency-Key, for the API's document. */
export const IDEMPOTENCY_KEY_SCHEMA = toSchema(keySchema);

/** Injects the `Idempotency-Key` of a request with its caller: two users of the API may send the same one. */
export const Idempotency = createParamDecorator(
  (_: unknown, context: ExecutionContext): SessionStart['idempotency'] => {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const key = headers['idempotency-key'];
    if (key === undefined) return undefined;
    const reading = keySchema.safeParse(key);
    if (reading.success) return { caller: digestOf(headers.authorization ?? ''), key: reading.data };
    throw new Problem(422, 'IDEMPOTENCY_KEY_INVALID', DETAIL, {
      errors: [{ in: 'header', name: 'Idempotency-Key', detail: DETAIL }],
    });
  },
);
