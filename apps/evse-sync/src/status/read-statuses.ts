import type { QuarantinedRecord } from '#suite';
import { evseIdKey, evseStatus, operatorEvseStatus, type Violation } from '#oicp';
import { storableText } from '#persistence';
import { sentence } from '../findings/sentence.js';

/** A status as HBS told it. */
export interface ToldStatus {
  readonly key: string;
  readonly evseId: string;
  readonly status: string;
}

/** However it is spelled. */
const RECORDS = /^evse_?status_?records?$/i;
const FIRST = '/EvseStatusRecord/0';

/** Longer than any that could be meant: what is longer is put aside, lest an index or an event refuse it. */
const LONGEST = 200;

interface StatusFields {
  readonly EvseID?: string | undefined;
  readonly EvseStatus?: string | undefined;
}

interface PlainOperator {
  readonly OperatorID: string;
  readonly EvseStatusRecord: readonly { readonly EvseID: string; readonly EvseStatus: string }[];
}

/** Something in the place of a status that says none. */
export interface UnreadableStatus {
  /** Of which EVSE it is, where that could be read. */
  readonly evse?: Pick<ToldStatus, 'key' | 'evseId'> | undefined;
  /** As HBS sent it, with the OperatorID it stands under. */
  readonly raw: object;
  readonly reasons: QuarantinedRecord['reasons'];
}

/** The statuses of a chunk, and what in it is none. */
export interface ReadStatuses {
  readonly statuses: readonly ToldStatus[];
  readonly unreadable: readonly UnreadableStatus[];
}

/** The statuses in a JSON array of `OperatorEvseStatus`, and what stands there without an EvseID or a status. */
export function readStatuses(bytes: Buffer, isKept: (operatorId: string) => boolean): ReadStatuses {
  const operators: unknown = JSON.parse(bytes.toString());
  if (!Array.isArray(operators)) throw new Error('a chunk of statuses is no JSON array');
  const statuses: ToldStatus[] = [];
  const unreadable: UnreadableStatus[] = [];
  for (const operator of operators) {
    if (isPlain(operator)) {
      if (!isKept(operator.OperatorID)) continue;
      for (const record of operator.EvseStatusRecord) {
        const told = toldStatus(record.EvseID, record.EvseStatus);
        if (told) statuses.push(told);
        else unreadable.push(unreadableStatus(operator.OperatorID, record, record));
      }
    } else readOdd(operator, isKept, { statuses, unreadable });
  }
  return { statuses, unreadable };
}

/** Record by record, so that what one of them lacks is known of that one. */
function readOdd(
  operator: unknown,
  isKept: (operatorId: string) => boolean,
  into: { readonly statuses: ToldStatus[]; readonly unreadable: UnreadableStatus[] },
): void {
  const { OperatorID: operatorId = '', EvseStatusRecord: whole = [] } =
    operatorEvseStatus.readValue(operator).value;
  if (!isKept(operatorId)) return;
  const entries = entriesOf(operator);
  // Under a name that only the reading of OICP knows, entries that cannot be read at all are not found.
  for (const entry of entries ?? whole) {
    const { value, violations } = operatorEvseStatus.readValue({ EvseStatusRecord: [entry] });
    const [read] = value.EvseStatusRecord ?? [];
    const told = toldStatus(read?.EvseID, read?.EvseStatus);
    if (told) into.statuses.push(told);
    else into.unreadable.push(unreadableStatus(operatorId, entry, read, violations));
  }
  if (!isObject(operator)) into.unreadable.push(unreadableStatus(operatorId, operator, undefined));
}

function entriesOf(operator: unknown): readonly unknown[] | undefined {
  if (!isObject(operator)) return undefined;
  const [, found] = Object.entries(operator).find(([name]) => RECORDS.test(name)) ?? [];
  if (found === undefined || found === null) return undefined;
  const entries: readonly unknown[] = Array.isArray(found) ? found : [found];
  return entries;
}

function unreadableStatus(
  operatorId: string,
  entry: unknown,
  read: StatusFields | undefined,
  violations: readonly Violation[] = [],
): UnreadableStatus {
  return {
    evse: evseOf(read?.EvseID),
    raw: { OperatorID: operatorId, EvseStatusRecord: entry },
    reasons: reasonsOf(read, violations),
  };
}

/** The one cause for each of the two members: what reading reported, or what is wrong with what was read. */
function reasonsOf(
  read: StatusFields | undefined,
  violations: readonly Violation[],
): UnreadableStatus['reasons'] {
  const lost = violations.filter(({ severity, pointer }) => severity === 'loss' && pointer.startsWith(FIRST));
  const ofWhole = lost.find(({ pointer }) => pointer === FIRST);
  if (read === undefined) return [toReason('', ofWhole?.message ?? 'The entry is not an object')];
  const reasons = (['EvseID', 'EvseStatus'] as const).flatMap((name) => {
    const problem = problemOf(name, read[name]);
    if (problem === undefined) return [];
    const reported = lost.find(
      ({ pointer }) => plainName(pointer.slice(FIRST.length)) === name.toLowerCase(),
    );
    return [toReason(`/${name}`, reported?.message ?? `${name} ${problem}`)];
  });
  return reasons.length > 0 ? reasons : [toReason('', 'The entry is not a status')];
}

function problemOf(name: keyof StatusFields, value: string | undefined): string | undefined {
  if (value === undefined) return 'is missing';
  const trimmed = name === 'EvseID' ? storableText(value).trim() : value;
  if (trimmed === '') return 'is empty';
  if (trimmed.length > LONGEST) return `has more than ${LONGEST} characters`;
  return name === 'EvseID' && evseIdKey(trimmed) === '' ? 'names no EVSE' : undefined;
}

/** What wrong statuses are called: as members, whatever the spelling. */
function plainName(pointer: string): string {
  return pointer.replaceAll(/[^a-z]/gi, '').toLowerCase();
}

function toReason(pointer: string, message: string): QuarantinedRecord['reasons'][number] {
  return { code: 'STATUS_UNREADABLE', pointer, message: sentence(storableText(message)) };
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
export function toldStatus(id: string | undefined, status: string | undefined): ToldStatus | undefined {
  const evse = evseOf(id);
  if (!evse || !status || status.length > LONGEST) return undefined;
  return { ...evse, status: storableText(status) };
}

function evseOf(id: string | undefined): Pick<ToldStatus, 'key' | 'evseId'> | undefined {
  const evseId = storableText(id ?? '').trim();
  const key = evseIdKey(evseId);
  return key === '' || evseId.length > LONGEST ? undefined : { key, evseId };
}
