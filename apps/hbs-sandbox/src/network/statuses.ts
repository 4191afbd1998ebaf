import { evseIdKey, operatorIdKey } from '#oicp';

/** One entry of a status pull; without a status it was removed. */
interface Entry {
  readonly evseId: string;
  status: string | undefined;
}

/** The status of a charging point. */
export interface StatusRecord {
  readonly evseId: string;
  readonly status: string;
}

/** The statuses of an operator's charging points. */
export interface OperatorStatuses {
  readonly operatorId: string;
  readonly operatorName: string | undefined;
  readonly records: Iterable<StatusRecord>;
}

interface Group {
  readonly operatorId: string;
  readonly operatorName: string | undefined;
  readonly entries: Entry[];
}

/** The status of every charging point by operator, as HBS sends them; some charging points may have no record. */
export class Statuses {
  private readonly groups = new Map<string, Group>();
  private readonly byKey = new Map<string, Entry>();

  constructor(operators: Iterable<OperatorStatuses>) {
    for (const { operatorId, operatorName, records } of operators) {
      for (const record of records) this.add(record, { operatorId, operatorName });
    }
  }

  /** Count of statuses. */
  get size(): number {
    return this.byKey.size;
  }

  /** The statuses by operator. */
  get operators(): readonly OperatorStatuses[] {
    return [...this.groups.values()].map(({ operatorId, operatorName, entries }) => ({
      operatorId,
      operatorName,
      records: present(entries),
    }));
  }

  /** The keys of all charging points with a status. */
  get keys(): Iterable<string> {
    return this.byKey.keys();
  }

  /** The status of a charging point by its key. */
  find(key: string): StatusRecord | undefined {
    const entry = this.byKey.get(key);
    return entry && recordOf(entry);
  }

  /** Changes a status. @returns `false` for a charging point without one */
  set(key: string, status: string): boolean {
    const entry = this.byKey.get(key);
    if (entry) entry.status = status;
    return entry !== undefined;
  }

  /** Adds a status, or changes it where there is one. */
  add({ evseId, status }: StatusRecord, operator: Pick<Group, 'operatorId' | 'operatorName'>): void {
    const key = evseIdKey(evseId);
    if (this.set(key, status)) return;
    const operatorKey = operatorIdKey(operator.operatorId);
    const entry: Entry = { evseId, status };
    this.byKey.set(key, entry);
    const group = this.groups.get(operatorKey) ?? { ...operator, entries: [] };
    this.groups.set(operatorKey, group);
    group.entries.push(entry);
  }

  /** Removes the status of a charging point. */
  remove(key: string): void {
    const entry = this.byKey.get(key);
    // Its entry in the list is skipped from now on: removing it would cost the length of the list.
    if (entry) entry.status = undefined;
    this.byKey.delete(key);
  }

  /** Counts by status. */
  get counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { status } of present(this.byKey.values())) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }
}

function* present(entries: Iterable<Entry>): Generator<StatusRecord> {
  for (const entry of entries) {
    const record = recordOf(entry);
    if (record) yield record;
  }
}

function recordOf({ evseId, status }: Entry): StatusRecord | undefined {
  return status === undefined ? undefined : { evseId, status };
}
