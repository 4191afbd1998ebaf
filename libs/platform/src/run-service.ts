import { collectDefaultMetrics, Registry } from 'prom-client';
import { CodedError, messageOf } from './coded-error.js';
import { finishesWithin } from './within.js';
import { HealthServer } from './health/health-server.js';
import { Readiness } from './health/readiness.js';
import { PortInUseError } from './listen.js';
import { defineAlarms } from './logging/alarm.js';
import { createLog, type Log } from './logging/log.js';
import type { Platform } from './platform.js';
import { loadSettings, type SettingsClass } from './settings/load-settings.js';
import { PlatformSettings } from './settings/platform-settings.js';
import { SettingsError } from './settings/settings-error.js';

/** Exit code of a process with settings that it cannot start with (EX_CONFIG); restarting does not help. */
export const EXIT_WRONG_SETTINGS = 78;

/** How a service may end other than as asked; see `docs/operations.md`. */
export const serviceAlarms = defineAlarms({
  SERVICE_CRASHED: {
    level: 'fatal',
    means: 'A service stopped because of an unhandled error',
    act: 'Its supervisor restarts it. Report the error in the line with the version of the suite.',
  },
  SHUTDOWN_CUT_SHORT: {
    level: 'error',
    means: 'A service did not finish its work within SHUTDOWN_GRACE and stopped without it',
    act: 'Do nothing if it happens once: unfinished messages return to their queues by themselves. If it repeats, raise SHUTDOWN_GRACE or look for a hanging dependency.',
  },
});

/** A service to run as a process. */
export interface ServiceDefinition {
  /** As in logs and queues: `evse-sync`. */
  readonly name: string;
  /** Settings classes besides {@link PlatformSettings}. */
  readonly settings: readonly SettingsClass[];
  /** Builds and starts the application; resolves once it takes work. */
  start(platform: Platform): Promise<{ close(): Promise<void> }>;
}

/**
 * Runs a service as this process: settings, log, health, application, and an orderly shutdown on SIGTERM or SIGINT. Exits
 * with 0 after all work is finished, 1 after an error, {@link EXIT_WRONG_SETTINGS} for wrong settings.
 */
export async function runService(definition: ServiceDefinition): Promise<void> {
  try {
    await start(definition);
  } catch (error) {
    if (isWrongSetting(error)) {
      process.stderr.write(`${definition.name} cannot start. ${error.message}\n`);
      process.exit(EXIT_WRONG_SETTINGS);
    }
    process.stderr.write(`${definition.name} cannot start. ${describe(error)}\n`);
    process.exit(1);
  }
}

async function start(definition: ServiceDefinition): Promise<void> {
  const { name } = definition;
  const [own, ...settings] = loadSettings([PlatformSettings, ...definition.settings], process.env);
  const metrics = new Registry();
  metrics.setDefaultLabels({ service: name });
  collectDefaultMetrics({ register: metrics });
  const log = createLog({ service: name, level: own.LOG_LEVEL, format: own.LOG_FORMAT, metrics });
  const readiness = new Readiness();
  readiness.add('start', () => {
    throw new Error('the service is still starting');
  });
  const health = new HealthServer(name, readiness, metrics);
  await health.listen(own.HEALTH_PORT);
  exitOnUnhandledError(log);

  const ending = { started: false };
  const stopEarly = (): never => process.exit(0);
  process.once('SIGTERM', stopEarly).once('SIGINT', stopEarly);
  const application = await definition.start({
    service: name,
    log,
    metrics,
    readiness,
    settings: [own, ...settings],
  });
  process.off('SIGTERM', stopEarly).off('SIGINT', stopEarly);

  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (ending.started) return;
    ending.started = true;
    log.info('stopping', { signal });
    const drained = await finishesWithin(own.SHUTDOWN_GRACE, application.close());
    if (!drained) log.raise(serviceAlarms.SHUTDOWN_CUT_SHORT, { grace: own.SHUTDOWN_GRACE });
    await health.close();
    log.info('stopped');
    process.exit(drained ? 0 : 1);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  // A supervisor that was killed sends no signal; only its channel closes.
  process.on('disconnect', () => void stop('SIGTERM'));
  readiness.remove('start');
  log.info('started', { health: own.HEALTH_PORT });
}

function exitOnUnhandledError(log: Log): void {
  const crash = (error: unknown): never => {
    log.raise(serviceAlarms.SERVICE_CRASHED, { error });
    process.exit(1);
  };
  process.on('uncaughtException', crash).on('unhandledRejection', crash);
}

function isWrongSetting(error: unknown): error is CodedError {
  return error instanceof SettingsError || error instanceof PortInUseError;
}

function describe(error: unknown): string {
  if (error instanceof CodedError) return [error.message, error.advice].filter(Boolean).join(' ');
  return error instanceof Error ? (error.stack ?? messageOf(error)) : String(error);
}
