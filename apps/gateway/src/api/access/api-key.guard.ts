import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ApiKeyRing } from './api-key-ring.js';
import { digestOf, type Scope } from './api-keys.js';
import { Problem } from '../problems/problem.js';
import { RequestLimiter } from './request-limiter.js';

/** Under which name an operation says the scope that it needs. */
export const SCOPE = 'scope';

/** Never with the key: logs of proxies and clients keep answers. */
function describeRefusal(header: string | undefined, key: string | undefined): string {
  if (header === undefined) return `No key was sent. ${SEND_ONE}`;
  return key === undefined
    ? `The header \`Authorization\` does not have the form \`Bearer <key>\`. ${SEND_ONE}`
    : 'The key that was sent is not known. Send one of the keys in API_KEYS_FILE, or add this one there.';
}
const SEND_ONE = 'Send a key of API_KEYS_FILE as `Authorization: Bearer <key>`.';

/** Lets in who presents a key with the scope of the operation, as often as a key may ask. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly ring: ApiKeyRing,
    private readonly limiter: RequestLimiter,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const scope = this.reflector.get<Scope>(SCOPE, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const digest = key === undefined ? '' : digestOf(key);
    const user = this.ring.findUser(digest);
    if (!user) throw new Problem(401, 'KEY_MISSING', describeRefusal(request.headers.authorization, key));
    const wait = this.limiter.take(digest);
    if (wait > 0) {
      const detail = `The key of ${user.name} has sent more requests than it may. Try again in ${wait} s.`;
      throw new Problem(429, 'RATE_LIMITED', detail, { retryAfterSeconds: wait });
    }
    if (user.scopes.has('*') || user.scopes.has(scope)) return true;
    throw new Problem(403, 'SCOPE_MISSING', `The key of ${user.name} lacks the scope ${scope}.`);
  }
}
