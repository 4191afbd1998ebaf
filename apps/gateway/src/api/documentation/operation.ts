import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation } from '@nestjs/swagger';
import { SCOPE } from '../access/api-key.guard.js';
import type { Scope } from '../access/api-keys.js';
import { Refuses } from './refuses.js';
import type { ProblemCode } from '../problems/problem-table.js';

export interface OperationOptions {
  /** What it does, in a line. */
  readonly summary: string;
  /** Only a key with this scope is let in. */
  readonly scope: Scope;
  /** By which problems it may refuse, beside those that every operation has. */
  readonly refuses?: readonly ProblemCode[];
}

/** An operation of the API: whom it lets in, and what the documentation says of it. */
export const Operation = ({ summary, scope, refuses = [] }: OperationOptions): MethodDecorator =>
  applyDecorators(
    SetMetadata(SCOPE, scope),
    ApiBearerAuth(),
    ApiOperation({ summary, description: `Needs the scope \`${scope}\`.` }),
    Refuses(...EVERY_OPERATION, ...refuses),
  );

/** Also what is wrong with a body: one may come with a request that takes none. */
const EVERY_OPERATION = [
  'REQUEST_REFUSED',
  'KEY_MISSING',
  'SCOPE_MISSING',
  'HEADERS_TOO_LARGE',
  'BODY_TOO_LARGE',
  'MEDIA_TYPE_UNSUPPORTED',
  'PARAMETER_INVALID',
  'PAYLOAD_INVALID',
  'RATE_LIMITED',
  'SERVICE_AWAY',
  'INTERNAL',
] as const;

/** By which problems an operation that takes a body may refuse it. */
export const bodyProblems = ['BODY_INVALID'] as const;
