import type { VirtualEvse } from './virtual-evse.js';

/** What a pull by `LastCall` says of one charging point. */
export interface Delta {
  readonly deltaType: 'insert' | 'update' | 'delete';
  readonly evse: VirtualEvse;
}

interface Entry extends Delta {
  readonly at: number;
}

/** What changed when. What came of several changes to one charging point is compared with how it was, as HBS does. */
export class ChangeLog {
  private readonly entries: Entry[] = [];

  /** Before `foundedAt`, milliseconds since 1970, there was nothing. */
  constructor(private readonly foundedAt: number) {}

  enter(delta: Delta, at: number): void {
    this.entries.push({ ...delta, at });
  }

  /** `present`: the network as it is, by identity. A change in the very millisecond is reported, rather twice than never. */
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
