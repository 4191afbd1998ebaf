/**
 * The base of every process of the suite: settings checked at start, logs with correlation and masking, health and metrics,
 * an orderly shutdown.
 */
export { backoff, type BackoffOptions } from './backoff.js';
export { CodedError, codeOf, messageOf, type Severity } from './coded-error.js';
export { finishesWithin, within } from './within.js';
export { Readiness, type ReadinessCheck, type ReadinessReport } from './health/readiness.js';
export { INSTANT_PATTERN, readInstant, type InstantReading } from './instant/read-instant.js';
export { awaitListening, closeIdleConnectionsDuring, PortInUseError } from './listen.js';
export { defineAlarms, type Alarm } from './logging/alarm.js';
export {
  currentCorrelation,
  currentTraceparent,
  runCorrelated,
  runInTrace,
  traceIdOf,
} from './logging/correlation.js';
export { createLog, Log, type LogOptions } from './logging/log.js';
export { maskIdentity, maskText, maskValue } from './logging/mask.js';
export { NestLog, nestAlarms } from './logging/nest-log.js';
export { ThrottledAlarm } from './logging/throttled-alarm.js';
export { ThrottledAlarms } from './logging/throttled-alarms.js';
export { rejectOnAbort } from './reject-on-abort.js';
export { pause } from './pause.js';
export { platformModule, ServiceName, type Platform } from './platform.js';
export { EXIT_WRONG_SETTINGS, runService, serviceAlarms, type ServiceDefinition } from './run-service.js';
export * as kinds from './settings/kinds.js';
export { loadSettings, type ChecksItself, type SettingsClass } from './settings/load-settings.js';
export { PlatformSettings } from './settings/platform-settings.js';
export {
  AtLeast,
  Setting,
  settingsOf,
  type SettingDecorator,
  type SettingDescription,
} from './settings/setting.js';
export { SettingsError, type SettingProblem } from './settings/settings-error.js';
