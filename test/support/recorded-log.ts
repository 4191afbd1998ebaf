import { createLog, type Log } from '#platform';

export interface RecordedLog {
  readonly log: Log;
  /** The lines written so far, as in the log of a service. */
  readonly lines: readonly Record<string, unknown>[];
  /** Codes of the alarms raised so far. */
  alarms(): readonly string[];
}

/** A log whose lines a test can read. */
export function recordedLog(): RecordedLog {
  const lines: Record<string, unknown>[] = [];
  const log = createLog({
    service: 'test',
    level: 'debug',
    format: 'json',
    destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  });
  return {
    log,
    lines,
    alarms: () => lines.map(({ code }) => code).filter((code) => typeof code === 'string'),
  };
}
