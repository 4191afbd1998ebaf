import { Registry } from 'prom-client';
import { Readiness, type Platform } from '#platform';
import { recordedLog, type RecordedLog } from './recorded-log.js';

export interface TestPlatform extends Platform {
  readonly recorded: RecordedLog;
}

/** The platform that `runService` gives a service, with a log that the test can read. */
export function testPlatform(service: string, ...settings: object[]): TestPlatform {
  const recorded = recordedLog();
  return {
    service,
    settings,
    recorded,
    log: recorded.log,
    metrics: new Registry(),
    readiness: new Readiness(),
  };
}
