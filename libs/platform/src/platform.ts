import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Readiness } from './health/readiness.js';
import { Log } from './logging/log.js';

/** What a process has before its NestJS application exists. */
export interface Platform {
  /** Name of the service, as in logs and queues. */
  readonly service: string;
  /** The log of the process. */
  readonly log: Log;
  /** Where metrics are registered, served at `/metrics`. */
  readonly metrics: Registry;
  /** Where parts register what `/readyz` checks. */
  readonly readiness: Readiness;
  /** Instances of the settings classes the service declared. */
  readonly settings: readonly object[];
}

/** The name of this process's service. Injected by class, like everything that {@link platformModule} provides. */
export class ServiceName {
  constructor(readonly value: string) {}
}

@Global()
@Module({})
class PlatformModule {}

/** Provides log, metrics, readiness, service name and every settings class to the whole application, by their classes. */
export function platformModule(platform: Platform): DynamicModule {
  const provided = [
    { provide: Log, useValue: platform.log },
    { provide: Registry, useValue: platform.metrics },
    { provide: Readiness, useValue: platform.readiness },
    { provide: ServiceName, useValue: new ServiceName(platform.service) },
    ...platform.settings.map((each) => ({ provide: each.constructor, useValue: each })),
  ];
  return { module: PlatformModule, providers: provided, exports: provided.map(({ provide }) => provide) };
}
