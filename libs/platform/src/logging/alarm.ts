/**
 * Something that a person may have to act on. `docs/operations.md` lists every alarm, and the metric `alarms_total` counts
 * them by code.
 */
export interface Alarm {
  /** Stable, in upper case: `BROKER_AWAY`. */
  readonly code: string;
  /** Level of its log line. */
  readonly level: 'warn' | 'error' | 'fatal';
  /** What has happened, one sentence without a full stop; the message of the log line. */
  readonly means: string;
  /** What to do, one or two sentences in the imperative. */
  readonly act: string;
}

/** Declares the alarms of a library or service; the key of each becomes its code. */
export function defineAlarms<const K extends string>(
  alarms: Record<K, Omit<Alarm, 'code'>>,
): Readonly<Record<K, Alarm>> {
  const entries = Object.entries<Omit<Alarm, 'code'>>(alarms);
  return Object.fromEntries(entries.map(([code, alarm]) => [code, { code, ...alarm }])) as Record<K, Alarm>;
}
