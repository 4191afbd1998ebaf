import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { problemTable, problemType, type ProblemCode } from '../problems/problem-table.js';
import { ProblemDetails } from './problem-details.js';

/** Documents the problems with which a request may be refused; those of one status share an answer. */
export const Refuses = (...codes: readonly ProblemCode[]): MethodDecorator => {
  const statuses = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = problemTable[code];
    statuses.set(status, [...(statuses.get(status) ?? []), code]);
  }
  return applyDecorators(
    ApiExtraModels(ProblemDetails),
    ...[...statuses].map(([status, ofStatus]) =>
      ApiResponse({
        status,
        description: ofStatus.map(explain).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDetails) } } },
      }),
    ),
  );
};

const explain = (code: ProblemCode): string => `[${code}](${problemType(code)}): ${problemTable[code].means}`;
