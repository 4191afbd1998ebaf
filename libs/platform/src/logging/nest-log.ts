import type { LoggerService } from '@nestjs/common';
import { defineAlarms } from './alarm.js';
import type { Log } from './log.js';

export const nestAlarms = defineAlarms({
  FRAMEWORK_WARNING: {
    level: 'warn',
    means: 'NestJS reports something unusual',
    act: 'Read the fields of the line; if it repeats, report it with the version of the suite.',
  },
  FRAMEWORK_ERROR: {
    level: 'error',
    means: 'NestJS reports an error that no part of ours handled',
    act: 'Read the fields of the line and report it with the version of the suite: every expected failure has a code of its own.',
  },
});

/** Nest's own lines, in our log: its chatter at debug, its complaints as alarms. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, context?: unknown): void {
    this.target.debug(String(message), { context });
  }

  debug(message: unknown, context?: unknown): void {
    this.target.debug(String(message), { context });
  }

  verbose(message: unknown, context?: unknown): void {
    this.target.debug(String(message), { context });
  }

  warn(message: unknown, context?: unknown): void {
    this.target.raise(nestAlarms.FRAMEWORK_WARNING, { detail: message, context });
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    this.target.raise(nestAlarms.FRAMEWORK_ERROR, { detail: message, context: rest });
  }

  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.error(message, ...rest);
  }
}
