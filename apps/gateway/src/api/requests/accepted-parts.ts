import 'reflect-metadata';
import type { ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';

/** Whether an operation has a class for its body, and one for its query. */
export interface AcceptedParts {
  readonly body: boolean;
  readonly query: boolean;
}

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
