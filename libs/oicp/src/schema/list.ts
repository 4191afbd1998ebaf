import { described } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Conformant, Kind, Received } from './kind.js';
import { isAbsent } from './kind.js';

export interface ListOptions {
  readonly least?: number;
  readonly most?: number;
}

/** Values of one kind in order. A null or unreadable entry is left out and reported. */
export function list<K extends Kind<unknown>>(entry: K, options: ListOptions = {}): ListKind<K> {
  return new ListKind(entry, options);
}

export class ListKind<K extends Kind<unknown>> implements Kind<
  readonly Conformant<K>[],
  readonly Received<K>[]
> {
  declare readonly types?: {
    readonly strict: readonly Conformant<K>[];
    readonly lenient: readonly Received<K>[];
  };

  private readonly least: number;
  private readonly most: number;

  constructor(
    readonly entry: K,
    options: ListOptions,
  ) {
    this.least = options.least ?? 0;
    this.most = options.most ?? Number.POSITIVE_INFINITY;
  }

  read(found: unknown, inspection: Inspection): readonly Received<K>[] {
    if (!Array.isArray(found)) return this.readSingle(found, inspection);
    const entries: unknown[] = inspection.owns ? found : found.slice();
    this.checkLength(entries.length, inspection);
    let lost = false;
    for (let index = 0; index < entries.length; index += 1) {
      const each: unknown = entries[index];
      inspection.enter(index);
      const read = this.readEntry(each, inspection);
      inspection.leave();
      if (read === undefined) lost = true;
      if (read !== each) entries[index] = read;
    }
    return (lost ? entries.filter((each) => each !== undefined) : entries) as readonly Received<K>[];
  }

  toWire(value: unknown): unknown {
    return Array.isArray(value) ? value.map((each: unknown) => this.entry.toWire(each)) : value;
  }

  private readSingle(found: unknown, inspection: Inspection): readonly Received<K>[] {
    reportSingle(found, inspection);
    const value = this.entry.read(found, inspection) as Received<K> | undefined;
    return value === undefined ? [] : [value];
  }

  private readEntry(found: unknown, inspection: Inspection): unknown {
    if (!isAbsent(found)) return this.entry.read(found, inspection);
    inspection.report('missing', 'is null');
    return undefined;
  }

  private checkLength(length: number, inspection: Inspection): void {
    if (length < this.least) inspection.report('too-few', `has ${length} entries, fewer than ${this.least}`);
    if (length > this.most) inspection.report('too-many', `has ${length} entries, more than ${this.most}`);
  }
}

export function reportSingle(found: unknown, inspection: Inspection): void {
  inspection.report('single-for-list', `is ${described(found)} instead of a list`);
}
