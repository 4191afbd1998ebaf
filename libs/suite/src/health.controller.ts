import { Controller, Inject, type Type } from '@nestjs/common';
import { Readiness } from '#platform';
import type { AskedService, HealthReport } from './health.messages.js';
import { RpcHandler } from './suite-messages.js';

/** The controller that answers the gateway's calls for the health of a service. */
export function healthControllerOf(service: AskedService): Type {
  @Controller()
  class HealthController {
    constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

    @RpcHandler(`${service}.health`)
    async report(): Promise<HealthReport> {
      const { ready, waiting } = await this.readiness.report();
      return { ready, waiting: [...waiting] };
    }
  }
  return HealthController;
}
