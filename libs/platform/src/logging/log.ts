import { pino, type DestinationStream, type Logger } from 'pino';
import pretty from 'pino-pretty';
import { Counter, type Registry } from 'prom-client';
import type { Alarm } from './alarm.js';
import { currentCorrelation } from './correlation.js';
import { maskValue, maskText } from './mask.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The log of a process. Lines are JSON with the service, their trace, and masked fields. What a person may have to act on
 * is not logged but raised as an {@link Alarm}.
 */
export class Log {
  constructor(
    private readonly pino: Logger,
    private readonly alarms?: Counter<'code'>,
  ) {}

  /** The same log; its lines name the part of the service that writes them. */
  of(part: string): Log {
    return new Log(this.pino.child({ part }), this.alarms);
  }

  /** Writes a line at level `debug`. */
  debug(message: string, fields: Fields = {}): void {
    if (this.pino.isLevelEnabled('debug')) this.pino.debug(maskValue(fields), maskText(message));
  }

  /** Writes a line at level `info`. Fields that are costly to compute can be a function, which runs only if the line is written. */
  info(message: string, fields: Fields | (() => Fields) = {}): void {
    if (!this.pino.isLevelEnabled('info')) return;
    this.pino.info(maskValue(typeof fields === 'function' ? fields() : fields), maskText(message));
  }

  /** Writes the alarm as a line, and counts it. */
  raise(alarm: Alarm, fields: Fields = {}): void {
    this.alarms?.inc({ code: alarm.code });
    this.pino[alarm.level]({ ...(maskValue(fields) as Fields), code: alarm.code }, alarm.means);
  }
}

/** How a process logs. */
export interface LogOptions {
  /** Named in every line. */
  readonly service: string;
  /** Least severe level that is written, as pino names it. */
  readonly level: string;
  /** `auto`: `pretty` in a terminal, else `json`. */
  readonly format: 'auto' | 'json' | 'pretty';
  /** Where alarms are counted. */
  readonly metrics?: Registry;
  /** Where lines are written; standard output by default. */
  readonly destination?: DestinationStream;
}

/** The log of a process; one for each process. */
export function createLog({ service, level, format, metrics, destination }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => traceOf(currentCorrelation()?.traceId),
    },
    destination ?? (isPretty(format) ? prettyStream() : pino.destination({ sync: true })),
  );
  const alarms =
    metrics &&
    new Counter({ name: 'alarms_total', help: 'Alarms by code', labelNames: ['code'], registers: [metrics] });
  return new Log(logger, alarms);
}

function traceOf(traceId: string | undefined): object {
  return traceId === undefined ? {} : { traceId };
}

function isPretty(format: LogOptions['format']): boolean {
  return format === 'pretty' || (format === 'auto' && process.stdout.isTTY);
}

function prettyStream(): DestinationStream {
  return pretty({
    colorize: process.stdout.isTTY || process.env['FORCE_COLOR'] !== undefined,
    ignore: 'pid,hostname,service,part,traceId',
    translateTime: 'SYS:HH:MM:ss.l',
    messageFormat: '{service}: {msg}',
    singleLine: true,
    sync: true,
  });
}
