import type { VirtualEvse } from './virtual-evse.js';

/** The change of one charging point in a pull by `LastCall`. */
export interface Delta {
  readonly deltaType: 'insert' | 'update' | 'delete';
  readonly evse: VirtualEvse;
}

interface Entry extends Delta {
  readonly at: number;
}

/** The changes of the network. Several changes of one charging point are combined into one, as HBS does. */
export class ChangeLog {
  private readonly entries: Entry[] = [];

  /** @param foundedAt milliseconds since 1970, before which the network was empty */
  constructor(private readonly foundedAt: number) {}

  /** Adds a change. @param at milliseconds since 1970 */
  enter(delta: Delta, at: number): void {
    this.entries.push({ ...delta, at });
  }

  /**
   * The changes since a moment. One in the same millisecond is included: better twice than never.
   *
   * @param present the network as it is, by identity
   */
  since(epochMs: number, present: ReadonlyMap<string, VirtualEvse>): readonly Delta[] {
    if (epochMs < this.foundedAt) return [...present.values()].map((evse) => ({ deltaType: 'insert', evse }));
    const missed = new Map<string, { readonly first: Entry; readonly last: Entry }>();
    for (const entry of this.entries) {
      if (entry.at < epochMs) continue;
      const { identity } = entry.evse;
      missed.set(identity, { first: missed.get(identity)?.first ?? entry, last: entry });
    }
    return [...missed.values()].flatMap(({ first, last }): Delta[] => {
      const evse = present.get(last.evse.identity);
      const existed = first.deltaType !== 'insert';
      if (evse) return [{ deltaType: existed ? 'update' : 'insert', evse }];
      return existed ? [{ deltaType: 'delete', evse: last.evse }] : [];
    });
  }
}
