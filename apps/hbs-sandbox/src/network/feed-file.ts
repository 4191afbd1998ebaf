import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CodedError, messageOf } from '#platform';
import { VirtualEvse } from './virtual-evse.js';
import { Statuses, type OperatorStatuses, type StatusRecord } from './statuses.js';
import type { WireRecord } from './wire-record.js';

/** A file is not a network, or not statuses, in the format of the Swiss feed. */
export class FeedFileError extends CodedError {
  readonly code = 'SANDBOX_FEED_FILE';
  override readonly advice =
    'Name a JSON file, plain or compressed with gzip, in the format of the Swiss feed: { "EVSEData": [{ "OperatorID", "OperatorName", "EVSEDataRecord": [ … ] }] } or { "EVSEStatuses": [{ "OperatorID", "OperatorName", "EVSEStatusRecord": [ … ] }] }.';
}

interface Group {
  readonly OperatorID: string;
  readonly OperatorName: string | undefined;
  readonly records: readonly WireRecord[];
}

/**
 * Reads the charging points of a feed; each record gets the OperatorID and the name of its group, as in a pull.
 *
 * @throws {FeedFileError}
 */
export function readEvses(path: string): readonly VirtualEvse[] {
  const records = readGroups(path, 'EVSEData', 'EVSEDataRecord').flatMap(
    ({ OperatorID, OperatorName, records: written }) =>
      written.map((record): WireRecord => Object.assign({ OperatorID, OperatorName }, record)),
  );
  return records.map((record, index) => new VirtualEvse(() => record, index));
}

/** Reads the statuses of a feed. @throws {FeedFileError} */
export function readStatuses(path: string): Statuses {
  return new Statuses(
    readGroups(path, 'EVSEStatuses', 'EVSEStatusRecord').map(
      ({ OperatorID, OperatorName, records }): OperatorStatuses => ({
        operatorId: OperatorID,
        operatorName: OperatorName,
        records: records.map((record, index) =>
          toStatusRecord(record, `${path}, ${OperatorID}, record ${index}`),
        ),
      }),
    ),
  );
}

function toStatusRecord({ EvseID, EVSEStatus, EvseStatus }: WireRecord, where: string): StatusRecord {
  const status = EVSEStatus ?? EvseStatus;
  if (typeof EvseID === 'string' && typeof status === 'string') return { evseId: EvseID, status };
  throw new FeedFileError(`${where}: EvseID and EVSEStatus must be texts`);
}

function readGroups(path: string, list: string, records: string): readonly Group[] {
  const content = readJson(path);
  const groups = isObject(content) ? content[list] : undefined;
  if (!Array.isArray(groups)) throw new FeedFileError(`${path}: has no list "${list}"`);
  return groups.map((group: unknown, index) => {
    const where = `${path}: "${list}", entry ${index}`;
    if (!isObject(group)) throw new FeedFileError(`${where} is not an object`);
    const { OperatorID, OperatorName, [records]: entries } = group;
    if (typeof OperatorID !== 'string') throw new FeedFileError(`${where} has no OperatorID`);
    if (!Array.isArray(entries) || !entries.every(isObject))
      throw new FeedFileError(`${where} has no list "${records}" of objects`);
    const name = typeof OperatorName === 'string' ? OperatorName : undefined;
    return { OperatorID, OperatorName: name, records: entries };
  });
}

function readJson(path: string): unknown {
  try {
    const bytes = readFileSync(path);
    const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return JSON.parse((isCompressed ? gunzipSync(bytes) : bytes).toString('utf8'));
  } catch (error) {
    throw new FeedFileError(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function isObject(value: unknown): value is WireRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
