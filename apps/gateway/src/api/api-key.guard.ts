import {
  applyDecorators,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiSettings } from './api-settings.js';
import { digestOf, readApiKeys, type ApiUser, type Scope } from './api-keys.js';
import { Problem } from './problems/problem.js';

const SCOPE = 'scope';

/** Lets in only who presents a key with this scope. */
export const Needs = (scope: Scope): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(SCOPE, scope),
    UseGuards(ApiKeyGuard),
    ApiBearerAuth(),
    ApiOperation({ description: `Needs the scope \`${scope}\`.` }),
    ApiResponse({ status: 401, description: 'KEY_MISSING' }),
    ApiResponse({ status: 403, description: 'SCOPE_MISSING' }),
  );

@Injectable()
export class ApiKeyGuard implements CanActivate {
  private readonly users: ReadonlyMap<string, ApiUser>;

  constructor(
    private readonly reflector: Reflector,
    settings: ApiSettings,
  ) {
    this.users = readApiKeys(settings.API_KEYS_FILE).users;
  }

  canActivate(context: ExecutionContext): boolean {
    const scope = this.reflector.get<Scope>(SCOPE, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const user = key === undefined ? undefined : this.users.get(digestOf(key));
    if (!user)
      throw new Problem(401, 'KEY_MISSING', 'Send a key of API_KEYS_FILE as `Authorization: Bearer <key>`.');
    if (user.scopes.has('*') || user.scopes.has(scope)) return true;
    throw new Problem(403, 'SCOPE_MISSING', `The key of ${user.name} lacks the scope ${scope}.`);
  }
}
