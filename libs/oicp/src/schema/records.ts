import type { Inspection } from './inspection.js';
import type { Conformant, Kind, Received } from './kind.js';
import { reportSingle } from './list.js';
import type { Violation } from './violation.js';

/** One entry of a page, at its original index, with its own violations; their pointers are relative to the entry. */
export interface RecordReading<Value> {
  /** An empty object if the entry is not an object, which the violations say. */
  readonly value: Value;
  /** In the order of reading. */
  readonly violations: readonly Violation[];
}

/** The entries of a page. Each has its own violations: one bad record never costs the page. */
export function records<K extends Kind<unknown, object>>(entry: K): RecordsKind<K> {
  return new RecordsKind(entry);
}

export class RecordsKind<K extends Kind<unknown, object>> implements Kind<
  readonly Conformant<K>[],
  readonly RecordReading<Received<K>>[]
> {
  declare readonly types?: {
    readonly strict: readonly Conformant<K>[];
    readonly lenient: readonly RecordReading<Received<K>>[];
  };

  constructor(readonly entry: K) {}

  read(found: unknown, inspection: Inspection): readonly RecordReading<Received<K>>[] {
    if (!Array.isArray(found)) {
      reportSingle(found, inspection);
      return [this.readEntry(found, inspection)];
    }
    return found.map((each: unknown, index) => {
      inspection.enter(index);
      const reading = this.readEntry(each, inspection);
      inspection.leave();
      return reading;
    });
  }

  toWire(value: unknown): unknown {
    return Array.isArray(value) ? value.map((each: unknown) => this.entry.toWire(each)) : value;
  }

  private readEntry(found: unknown, ofPage: Inspection): RecordReading<Received<K>> {
    const inspection = ofPage.ofRecord();
    const value = this.entry.read(found ?? null, inspection) ?? {};
    return { value: value as Received<K>, violations: inspection.violations };
  }
}
