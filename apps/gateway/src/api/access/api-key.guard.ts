import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import { ApiKeyRing } from './api-key-ring.js';
import { digestOf, type Scope } from './api-keys.js';
import { RequestLimiter } from './request-limiter.js';

/** Name of the metadata in which an operation states the scope that a key needs. */
export const SCOPE = 'scope';
const WITHOUT_KEY = 'withoutKey';

/** Marks an operation that needs no key, such as the health of the suite. */
export const WithoutKey = (): MethodDecorator => SetMetadata(WITHOUT_KEY, true);

/** Never with the key: logs of proxies and clients keep answers. */
function describeRefusal(header: string | undefined, key: string | undefined): string {
  if (header === undefined) return `No key was sent. ${SEND_ONE}`;
  return key === undefined
    ? `The header \`Authorization\` does not have the form \`Bearer <key>\`. ${SEND_ONE}`
    : 'The key that was sent is not known. Send one of the keys in API_KEYS_FILE, or add this one there.';
}
const SEND_ONE = 'Send a key of API_KEYS_FILE as `Authorization: Bearer <key>`.';

/**
 * Admits a request whose key has the scope of the operation, up to the key's limit of requests. An operation that
 * states neither a scope nor {@link WithoutKey} is never admitted: it fails instead of being open to everybody.
 */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly ring: ApiKeyRing,
    private readonly limiter: RequestLimiter,
  ) {}

  /** @throws {Problem} 401 KEY_MISSING, 403 SCOPE_MISSING, 429 RATE_LIMITED */
  canActivate(context: ExecutionContext): boolean {
    const operation = context.getHandler();
    if (this.reflector.get<boolean | undefined>(WITHOUT_KEY, operation) === true) return true;
    const scope = this.reflector.get<Scope | undefined>(SCOPE, operation);
    if (scope === undefined) throw new Error(`${context.getClass().name}.${operation.name} states no scope`);
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
