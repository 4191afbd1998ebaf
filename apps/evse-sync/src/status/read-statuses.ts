import type { QuarantinedRecord } from '#suite';
import { evseIdKey, evseStatus, operatorEvseStatus, type Violation } from '#oicp';
import { storableText } from '#persistence';

/** A status as HBS told it. */
export interface ReceivedStatus {
  readonly key: string;
  readonly evseId: string;
  readonly status: string;
}

/** However it is spelled. */
const RECORDS = /^evse_?status_?records?$/i;
const FIRST = '/EvseStatusRecord/0';

/** Longer than any that could be meant: what is longer is put aside, lest an index or an event refuse it. */
const LONGEST = 200;

interface PlainOperator {
  readonly OperatorID: string;
  readonly EvseStatusRecord: readonly { readonly EvseID: string; readonly EvseStatus: string }[];
}

/** Something in the place of a status that says none. */
export interface UnreadableStatus {
  /** As HBS sent it, with the OperatorID it stands under. */
  readonly raw: object;
  readonly reasons: QuarantinedRecord['reasons'];
}

/** The statuses of a chunk, and what in it is none. */
export interface ReadStatuses {
  readonly statuses: readonly ReceivedStatus[];
  readonly unreadable: readonly UnreadableStatus[];
}

/** The statuses in a JSON array of `OperatorEvseStatus`, and what stands there without an EvseID or a status. */
export function readStatuses(bytes: Buffer, isKept: (operatorId: string) => boolean): ReadStatuses {
  const operators: unknown = JSON.parse(bytes.toString());
  if (!Array.isArray(operators)) throw new Error('a chunk of statuses is no JSON array');
  const statuses: ReceivedStatus[] = [];
  const unreadable: UnreadableStatus[] = [];
  for (const operator of operators) {
    if (isPlain(operator)) {
      if (!isKept(operator.OperatorID)) continue;
      for (const record of operator.EvseStatusRecord) {
        const told = parseStatus(record.EvseID, record.EvseStatus);
        if (told) statuses.push(told);
        else unreadable.push(toUnreadableStatus(operator.OperatorID, record));
      }
    } else readIrregular(operator, isKept, { statuses, unreadable });
  }
  return { statuses, unreadable };
}

/** Record by record, so that what one of them lacks is known of that one. */
function readIrregular(
  operator: unknown,
  isKept: (operatorId: string) => boolean,
  into: { readonly statuses: ReceivedStatus[]; readonly unreadable: UnreadableStatus[] },
): void {
  const { OperatorID: operatorId = '', EvseStatusRecord: whole = [] } =
    operatorEvseStatus.readValue(operator).value;
  if (!isKept(operatorId)) return;
  const entries = findEntries(operator);
  // Under a name that only the reading of OICP knows, entries that cannot be read at all are not found.
  for (const entry of entries ?? whole) {
    const { value, violations } = operatorEvseStatus.readValue({ EvseStatusRecord: [entry] });
    const [read] = value.EvseStatusRecord ?? [];
    const told = parseStatus(read?.EvseID, read?.EvseStatus);
    if (told) into.statuses.push(told);
    else into.unreadable.push(toUnreadableStatus(operatorId, entry, violations));
  }
  if (!isObject(operator)) into.unreadable.push(toUnreadableStatus(operatorId, operator));
}

function findEntries(operator: unknown): readonly unknown[] | undefined {
  if (!isObject(operator)) return undefined;
  const [, found] = Object.entries(operator).find(([name]) => RECORDS.test(name)) ?? [];
  if (found === undefined || found === null) return undefined;
  const entries: readonly unknown[] = Array.isArray(found) ? found : [found];
  return entries;
}

function toUnreadableStatus(
  operatorId: string,
  entry: unknown,
  violations: readonly Violation[] = [],
): UnreadableStatus {
  const reasons = violations
    .filter(({ pointer, severity }) => severity === 'loss' && pointer.startsWith(FIRST))
    .map(({ code, pointer, message }) => ({
      code,
      pointer: pointer.slice(FIRST.length),
      message: storableText(message),
    }));
  const message = `There is no EvseID, no status, or one has more than ${LONGEST} characters.`;
  return {
    raw: { OperatorID: operatorId, EvseStatusRecord: entry },
    reasons: [{ code: 'STATUS_UNREADABLE', pointer: '', message }, ...reasons],
  };
}

/**
 * Whether an operator with its statuses stands there just as OICP has it, so that reading it would change nothing: a
 * network has a million of them, and reading takes five times as long as parsing.
 */
function isPlain(operator: unknown): operator is PlainOperator {
  if (!isObject(operator)) return false;
  const { OperatorID, EvseStatusRecord } = operator as Partial<Record<keyof PlainOperator, unknown>>;
  if (typeof OperatorID !== 'string' || !Array.isArray(EvseStatusRecord)) return false;
  return EvseStatusRecord.every((record: unknown) => {
    if (!isObject(record)) return false;
    const { EvseID, EvseStatus } = record as { readonly EvseID?: unknown; readonly EvseStatus?: unknown };
    return typeof EvseID === 'string' && typeof EvseStatus === 'string' && evseStatus.known.has(EvseStatus);
  });
}

function isObject(found: unknown): found is object {
  return typeof found === 'object' && found !== null;
}

/** One status, unless something of it is missing. */
export function parseStatus(id: string | undefined, status: string | undefined): ReceivedStatus | undefined {
  const evseId = storableText(id ?? '').trim();
  const key = evseIdKey(evseId);
  if (key === '' || evseId.length > LONGEST || !status || status.length > LONGEST) return undefined;
  return { key, evseId, status: storableText(status) };
}
