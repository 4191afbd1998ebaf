/** Processes that die in the soak of the replica; not the sandbox, which is HBS. */
export const pageVictims = ['evse-sync', 'gateway', 'rabbitmq', 'postgres'] as const;

export type PageVictim = (typeof pageVictims)[number];

export interface PageKill {
  readonly victim: PageVictim;
  /** Dies when this many pages are in the replica. */
  readonly atPage: number;
}

/** RabbitMQ 3.10, killed within a second of declaring a quorum queue, may restart it without a leader. */
const QUIET_PAGES = 3;
/** Pages between two kills, so that the process works again and each kill meets a running pull. */
const LEAST_BETWEEN = 2;

/** The pull has too few pages for the kills; the message says how many it needs. */
export class PageKillPlanError extends Error {}

/**
 * Each victim dies `kills` times, in an order and at pages of `random`: one kill in each of as many equal parts of the
 * pull as there are kills.
 *
 * @throws {PageKillPlanError}
 */
export function pageKills(
  random: () => number,
  { victims, kills, pages }: { victims: readonly PageVictim[]; kills: number; pages: number },
): readonly PageKill[] {
  const ordered = Array.from({ length: kills }, () => victims)
    .flat()
    .map((victim) => ({ victim, rank: random() }))
    .toSorted((one, other) => one.rank - other.rank);
  const part = (pages - QUIET_PAGES - 1) / ordered.length;
  if (part < LEAST_BETWEEN) {
    const needed = QUIET_PAGES + 1 + ordered.length * LEAST_BETWEEN;
    throw new PageKillPlanError(
      `${ordered.length} kills need a pull of ${needed} pages, and this one has ${pages}: pull more charging points, or kill less often`,
    );
  }
  return ordered.map(({ victim }, index) => {
    const spare = Math.max(0, part - LEAST_BETWEEN);
    return { victim, atPage: QUIET_PAGES + Math.floor(index * part + random() * spare) };
  });
}
