import type { LoggerService } from '@nestjs/common';
import { defineAlarms } from './alarm.js';
import type { Log } from './log.js';

/** What NestJS reports that no part of this suite handled; see `docs/operations.md`. */
export const nestAlarms = defineAlarms({
  FRAMEWORK_WARNING: {
    level: 'warn',
    means: 'NestJS reported something unusual',
    act: 'Read the fields of the line; if it repeats, report it with the version of the suite.',
  },
  FRAMEWORK_ERROR: {
    level: 'error',
    means: 'NestJS reported an error that no part of this suite handled',
    act: 'Read the fields of the line and report it with the version of the suite: every expected failure has a code of its own.',
  },
});

/** Writes NestJS's own lines to our log: information at level `debug`, warnings and errors as alarms. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  /** NestJS's level `log`, here `debug`. */
  log(message: unknown, context?: unknown): void {
    this.target.debug(String(message), { context });
  }

  /** NestJS's level `debug`. */
  debug(message: unknown, context?: unknown): void {
    this.target.debug(String(message), { context });
  }

  /** NestJS's level `verbose`, here `debug`. */
  verbose(message: unknown, context?: unknown): void {
    this.target.debug(String(message), { context });
  }

  /** Raises FRAMEWORK_WARNING. */
  warn(message: unknown, context?: unknown): void {
    this.target.raise(nestAlarms.FRAMEWORK_WARNING, { detail: message, context });
  }

  /** Raises FRAMEWORK_ERROR. */
  error(message: unknown, ...rest: readonly unknown[]): void {
    this.target.raise(nestAlarms.FRAMEWORK_ERROR, { detail: message, context: rest });
  }

  /** Raises FRAMEWORK_ERROR. */
  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.error(message, ...rest);
  }
}
