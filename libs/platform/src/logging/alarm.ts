/**
 * A kind of event that a person may have to act on. It has a stable code, under which `docs/operations.md` says
 * what it means and what to do, and under which the metric `alarms_total` counts it.
 */
export interface Alarm {
  readonly code: string;
  readonly level: 'warn' | 'error' | 'fatal';
  /** What has happened, one sentence. */
  readonly means: string;
  /** What to do, one or two sentences. */
  readonly act: string;
}

/** Declares the alarms of a library or service; the key of each becomes its code. */
export function defineAlarms<const K extends string>(
  alarms: Record<K, Omit<Alarm, 'code'>>,
): Readonly<Record<K, Alarm>> {
  const entries = Object.entries<Omit<Alarm, 'code'>>(alarms);
  return Object.fromEntries(entries.map(([code, alarm]) => [code, { code, ...alarm }])) as Record<K, Alarm>;
}
