import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { SCOPE } from '../access/api-key.guard.js';
import { toInvalidRequest } from '../problems/invalid-request.js';
import { findUnknownValues } from './request.pipe.js';
import { acceptedPartsOf, type AcceptedParts } from './accepted-parts.js';
import { findTextProblems } from './text-problems.js';

/**
 * Refuses a request with a text that nothing behind the API can take, and one with a query or a body for an operation
 * that has none; who asks has been let in by then.
 */
@Injectable()
export class RequestTextsInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { url, params, query, body } = context.switchToHttp().getRequest<FastifyRequest>();
    const wrong = findTextProblems({ url, params, query, body });
    if (wrong.length > 0) throw toInvalidRequest(wrong);
    if (isOperation(context)) refuseUnexpectedParts(acceptedPartsOf(context), query, body);
    return next.handle();
  }
}

/** Others, such as the readiness, are for monitoring, which may add parameters of its own. */
const isOperation = (context: ExecutionContext): boolean => Reflect.hasMetadata(SCOPE, context.getHandler());

/** @throws {Problem} */
function refuseUnexpectedParts(taken: AcceptedParts, query: unknown, body: unknown): void {
  const wrong = [
    ...(taken.query ? [] : findUnknownValues('query', query)),
    ...(taken.body ? [] : findUnknownValues('body', body)),
  ];
  if (wrong.length > 0) throw toInvalidRequest(wrong);
}
