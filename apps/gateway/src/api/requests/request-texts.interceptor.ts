import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { SCOPE } from '../access/api-key.guard.js';
import { toInvalidRequest } from '../problems/invalid-request.js';
import { findUnknownValues } from './request.pipe.js';
import { acceptedPartsOf, type AcceptedParts } from './accepted-parts.js';
import { findTextProblems } from './text-problems.js';

/**
 * Refuses a request with a text that no database can store, and one with a query or a body that the operation does not
 * accept. It runs after the guard, so strangers learn nothing.
 */
@Injectable()
export class RequestTextsInterceptor implements NestInterceptor {
  /** Checks the request. @throws {Problem} 422 BODY_INVALID, PARAMETER_INVALID */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { url, params, query, body } = context.switchToHttp().getRequest<FastifyRequest>();
    const wrong = findTextProblems({ url, params, query, body });
    if (wrong.length > 0) throw toInvalidRequest(wrong);
    if (isOperation(context)) refuseUnexpectedParts(acceptedPartsOf(context), query, body);
    return next.handle();
  }
}

/** Other routes, such as the readiness, are for monitoring, which may add parameters of its own. */
const isOperation = (context: ExecutionContext): boolean => Reflect.hasMetadata(SCOPE, context.getHandler());

/** @throws {Problem} */
function refuseUnexpectedParts(accepted: AcceptedParts, query: unknown, body: unknown): void {
  const wrong = [
    ...(accepted.query ? [] : findUnknownValues('query', query)),
    ...(accepted.body ? [] : findUnknownValues('body', body)),
  ];
  if (wrong.length > 0) throw toInvalidRequest(wrong);
}
