import { hash } from 'node:crypto';
import {
  evseDataRecord,
  evseIdKey,
  operatorIdKey,
  positionOf,
  type ReceivedEvseDataRecord,
  type Violation,
} from '#oicp';
import { storableText, type CopyValue } from '#persistence';
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
  readonly position: { readonly latitude: number; readonly longitude: number } | undefined;
  readonly plugs: readonly string[];
  readonly maxPowerKw: number | undefined;
  readonly authenticationModes: readonly string[];
  /** Of all that was understood: equal digests, nothing has changed. */
  readonly digest: string;
  /** HBS says that the charging point is gone. */
  readonly isTombstone: boolean;
}

/** Longer than any EvseID that could be meant; an index takes keys up to 2,700 bytes. */
const LONGEST_ID = 200;

/** What the replica keeps of a record; `undefined` where nothing in it says which EVSE it is. */
export function understoodRecord(value: ReceivedEvseDataRecord): UnderstoodRecord | undefined {
  // It describes the pull, not the charging point: kept, it would make equal records differ.
  const { deltaType, ...record } = value;
  const evseId = storableText(record.EvseID ?? '').trim();
  const key = evseIdKey(evseId);
  if (key === '' || evseId.length > LONGEST_ID) return undefined;
  const operatorId = storable(record.OperatorID);
  return {
    key,
    evseId,
    operatorKey: operatorIdKey(operatorId ?? ''),
    operatorId,
    operatorName: storable(record.OperatorName),
    country: storable(record.Address?.Country)?.trim().toUpperCase(),
    position: positionOf(record.GeoCoordinates),
    plugs: (record.Plugs ?? []).map(storableText),
    maxPowerKw: highestPower(record),
    authenticationModes: (record.AuthenticationModes ?? []).map(storableText),
    digest: hash('sha1', storableRecord(record), 'base64'),
    isTombstone: deltaType === 'delete',
  };
}

/**
 * What is understood of a record, from its text in the replica; without what only describes the pull that brought it.
 * It is understood when it is asked for: kept beside the text, it would double the replica and the time to write it.
 */
export function recordIn(raw: string): object {
  const { deltaType: _, ...record } = evseDataRecord.readValue(JSON.parse(raw)).value;
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

function highestPower({ ChargingFacilities = [] }: ReceivedEvseDataRecord): number | undefined {
  const powers = ChargingFacilities.map(({ Power }) => Power).filter((each) => each !== undefined);
  return powers.length === 0 ? undefined : Math.max(...powers);
}

function storable(text: string | undefined): string | undefined {
  return text === undefined ? undefined : storableText(text);
}

/** The text form of a PostgreSQL array. */
function arrayText(members: readonly string[]): string {
  return `{${members.map((each) => `"${each.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;
}
