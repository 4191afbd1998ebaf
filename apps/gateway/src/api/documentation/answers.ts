import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { suiteMessages, type RpcName, type SuiteMessages } from '#messaging';
import { problemTable } from '../problems/problem-table.js';

type Schema = NonNullable<Extract<Parameters<typeof ApiResponse>[0], { schema: unknown }>['schema']>;

/** Says for the documentation that a request is answered with the reply of a call: its schema is the answer's. */
export const AnswersReplyOf = (rpc: RpcName<SuiteMessages>, status = 200): MethodDecorator =>
  ApiResponse({
    status,
    description: 'Done.',
    schema: z.toJSONSchema(suiteMessages.rpcs[rpc].reply.schema, { target: 'openapi-3.0' }) as Schema,
  });

/** Says for the documentation that there is nothing to answer with. */
export const AnswersNothing = (): MethodDecorator => ApiResponse({ status: 204, description: 'Done.' });

/** Says by which problems a request may be refused, beside those that every request may meet. */
export const Refuses = (...codes: readonly string[]): MethodDecorator => {
  const statuses = new Map<number, string[]>();
  for (const code of codes) {
    const status = problemTable[code]?.status ?? 422;
    statuses.set(status, [...(statuses.get(status) ?? []), code]);
  }
  return applyDecorators(
    ...[...statuses].map(([status, ofStatus]) => ApiResponse({ status, description: ofStatus.join(', ') })),
  );
};
