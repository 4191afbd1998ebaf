import { hash } from 'node:crypto';
import {
  evseDataRecord,
  evseIdKey,
  operatorIdKey,
  storableJson,
  type Position,
  type ReceivedEvseDataRecord,
  type Violation,
} from '#oicp';
import { storableText, type CopyValue } from '#persistence';
import { findHighestPower, findKnownPower } from '../findings/implausible-numbers.js';
import type { RecordFinding } from '../findings/record-violations.js';
import type { ReadRecord } from '../findings/read-record.js';
import { LONGEST_OPERATOR, findRecordFindings } from '../findings/record-findings.js';
import { locate, type Located } from '../places/locate.js';
import { earthPoint } from './earth-point.js';

/** A record as the replica stores it. */
export interface ParsedRecord {
  /** Canonical EvseID. */
  readonly key: string;
  /** As HBS wrote it. */
  readonly evseId: string;
  /** Canonical OperatorID; empty where the record names none. */
  readonly operatorKey: string;
  readonly operatorId: string | undefined;
  readonly operatorName: string | undefined;
  /** ISO 3166-1 alpha-3, of the address. */
  readonly country: string | undefined;
  /** As in the coordinates, or swapped where only that is in the country. */
  readonly position: Position | undefined;
  readonly plugs: readonly string[];
  /** Kilowatts: the highest plausible power of its facilities. */
  readonly maxPowerKw: number | undefined;
  readonly authenticationModes: readonly string[];
  /** What is wrong with the record. */
  readonly findings: readonly RecordFinding[];
  /** Of everything parsed: equal digests mean equal records. */
  readonly digest: string;
  /** HBS reports that the charging point was deleted. */
  readonly isTombstone: boolean;
}

/** Characters, more than any genuine EvseID has; an index takes keys up to 2,700 bytes. */
const LONGEST_ID = 200;

/** Parses a record for the replica; `undefined` where it has no readable EvseID. */
export function parseRecord(read: ReadRecord): ParsedRecord | undefined {
  // `deltaType` describes the pull, not the charging point: stored, it would make equal records differ.
  const { deltaType, ...record } = read.value;
  const evseId = storableText(record.EvseID ?? '').trim();
  const key = evseIdKey(evseId);
  if (key === '' || evseId.length > LONGEST_ID) return undefined;
  const operatorId = storableText(record.OperatorID, LONGEST_OPERATOR.OperatorID);
  const located = locate(record.GeoCoordinates, record.Address?.Country);
  const position = 'position' in located ? located.position : undefined;
  const power = findHighestPower(record);
  const readOtherwise = [
    ...(isAsWritten(located, read.violations) ? [] : [position]),
    ...(power.possible === power.written ? [] : [power.possible]),
    ...(operatorId === record.OperatorID ? [] : [operatorId]),
  ];
  return {
    key,
    evseId,
    operatorKey: operatorIdKey(operatorId ?? ''),
    operatorId,
    operatorName: storableText(record.OperatorName, LONGEST_OPERATOR.OperatorName),
    country: storableText(record.Address?.Country)?.trim().toUpperCase(),
    position,
    plugs: (record.Plugs ?? []).map((each) => storableText(each)),
    maxPowerKw: power.possible,
    authenticationModes: (record.AuthenticationModes ?? []).map((each) => storableText(each)),
    findings: findRecordFindings(read, located),
    digest: digestOf(record, readOtherwise),
    isTombstone: deltaType === 'delete',
  };
}

/**
 * Values that are stored differently from how they were written are part of the digest: a release that reads such a
 * record differently writes it again, and no other.
 */
function digestOf(record: object, readOtherwise: readonly unknown[]): string {
  const text = storableJson(record, JSON.stringify);
  return hash(
    'sha1',
    readOtherwise.length === 0 ? text : `${text}${JSON.stringify(readOtherwise)}`,
    'base64',
  );
}

/** Whether the position is stored as it was written. */
function isAsWritten({ kind }: Located, violations: readonly Violation[]): boolean {
  if (kind === 'swapped' || kind === 'nowhere') return false;
  return !violations.some(
    ({ code, pointer }) =>
      (code === 'wrong-form' || code === 'unreadable' || code === 'ambiguous') &&
      pointer.startsWith('/GeoCoordinates'),
  );
}

/**
 * Parses a record from its text in the replica, without `deltaType`. It is parsed when it is requested: stored in
 * addition to the text, it would double the replica and the time to write it.
 */
export function parseStoredRecord(raw: string): object {
  return toShownRecord(evseDataRecord.readValue(JSON.parse(raw)), raw);
}

/**
 * As {@link parseStoredRecord}, with the findings about the record. Its text is at hand, so members that are repeated
 * under one name are among them: counting them in a whole page would take a fifth of the time of reading it (ADR 52).
 */
export function examineStoredRecord(raw: string): {
  readonly record: object;
  readonly findings: readonly RecordFinding[];
} {
  const read = evseDataRecord.read(raw);
  const { GeoCoordinates, Address } = read.value;
  const findings = findRecordFindings(read, locate(GeoCoordinates, Address?.Country));
  return { record: parseStoredRecord(raw), findings };
}

/** Reads the highest power in kilowatts from a stored record; `undefined` unless the power of every facility is known. */
export function readKnownPower(raw: string): number | undefined {
  return findKnownPower(evseDataRecord.read(raw));
}

function toShownRecord({ value }: ReadRecord, raw: string): object {
  const { deltaType: _, ...record } = value;
  return raw.includes(String.raw`\u`) ? (JSON.parse(storableJson(record, JSON.stringify)) as object) : record;
}

/** Why a record is quarantined. `code` is EVSE_ID_UNREADABLE first, then the code of each violation with a loss. */
export function quarantineReasons(
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

/** The columns of `evse.evse` that {@link toRow} fills, in its order. */
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
export function toRow(parsed: ParsedRecord, raw: string, at: Date): readonly CopyValue[] {
  const { key, evseId, operatorKey, operatorId, operatorName, country, position } = parsed;
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
    toArrayText(parsed.plugs),
    parsed.maxPowerKw,
    toArrayText(parsed.authenticationModes),
    raw,
    parsed.digest,
    at,
  ];
}

/** The text format of a PostgreSQL array. */
function toArrayText(members: readonly string[]): string {
  return `{${members.map((each) => `"${each.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;
}
