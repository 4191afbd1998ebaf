import { evseIdKey, evseStatus, operatorEvseStatus } from '#oicp';
import { storableText } from '#persistence';

/** A status as HBS told it. */
export interface ToldStatus {
  readonly key: string;
  readonly evseId: string;
  readonly status: string;
}

/** Longer than any that could be meant: what is longer is put aside, lest an index or an event refuse it. */
const LONGEST = 200;

interface PlainOperator {
  readonly OperatorID: string;
  readonly EvseStatusRecord: readonly { readonly EvseID: string; readonly EvseStatus: string }[];
}

/** The statuses in a JSON array of `OperatorEvseStatus`; of those without an EvseID or a status, how many there were. */
export function readStatuses(
  bytes: Buffer,
  isKept: (operatorId: string) => boolean,
): { readonly statuses: readonly ToldStatus[]; readonly unreadable: number } {
  const operators: unknown = JSON.parse(bytes.toString());
  if (!Array.isArray(operators)) throw new Error('a chunk of statuses is no JSON array');
  const statuses: ToldStatus[] = [];
  let unreadable = 0;
  for (const operator of operators) {
    const { OperatorID: operatorId = '', EvseStatusRecord: records = [] } = isPlain(operator)
      ? operator
      : operatorEvseStatus.readValue(operator).value;
    if (!isKept(operatorId)) continue;
    for (const { EvseID, EvseStatus } of records) {
      const told = toldStatus(EvseID, EvseStatus);
      if (told) statuses.push(told);
      else unreadable += 1;
    }
  }
  return { statuses, unreadable };
}

/**
 * Whether an operator with its statuses stands there just as OICP has it, so that reading it would change nothing: a
 * network has a million of them, and reading takes five times as long as parsing.
 */
function isPlain(operator: unknown): operator is PlainOperator {
  if (typeof operator !== 'object' || operator === null) return false;
  const { OperatorID, EvseStatusRecord } = operator as Partial<Record<keyof PlainOperator, unknown>>;
  if (typeof OperatorID !== 'string' || !Array.isArray(EvseStatusRecord)) return false;
  return EvseStatusRecord.every((record: unknown) => {
    if (typeof record !== 'object' || record === null) return false;
    const { EvseID, EvseStatus } = record as { readonly EvseID?: unknown; readonly EvseStatus?: unknown };
    return typeof EvseID === 'string' && typeof EvseStatus === 'string' && evseStatus.known.has(EvseStatus);
  });
}

/** One status, unless something of it is missing. */
export function toldStatus(id: string | undefined, status: string | undefined): ToldStatus | undefined {
  const evseId = storableText(id ?? '').trim();
  const key = evseIdKey(evseId);
  if (key === '' || evseId.length > LONGEST || !status || status.length > LONGEST) return undefined;
  return { key, evseId, status: storableText(status) };
}
