import { collectDefaultMetrics, Registry } from 'prom-client';
import { CodedError, messageOf } from './coded-error.js';
import { finishesWithin } from './finishes-within.js';
import { HealthServer } from './health/health-server.js';
import { Readiness } from './health/readiness.js';
import { PortInUseError } from './listen.js';
import { defineAlarms } from './logging/alarm.js';
import { createLog, type Log } from './logging/log.js';
import type { Platform } from './platform.js';
import { loadSettings, type SettingsClass } from './settings/load-settings.js';
import { PlatformSettings } from './settings/platform-settings.js';
import { SettingsError } from './settings/settings-error.js';

/** Exit code of a process that was told something it cannot start with (EX_CONFIG); restarting will not help. */
export const EXIT_WRONG_SETTINGS = 78;

export const serviceAlarms = defineAlarms({
  SERVICE_CRASHED: {
    level: 'fatal',
    means: 'A service ends because of an error that nothing handled',
    act: 'It is restarted by its supervisor. Report the error in the line with the version of the suite.',
  },
  SHUTDOWN_CUT_SHORT: {
    level: 'error',
    means: 'A service did not finish its work within SHUTDOWN_GRACE and ends without it',
    act: 'Unfinished messages return to their queues by themselves. If it repeats, raise SHUTDOWN_GRACE or look for a hanging dependency.',
  },
});

export interface ServiceDefinition {
  readonly name: string;
  /** Settings classes beside {@link PlatformSettings}. */
  readonly settings: readonly SettingsClass[];
  /** Builds and starts the application; resolves when it takes work. */
  start(platform: Platform): Promise<{ close(): Promise<void> }>;
}

/**
 * Runs a service as this process: settings, log, health, application, and an ordered end on SIGTERM or SIGINT.
 * Exits with 0 after a drained end, 1 after an error, {@link EXIT_WRONG_SETTINGS} for settings that cannot work.
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
  // Of a supervisor that was killed nothing else is heard than that its channel closes.
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
