import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import type { RpcName } from '#messaging';
import { suiteMessages, type SuiteMessages } from '#suite';

type Schema = NonNullable<Extract<Parameters<typeof ApiResponse>[0], { schema: unknown }>['schema']>;

/** A schema as the document has it. */
export const toSchema = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { target: 'openapi-3.0' }) as Schema;

/** Documents the answer of an operation. */
export const Answers = (
  answer: z.ZodType,
  status = 200,
  description = status === 202
    ? 'Accepted. The outcome is published as an event, and a later request shows it.'
    : 'Done.',
): MethodDecorator =>
  ApiResponse({
    status,
    description,
    schema: toSchema(answer),
  });

/** Documents that an operation answers with the reply of a call to a service. */
export const AnswersReplyOf = (rpc: RpcName<SuiteMessages>, status = 200): MethodDecorator =>
  Answers(suiteMessages.rpcs[rpc].reply.schema, status);

/** As {@link AnswersReplyOf}, or with a CSV file on request. */
export const AnswersReplyOrCsv = (rpc: RpcName<SuiteMessages>): MethodDecorator =>
  ApiResponse({
    status: 200,
    description: 'Done.',
    content: {
      'application/json': {
        schema: toSchema(suiteMessages.rpcs[rpc].reply.schema),
      },
      'text/csv': { schema: { type: 'string' } },
    },
  });

/** Documents that an operation answers with bytes as they were received. */
export const AnswersBytes = (): MethodDecorator =>
  ApiResponse({
    status: 200,
    description: 'The bytes as they were received.',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  });

/** Documents that an operation answers without a body. */
export const AnswersNothing = (): MethodDecorator => ApiResponse({ status: 204, description: 'Done.' });
