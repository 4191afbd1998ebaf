import { ChangeLog, type Delta } from './change-log.js';
import type { VirtualEvse } from './virtual-evse.js';

/** All charging points at HBS, and their changes. */
export class EvseNetwork {
  private readonly evses = new Map<string, VirtualEvse>();
  private readonly removed = new Map<string, VirtualEvse>();
  private readonly log: ChangeLog;
  private listed: readonly VirtualEvse[] | undefined;
  private changes = 0;

  /** @param now the clock of HBS, milliseconds since 1970 */
  constructor(
    evses: Iterable<VirtualEvse>,
    private readonly now: () => number = Date.now,
  ) {
    // As with an upload to HBS, the last record of an EvseID counts.
    for (const evse of evses) this.evses.set(evse.identity, evse);
    this.log = new ChangeLog(this.now());
  }

  /** All charging points, in an order that does not depend on changes. */
  get all(): readonly VirtualEvse[] {
    this.listed ??= [...this.evses.values()];
    return this.listed;
  }

  /** Grows with each change, so that results about the network can be cached. */
  get version(): number {
    return this.changes;
  }

  /** Charging points that were deleted and can be restored. */
  get gone(): readonly VirtualEvse[] {
    return [...this.removed.values()];
  }

  /** The charging point with this identity. */
  find(identity: string): VirtualEvse | undefined {
    return this.evses.get(identity);
  }

  /** The changes since a moment, milliseconds since 1970. */
  since(epochMs: number): readonly Delta[] {
    return this.log.since(epochMs, this.evses);
  }

  /** Adds a charging point. */
  insert(evse: VirtualEvse): void {
    this.evses.set(evse.identity, evse);
    this.removed.delete(evse.identity);
    this.enter('insert', evse);
  }

  /** Changes the record of a charging point. */
  update(evse: VirtualEvse): void {
    evse.change(this.now());
    this.enter('update', evse);
  }

  /** Deletes a charging point. */
  delete(evse: VirtualEvse): void {
    this.evses.delete(evse.identity);
    this.removed.set(evse.identity, evse);
    this.enter('delete', evse);
  }

  /** Replaces the network; the next delta contains the differences. */
  replace(evses: Iterable<VirtualEvse>): void {
    const added = new Map([...evses].map((evse) => [evse.identity, evse]));
    for (const evse of this.all) if (!added.has(evse.identity)) this.delete(evse);
    const present = new Map(this.evses);
    this.evses.clear();
    for (const [identity, evse] of added) {
      this.evses.set(identity, evse);
      const before = present.get(identity);
      if (!before) this.enter('insert', evse);
      else if (JSON.stringify(before.record) !== JSON.stringify(evse.record)) this.enter('update', evse);
    }
    this.removed.clear();
    this.listed = undefined;
  }

  private enter(kind: Delta['deltaType'], evse: VirtualEvse): void {
    this.log.enter({ deltaType: kind, evse }, this.now());
    this.changes += 1;
    this.listed = undefined;
  }
}
