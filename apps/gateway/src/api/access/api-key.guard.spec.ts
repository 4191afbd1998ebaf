import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Reflector } from '@nestjs/core';
import type { ApiKeyRing } from './api-key-ring.js';
import { ApiKeyGuard, WithoutKey } from './api-key.guard.js';
import type { RequestLimiter } from './request-limiter.js';

class Controller {
  @WithoutKey()
  health(): void {}
  forgotten(): void {}
}

describe('an operation of the API', () => {
  const guard = new ApiKeyGuard(new Reflector(), {} as ApiKeyRing, {} as RequestLimiter);
  const isAdmitted = (operation: () => void): boolean =>
    guard.canActivate(new ExecutionContextHost([], Controller, operation));

  it('that is declared as open needs no key', () => {
    expect(isAdmitted(Controller.prototype.health)).toBe(true);
  });

  it('that states no scope admits nobody', () => {
    expect(() => isAdmitted(Controller.prototype.forgotten)).toThrow('Controller.forgotten states no scope');
  });
});
