/** The states of a run, of whatever kind; the last three are its end. */
export const runStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
/** A state of a run. */
export type RunState = (typeof runStates)[number];

/** A run as its service stores it. */
export interface StoredRun {
  /** A random UUID. */
  readonly id: string;
  /** Its state, whatever word the table has for it. */
  readonly state: RunState;
}
