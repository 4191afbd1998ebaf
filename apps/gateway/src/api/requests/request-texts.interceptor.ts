import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { invalidRequest } from '../problems/invalid-request.js';
import { textProblems } from './text-problems.js';

/** Refuses a request with a text that nothing behind the API can take; who asks has been let in by then. */
@Injectable()
export class RequestTextsInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { url, params, query, body } = context.switchToHttp().getRequest<FastifyRequest>();
    const wrong = textProblems({ url, params, query, body });
    if (wrong.length > 0) throw invalidRequest(wrong);
    return next.handle();
  }
}
