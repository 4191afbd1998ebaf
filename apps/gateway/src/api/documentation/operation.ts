import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation } from '@nestjs/swagger';
import { SCOPE } from '../access/api-key.guard.js';
import type { Scope } from '../access/api-keys.js';
import { Refuses } from './refuses.js';
import type { ProblemCode } from '../problems/problem-table.js';

/** What an operation declares. */
export interface OperationOptions {
  /** What it does, in one line. */
  readonly summary: string;
  /** The scope that a key needs. */
  readonly scope: Scope;
  /** Problems with which it may refuse, beside those of every operation. */
  readonly refuses?: readonly ProblemCode[];
}

/** Declares an operation of the API: the scope that it needs, and its documentation. */
export const Operation = ({ summary, scope, refuses = [] }: OperationOptions): MethodDecorator =>
  applyDecorators(
    SetMetadata(SCOPE, scope),
    ApiBearerAuth(),
    ApiOperation({ summary, description: `Needs the scope \`${scope}\`.` }),
    Refuses(...EVERY_OPERATION, ...refuses),
  );

/** Includes the problems of bodies: a request may have one where the operation expects none. */
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

/** Problems with which an operation that accepts a body may refuse it. */
export const bodyProblems = ['BODY_INVALID'] as const;
