import { ChangeLog, type Delta } from './change-log.js';
import type { VirtualEvse } from './virtual-evse.js';

/** Every charging point that HBS has, and what changed since when. */
export class EvseNetwork {
  private readonly evses = new Map<string, VirtualEvse>();
  private readonly removed = new Map<string, VirtualEvse>();
  private readonly log: ChangeLog;
  private listed: readonly VirtualEvse[] | undefined;
  private changes = 0;

  /** `now`: milliseconds since 1970, by HBS's clock. */
  constructor(
    evses: Iterable<VirtualEvse>,
    private readonly now: () => number = Date.now,
  ) {
    // As with an upload to HBS, the last record of an EvseID counts.
    for (const evse of evses) this.evses.set(evse.identity, evse);
    this.log = new ChangeLog(this.now());
  }

  /** In an order that changes do not touch. */
  get all(): readonly VirtualEvse[] {
    this.listed ??= [...this.evses.values()];
    return this.listed;
  }

  /** Grows with each change: what was found out about the network holds as long as this does. */
  get version(): number {
    return this.changes;
  }

  /** What was there once and can come back. */
  get gone(): readonly VirtualEvse[] {
    return [...this.removed.values()];
  }

  find(identity: string): VirtualEvse | undefined {
    return this.evses.get(identity);
  }

  /** What an EMP that last asked at this instant has missed. */
  since(epochMs: number): readonly Delta[] {
    return this.log.since(epochMs, this.evses);
  }

  insert(evse: VirtualEvse): void {
    this.evses.set(evse.identity, evse);
    this.removed.delete(evse.identity);
    this.enter('insert', evse);
  }

  update(evse: VirtualEvse): void {
    evse.change(this.now());
    this.enter('update', evse);
  }

  delete(evse: VirtualEvse): void {
    this.evses.delete(evse.identity);
    this.removed.set(evse.identity, evse);
    this.enter('delete', evse);
  }

  /** Another network takes the place of this one; an EMP learns of the differences by its next delta. */
  replace(evses: Iterable<VirtualEvse>): void {
    const coming = new Map([...evses].map((evse) => [evse.identity, evse]));
    for (const evse of this.all) if (!coming.has(evse.identity)) this.delete(evse);
    const present = new Map(this.evses);
    this.evses.clear();
    for (const [identity, evse] of coming) {
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
