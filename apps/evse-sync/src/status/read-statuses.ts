import type { QuarantinedRecord } from '#suite';
import {
  evseIdKey,
  evseStatus,
  isListOfStatuses,
  meaningfulText,
  operatorEvseStatus,
  type Violation,
} from '#oicp';
import { storableText } from '#persistence';
import { endWithFullStop } from '../findings/end-with-full-stop.js';

/** A status as HBS sent it. */
export interface ReceivedStatus {
  /** Canonical EvseID. */
  readonly key: string;
  readonly evseId: string;
  readonly status: string;
}

const FIRST = '/EvseStatusRecord/0';

/** Characters, more than any genuine EvseID or status has; longer ones, which no index or event takes, are quarantined. */
const LONGEST = 200;

interface StatusFields {
  readonly EvseID?: string | undefined;
  readonly EvseStatus?: string | undefined;
}

interface PlainOperator {
  readonly OperatorID: string;
  readonly EvseStatusRecord: readonly { readonly EvseID: string; readonly EvseStatus: string }[];
}

/** An entry among the statuses that has no readable EvseID or status. */
export interface UnreadableStatus {
  /** The EVSE, where its ID is readable. */
  readonly evse?: Pick<ReceivedStatus, 'key' | 'evseId'> | undefined;
  /** As HBS sent it, within the OperatorID that it was listed under. */
  readonly raw: object;
  readonly reasons: QuarantinedRecord['reasons'];
}

/** The statuses of a chunk, and its unreadable entries. */
export interface ReadStatuses {
  readonly statuses: readonly ReceivedStatus[];
  readonly unreadable: readonly UnreadableStatus[];
}

/**
 * Parses a JSON array of `OperatorEvseStatus`.
 *
 * @param isCovered whether the replica stores the statuses of an operator; those of others are omitted
 * @throws {Error} if `bytes` are not a JSON array
 */
export function readStatuses(bytes: Buffer, isCovered: (operatorId: string) => boolean): ReadStatuses {
  const operators = parseOperators(bytes.toString());
  const statuses: ReceivedStatus[] = [];
  const unreadable: UnreadableStatus[] = [];
  for (const operator of operators) {
    if (isPlain(operator)) {
      if (!isCovered(operator.OperatorID)) continue;
      for (const record of operator.EvseStatusRecord) {
        const evse = parseEvse(record.EvseID);
        if (evse) statuses.push({ key: evse.key, evseId: evse.evseId, status: record.EvseStatus });
        else unreadable.push(toUnreadableStatus(operator.OperatorID, record, record));
      }
    } else readIrregular(operator, isCovered, { statuses, unreadable });
  }
  return { statuses, unreadable };
}

/** The gateway gives an operator once for each of its lists of one name, so parsing loses none. */
function parseOperators(text: string): readonly unknown[] {
  const operators: unknown = JSON.parse(text);
  if (!Array.isArray(operators)) throw new Error('a chunk of statuses is not a JSON array');
  return operators;
}

/** Reads the entries one by one, so that the violations of each are known. */
function readIrregular(
  operator: unknown,
  isCovered: (operatorId: string) => boolean,
  into: { readonly statuses: ReceivedStatus[]; readonly unreadable: UnreadableStatus[] },
): void {
  const { OperatorID: operatorId = '' } = operatorEvseStatus.readValue(operator).value;
  if (!isCovered(operatorId)) return;
  for (const entry of findEntries(operator)) {
    const { value, violations } = operatorEvseStatus.readValue({ EvseStatusRecord: [entry] });
    const [read] = value.EvseStatusRecord ?? [];
    const status = parseStatus(read?.EvseID, read?.EvseStatus);
    if (status) into.statuses.push(status);
    else into.unreadable.push(toUnreadableStatus(operatorId, entry, read, violations));
  }
  if (!isObject(operator)) into.unreadable.push(toUnreadableStatus(operatorId, operator, undefined));
}

/** The entries of all lists of an operator. */
function findEntries(operator: unknown): readonly unknown[] {
  if (!isObject(operator)) return [];
  const lists: unknown[] = Object.entries(operator)
    .filter(([name, found]) => isListOfStatuses(name) && found !== null)
    .map(([, found]: [string, unknown]) => found);
  return lists.flat();
}

function toUnreadableStatus(
  operatorId: string,
  entry: unknown,
  read: StatusFields | undefined,
  violations: readonly Violation[] = [],
): UnreadableStatus {
  return {
    evse: parseEvse(read?.EvseID),
    raw: { OperatorID: operatorId, EvseStatusRecord: entry },
    reasons: explainUnreadable(read, violations),
  };
}

/** The one cause for each of the two members: what reading reported, or what is wrong with what was read. */
function explainUnreadable(
  read: StatusFields | undefined,
  violations: readonly Violation[],
): UnreadableStatus['reasons'] {
  const lost = violations.filter(({ severity, pointer }) => severity === 'loss' && pointer.startsWith(FIRST));
  const ofWhole = lost.find(({ pointer }) => pointer === FIRST);
  if (read === undefined) return [toReason('', ofWhole?.message ?? 'The entry is not an object')];
  const reasons = (['EvseID', 'EvseStatus'] as const).flatMap((name) => {
    const problem = findProblem(name, read[name]);
    if (problem === undefined) return [];
    const reported = lost.find(
      ({ pointer }) => plainName(pointer.slice(FIRST.length)) === name.toLowerCase(),
    );
    return [toReason(`/${name}`, reported?.message ?? `${name} ${problem}`)];
  });
  return reasons.length > 0 ? reasons : [toReason('', 'The entry is not a status')];
}

function findProblem(name: keyof StatusFields, value: string | undefined): string | undefined {
  if (value === undefined) return 'is missing';
  const trimmed = name === 'EvseID' ? storableText(value).trim() : value;
  if (meaningfulText(trimmed) === undefined) return 'is empty';
  if (trimmed.length > LONGEST) return `has more than ${LONGEST} characters`;
  return name === 'EvseID' && evseIdKey(trimmed) === '' ? 'names no EVSE' : undefined;
}

/** What wrong statuses are called: as members, whatever the spelling. */
function plainName(pointer: string): string {
  return pointer.replaceAll(/[^a-z]/gi, '').toLowerCase();
}

function toReason(pointer: string, message: string): QuarantinedRecord['reasons'][number] {
  return { code: 'STATUS_UNREADABLE', pointer, message: endWithFullStop(storableText(message)) };
}

/**
 * Whether an operator with its statuses is exactly as OICP specifies, so that the reader of OICP would change nothing: a
 * network has a million statuses, and that reader takes five times as long as parsing.
 */
function isPlain(operator: unknown): operator is PlainOperator {
  if (!isObject(operator)) return false;
  const { OperatorID, EvseStatusRecord } = operator as Partial<Record<keyof PlainOperator, unknown>>;
  if (typeof OperatorID !== 'string' || !Array.isArray(EvseStatusRecord)) return false;
  if (Object.keys(operator).filter(isListOfStatuses).length > 1) return false;
  return EvseStatusRecord.every((record: unknown) => {
    if (!isObject(record)) return false;
    const { EvseID, EvseStatus } = record as { readonly EvseID?: unknown; readonly EvseStatus?: unknown };
    return typeof EvseID === 'string' && typeof EvseStatus === 'string' && evseStatus.known.has(EvseStatus);
  });
}

function isObject(found: unknown): found is object {
  return typeof found === 'object' && found !== null;
}

/** A status; `undefined` where EvseID or status are missing or too long. */
export function parseStatus(id: string | undefined, status: string | undefined): ReceivedStatus | undefined {
  const evse = parseEvse(id);
  if (!evse || status === undefined || status.length > LONGEST) return undefined;
  if (!evseStatus.known.has(status) && meaningfulText(status) === undefined) return undefined;
  return { ...evse, status: storableText(status) };
}

function parseEvse(id: string | undefined): Pick<ReceivedStatus, 'key' | 'evseId'> | undefined {
  const evseId = storableText(id ?? '').trim();
  const key = evseIdKey(evseId);
  return key === '' || evseId.length > LONGEST ? undefined : { key, evseId };
}
