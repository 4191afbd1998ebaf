import { evseIdKey, operatorIdKey } from '#oicp';

/** One entry of a status pull; without a status it is gone. */
interface Entry {
  readonly evseId: string;
  status: string | undefined;
}

export interface StatusRecord {
  readonly evseId: string;
  readonly status: string;
}

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

/** The status of every charging point, by operator as HBS sends it; of more charging points than have records, at times. */
export class Statuses {
  private readonly groups = new Map<string, Group>();
  private readonly byKey = new Map<string, Entry>();

  constructor(operators: Iterable<OperatorStatuses>) {
    for (const { operatorId, operatorName, records } of operators) {
      for (const record of records) this.add(record, { operatorId, operatorName });
    }
  }

  get size(): number {
    return this.byKey.size;
  }

  get operators(): readonly OperatorStatuses[] {
    return [...this.groups.values()].map(({ operatorId, operatorName, entries }) => ({
      operatorId,
      operatorName,
      records: present(entries),
    }));
  }

  get keys(): Iterable<string> {
    return this.byKey.keys();
  }

  find(key: string): StatusRecord | undefined {
    const entry = this.byKey.get(key);
    return entry && recordOf(entry);
  }

  /** `false` for a charging point that is not here. */
  set(key: string, status: string): boolean {
    const entry = this.byKey.get(key);
    if (entry) entry.status = status;
    return entry !== undefined;
  }

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

  remove(key: string): void {
    const entry = this.byKey.get(key);
    // Its place in the list is passed over from now on: to close the gap would cost the length of the list.
    if (entry) entry.status = undefined;
    this.byKey.delete(key);
  }

  /** How many have which. */
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
