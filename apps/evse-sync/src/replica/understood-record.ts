import { hash } from 'node:crypto';
import {
  evseDataRecord,
  evseIdKey,
  operatorIdKey,
  type Position,
  type ReceivedEvseDataRecord,
  type Violation,
} from '#oicp';
import { storableText, type CopyValue } from '#persistence';
import { highestPower, knownPower } from '../findings/implausible-numbers.js';
import type { EvseFinding } from '../findings/kept-violations.js';
import type { ReadRecord } from '../findings/read-record.js';
import { LONGEST_OPERATOR, recordFindings } from '../findings/record-findings.js';
import { locate, type Located } from '../places/locate.js';
import { earthPoint } from './earth-point.js';
import { storableRecord } from './storable-record.js';

/** A record as the replica keeps it. */
export interface UnderstoodRecord {
  readonly key: string;
  readonly evseId: string;
  readonly operatorKey: string;
  readonly operatorId: string | undefined;
  readonly operatorName: string | undefined;
  readonly country: string | undefined;
  /** Where it is: what the coordinates say, turned round where only that lies in the country. */
  readonly position: Position | undefined;
  readonly plugs: readonly string[];
  /** The highest that can be true. */
  readonly maxPowerKw: number | undefined;
  readonly authenticationModes: readonly string[];
  /** What is wrong with it. */
  readonly findings: readonly EvseFinding[];
  /** Of all that was understood: equal digests, nothing has changed. */
  readonly digest: string;
  /** HBS says that the charging point is gone. */
  readonly isTombstone: boolean;
}

/** Longer than any EvseID that could be meant; an index takes keys up to 2,700 bytes. */
const LONGEST_ID = 200;

/** What the replica keeps of a record; `undefined` where nothing in it says which EVSE it is. */
export function understoodRecord(read: ReadRecord): UnderstoodRecord | undefined {
  // It describes the pull, not the charging point: kept, it would make equal records differ.
  const { deltaType, ...record } = read.value;
  const evseId = storableText(record.EvseID ?? '').trim();
  const key = evseIdKey(evseId);
  if (key === '' || evseId.length > LONGEST_ID) return undefined;
  const operatorId = storable(record.OperatorID, LONGEST_OPERATOR.OperatorID);
  const located = locate(record.GeoCoordinates, record.Address?.Country);
  const position = 'position' in located ? located.position : undefined;
  const power = highestPower(record);
  const readOtherwise = [
    ...(isPlain(located, read.violations) ? [] : [position]),
    ...(power.possible === power.written ? [] : [power.possible]),
    ...(operatorId === record.OperatorID ? [] : [operatorId]),
  ];
  return {
    key,
    evseId,
    operatorKey: operatorIdKey(operatorId ?? ''),
    operatorId,
    operatorName: storable(record.OperatorName, LONGEST_OPERATOR.OperatorName),
    country: storable(record.Address?.Country)?.trim().toUpperCase(),
    position,
    plugs: (record.Plugs ?? []).map(storableText),
    maxPowerKw: power.possible,
    authenticationModes: (record.AuthenticationModes ?? []).map(storableText),
    findings: recordFindings(read, located),
    digest: digestOf(record, readOtherwise),
    isTombstone: deltaType === 'delete',
  };
}

/**
 * A record of which the replica keeps something other than it says has another digest than one taken as it stands: a
 * release that understands it otherwise writes it again, and no other.
 */
function digestOf(record: object, readOtherwise: readonly unknown[]): string {
  const text = storableRecord(record);
  return hash(
    'sha1',
    readOtherwise.length === 0 ? text : `${text}${JSON.stringify(readOtherwise)}`,
    'base64',
  );
}

/** Whether the position is just what stands there. */
function isPlain({ kind }: Located, violations: readonly Violation[]): boolean {
  if (kind === 'swapped' || kind === 'nowhere') return false;
  return !violations.some(
    ({ code, pointer }) =>
      (code === 'wrong-form' || code === 'unreadable' || code === 'ambiguous') &&
      pointer.startsWith('/GeoCoordinates'),
  );
}

/**
 * What is understood of a record, from its text in the replica; without what only describes the pull that brought it.
 * It is understood when it is asked for: kept beside the text, it would double the replica and the time to write it.
 */
export function recordIn(raw: string): object {
  return shownRecord(evseDataRecord.readValue(JSON.parse(raw)), raw);
}

/** As {@link recordIn}, with what is wrong with the record. */
export function recordWithFindings(raw: string): {
  readonly record: object;
  readonly findings: readonly EvseFinding[];
} {
  const read = evseDataRecord.readValue(JSON.parse(raw));
  const { GeoCoordinates, Address } = read.value;
  const findings = recordFindings(read, locate(GeoCoordinates, Address?.Country));
  return { record: shownRecord(read, raw), findings };
}

/** Kilowatts that the charging point of a stored record gives at most; `undefined` where that is not known for sure. */
export function powerIn(raw: string): number | undefined {
  return knownPower(evseDataRecord.readValue(JSON.parse(raw)));
}

function shownRecord({ value }: ReadRecord, raw: string): object {
  const { deltaType: _, ...record } = value;
  return raw.includes(String.raw`\u`) ? (JSON.parse(storableRecord(record)) as object) : record;
}

/** Why a record was put aside, for people. */
export function reasonsOf(
  value: ReceivedEvseDataRecord,
  violations: readonly Violation[],
): { code: string; pointer: string; message: string }[] {
  const reasons = violations
    .filter(({ severity }) => severity === 'loss')
    .map(({ code, pointer, message }) => ({ code, pointer, message: storableText(message) }));
  const isLong = (value.EvseID ?? '').length > LONGEST_ID;
  const message = isLong ? `The EvseID has more than ${LONGEST_ID} characters.` : 'There is no EvseID.';
  return [{ code: 'EVSE_ID_UNREADABLE', pointer: '/EvseID', message }, ...reasons.slice(0, 50)];
}

export const EVSE_COLUMNS = [
  'key',
  'evse_id',
  'operator_key',
  'operator_id',
  'operator_name',
  'country',
  'latitude',
  'longitude',
  'point',
  'plugs',
  'max_power_kw',
  'authentication_modes',
  'raw',
  'digest',
  'changed_at',
] as const;

/** The record as a row of {@link EVSE_COLUMNS}. */
export function rowOf(understood: UnderstoodRecord, raw: string, at: Date): readonly CopyValue[] {
  const { key, evseId, operatorKey, operatorId, operatorName, country, position } = understood;
  return [
    key,
    evseId,
    operatorKey,
    operatorId,
    operatorName,
    country,
    position?.latitude,
    position?.longitude,
    position && earthPoint(position),
    arrayText(understood.plugs),
    understood.maxPowerKw,
    arrayText(understood.authenticationModes),
    raw,
    understood.digest,
    at,
  ];
}

function storable(text: string | undefined, most = Number.POSITIVE_INFINITY): string | undefined {
  if (text === undefined) return undefined;
  return storableText(text.length > most ? text.slice(0, most) : text);
}

/** The text form of a PostgreSQL array. */
function arrayText(members: readonly string[]): string {
  return `{${members.map((each) => `"${each.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;
}
