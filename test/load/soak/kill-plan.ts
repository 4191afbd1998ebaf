/** Processes that die in the soak of charge detail records; not the sandbox, which has in memory what was sent. */
export const victims = ['gateway', 'cdr', 'rabbitmq', 'postgres'] as const;
export type Victim = (typeof victims)[number];

export interface Kill {
  readonly victim: Victim;
  /** Milliseconds after the sending has begun. */
  readonly atMs: number;
}

/**
 * The supervisor gives a process up after five deaths in a minute. One kill in each 20 s makes at most four.
 */
const LEAST_BETWEEN_MS = 20_000;
/** RabbitMQ 3.10, killed within a second of declaring a quorum queue, may restart it without a leader. */
const QUIET_START_MS = 5_000;
/** Records are sent after the last kill, too, so that each process also has to work again. */
const QUIET_END_MS = 3_000;

/** The sending is too short for the kills; the message says how long it must be. */
export class KillPlanError extends Error {}

/**
 * Each victim dies `kills` times: once in each of as many equal parts of the sending, at a moment of `random`.
 *
 * @throws {KillPlanError}
 */
export function killPlan(random: () => number, kills: number, sendingMs: number): readonly Kill[] {
  const part = (sendingMs - QUIET_START_MS - QUIET_END_MS) / kills;
  const least = kills > 1 ? LEAST_BETWEEN_MS : 1_000;
  if (part < least) {
    const needed = Math.ceil((QUIET_START_MS + QUIET_END_MS + kills * least) / 1_000);
    throw new KillPlanError(
      `${kills} kills of each process need ${needed} s of sending, and these are ${Math.floor(sendingMs / 1_000)}: send more records, or more slowly, or kill less often`,
    );
  }
  const plan = Array.from({ length: kills }, (_, index) =>
    victims.map((victim) => ({ victim, atMs: Math.round(QUIET_START_MS + (index + random()) * part) })),
  );
  return plan.flat().toSorted((one, other) => one.atMs - other.atMs);
}
