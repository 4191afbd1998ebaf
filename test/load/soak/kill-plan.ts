/** Processes that die in the soak of charge detail records; never the sandbox, which remembers in memory what was sent. */
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
/** RabbitMQ 3.10, killed within a second of declaring a quorum queue, may bring it back without a leader. */
const QUIET_START_MS = 5_000;
/** After the last kill records still come, so that each process also has to work again. */
const QUIET_END_MS = 3_000;

/** A plan has no room within the time that the sending takes. */
export class NoRoomForKillsError extends Error {}

/**
 * Each victim dies so many times, once in each of as many equal parts of the time of sending, at a moment of `random`.
 *
 * @throws {NoRoomForKillsError}
 */
export function killPlan(random: () => number, kills: number, sendingMs: number): readonly Kill[] {
  const part = (sendingMs - QUIET_START_MS - QUIET_END_MS) / kills;
  const least = kills > 1 ? LEAST_BETWEEN_MS : 1_000;
  if (part < least) {
    const needed = Math.ceil((QUIET_START_MS + QUIET_END_MS + kills * least) / 1_000);
    throw new NoRoomForKillsError(
      `${kills} kills of each process need ${needed} s of sending, and these are ${Math.floor(sendingMs / 1_000)}: send more records, or more slowly, or kill less often`,
    );
  }
  const plan = Array.from({ length: kills }, (_, index) =>
    victims.map((victim) => ({ victim, atMs: Math.round(QUIET_START_MS + (index + random()) * part) })),
  );
  return plan.flat().toSorted((one, other) => one.atMs - other.atMs);
}
