import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { RpcClient } from '#messaging';
import {
  askedServices,
  healthReport,
  type AskedService,
  type HealthReport,
  type SuiteMessages,
} from '#suite';
import { messageOf, Readiness } from '#platform';
import { WithoutKey } from '../access/api-key.guard.js';
import { Answers } from '../documentation/answers.js';
import { Refuses } from '../documentation/refuses.js';

const suiteReport = z.object({
  status: z.enum(['ready', 'waiting']),
  services: z.record(z.string(), healthReport),
});

type ServiceReport = Pick<HealthReport, 'ready' | 'waiting'>;

/**
 * The health of the whole suite, for people and dashboards. Not for probes: one dead service must not stop the gateway.
 */
@Controller('readyz')
export class ReadinessController {
  constructor(
    private readonly rpc: RpcClient<SuiteMessages>,
    private readonly own: Readiness,
  ) {}

  /** Asks every service; answers 503 unless all are ready. */
  @Get()
  @WithoutKey()
  @ApiOperation({ summary: 'Shows whether every service is ready', description: 'Needs no key.' })
  @Answers(suiteReport, 200, 'Every service is ready.')
  @Answers(suiteReport, 503, 'The report names what is not ready, and what it is waiting for.')
  @Refuses('PARAMETER_INVALID')
  async report(@Res() reply: FastifyReply): Promise<void> {
    const own = await this.own.report();
    const others = await Promise.all(
      askedServices.map(async (service) => [service, await this.ask(service)] as const),
    );
    const services = { gateway: { ready: own.ready, waiting: own.waiting }, ...Object.fromEntries(others) };
    const ready = Object.values(services).every((each) => each.ready);
    void reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'waiting', services });
  }

  private async ask(service: AskedService): Promise<ServiceReport> {
    try {
      return await this.rpc.call(`${service}.health`, {});
    } catch (error) {
      return { ready: false, waiting: [{ check: 'health', reason: messageOf(error) }] };
    }
  }
}
