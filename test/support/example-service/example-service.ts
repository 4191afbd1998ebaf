import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import {
  handlersOf,
  MessagingModule,
  startMicroservice,
  type CallContext,
  type CloudEvent,
  type ConsumerOptions,
  type Outcome,
  type WithBytes,
} from '#messaging';
import { PersistenceModule } from '#persistence';
import type { VirtualHost } from '../virtual-host.js';
import { testPlatform, type TestPlatform } from '../test-platform.js';
import type { TestDatabase } from '../database.js';
import { ExampleBehaviour } from './behaviour.js';
import { exampleMessages, type ExampleMessages } from './messages.js';
import { exampleDatabase } from './example-database.js';

const { RpcHandler, StreamHandler, EventHandler, IntakeHandler } = handlersOf<ExampleMessages>();

interface Named {
  readonly name: string;
}

@Controller()
class ExampleController {
  constructor(private readonly behaviour: ExampleBehaviour) {}

  @RpcHandler('bench.work')
  async work(request: Named, context: CallContext): Promise<Named> {
    this.behaviour.worked.push(request.name);
    return await this.behaviour.work(request, context);
  }

  @RpcHandler('bench.work-once')
  async workOnce(request: Named): Promise<Named> {
    this.behaviour.workedOnce.push(request.name);
    return await this.behaviour.workOnce(request);
  }

  @RpcHandler('hall.work')
  async workInHall(request: Named, context: CallContext): Promise<Named> {
    return await this.behaviour.work(request, context);
  }

  @RpcHandler('hall.fetch')
  async fetch(request: Named): Promise<WithBytes<{ status: number }>> {
    return await this.behaviour.fetch(request);
  }

  @StreamHandler('bench.count')
  async *count({ to }: { to: number }): AsyncGenerator<WithBytes<{ number: number }>> {
    yield* this.behaviour.count(to);
  }

  @EventHandler('thing.made')
  async made(event: CloudEvent<Named>): Promise<Outcome> {
    this.behaviour.events.push(event);
    return await this.behaviour.onEvent(event);
  }

  @IntakeHandler('things.to-make')
  async toMake(body: WithBytes<Named>, signal: AbortSignal): Promise<Outcome> {
    this.behaviour.intakes.push(body);
    return await this.behaviour.onIntake(body, signal);
  }
}

export interface RunningExample {
  readonly application: INestMicroservice;
  readonly behaviour: ExampleBehaviour;
  readonly platform: TestPlatform;
}

export interface ExampleOptions {
  readonly host: Pick<VirtualHost, 'settings'>;
  /** With a database, it has an outbox and relays it. */
  readonly database?: Pick<TestDatabase, 'settings'>;
  readonly behaviour?: ExampleBehaviour;
  readonly consumers?: Partial<ConsumerOptions>;
}

/** Runs the example service as a NestJS microservice in this process. */
export async function startExample(options: ExampleOptions): Promise<RunningExample> {
  const { host, database, behaviour = new ExampleBehaviour(), consumers } = options;
  const platform = testPlatform('cdr', host.settings, ...(database ? [database.settings] : []));

  @Module({
    imports: [
      ...(database ? [PersistenceModule.forService(exampleDatabase)] : []),
      MessagingModule.forService({
        map: exampleMessages,
        publishesEvents: database !== undefined,
        enqueuesTo: ['things.to-make'],
        consumers: { retryDelays: [100, 200], attempts: 3, ...consumers },
      }),
    ],
    controllers: [ExampleController],
    providers: [{ provide: ExampleBehaviour, useValue: behaviour }],
  })
  class ExampleModule {}

  return { application: await startMicroservice(platform, ExampleModule), behaviour, platform };
}
