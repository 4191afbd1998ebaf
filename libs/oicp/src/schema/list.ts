import { described } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Conformant, Kind, Received } from './kind.js';
import { isAbsent } from './kind.js';

export interface ListOptions {
  readonly least?: number;
  readonly most?: number;
}

/** Values of one kind in their order. A null or unreadable entry is left out and reported. */
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

  constructor(
    readonly entry: K,
    private readonly options: ListOptions,
  ) {}

  read(found: unknown, inspection: Inspection): readonly Received<K>[] {
    const entries = entriesOf(found, inspection);
    this.checkLength(entries.length, inspection);
    const read: Received<K>[] = [];
    for (let index = 0; index < entries.length; index += 1) {
      const each: unknown = entries[index];
      inspection.enter(index);
      if (isAbsent(each)) inspection.report('missing', 'is null');
      else {
        const value = this.entry.read(each, inspection) as Received<K> | undefined;
        if (value !== undefined) read.push(value);
      }
      inspection.leave();
    }
    return read;
  }

  toWire(value: unknown): unknown {
    return Array.isArray(value) ? value.map((each: unknown) => this.entry.toWire(each)) : value;
  }

  private checkLength(length: number, inspection: Inspection): void {
    const { least = 0, most = Number.POSITIVE_INFINITY } = this.options;
    if (length < least) inspection.report('too-few', `has ${length} entries, fewer than ${least}`);
    if (length > most) inspection.report('too-many', `has ${length} entries, more than ${most}`);
  }
}

/** The entries of a list, or the single value that stands in its place. */
export function entriesOf(found: unknown, inspection: Inspection): readonly unknown[] {
  if (Array.isArray(found)) return found;
  inspection.report('single-for-list', `is ${described(found)} instead of a list`);
  return [found];
}
