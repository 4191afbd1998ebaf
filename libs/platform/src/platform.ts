import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Readiness } from './health/readiness.js';
import { Log } from './logging/log.js';

/** What a process has before its NestJS application exists. */
export interface Platform {
  readonly service: string;
  readonly log: Log;
  readonly metrics: Registry;
  readonly readiness: Readiness;
  /** Instances of the settings classes the service declared. */
  readonly settings: readonly object[];
}

/** Which service this process is. Injected by class, like everything that {@link platformModule} offers. */
export class ServiceName {
  constructor(readonly value: string) {}
}

@Global()
@Module({})
class PlatformModule {}

/** Offers log, metrics, readiness, service name and every settings class to the whole application, by their classes. */
export function platformModule(platform: Platform): DynamicModule {
  const offered = [
    { provide: Log, useValue: platform.log },
    { provide: Registry, useValue: platform.metrics },
    { provide: Readiness, useValue: platform.readiness },
    { provide: ServiceName, useValue: new ServiceName(platform.service) },
    ...platform.settings.map((each) => ({ provide: each.constructor, useValue: each })),
  ];
  return { module: PlatformModule, providers: offered, exports: offered.map(({ provide }) => provide) };
}
