import 'reflect-metadata';
import type { ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';

/** Whether an operation reads a body, and whether it reads a query. */
export interface AcceptedParts {
  readonly body: boolean;
  readonly query: boolean;
}

/** The parts that an operation reads, by its decorators. */
export function acceptedPartsOf(context: ExecutionContext): AcceptedParts {
  const parameters: unknown = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  );
  // Nest keys them by kind and position: `3:0`.
  const kinds = new Set(Object.keys(parameters ?? {}).map((key) => Number(key.split(':', 1)[0])));
  return { body: kinds.has(RouteParamtypes.BODY), query: kinds.has(RouteParamtypes.QUERY) };
}
