import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CdrListQuery, CdrSummary, Page, StoredCdr } from '#messaging';
import { evcoIdKey, evseIdKey, operatorIdKey, uidKey } from '#oicp';
import { cursorOf, instantPart, keyOfCursor } from '#persistence';
import { ACCOUNT } from '../account.js';
import { UNKNOWN_SESSION } from '../records/findings.js';

/** The columns of a stored record, and what is known of its session by now. */
export const RECORD_COLUMNS = `record.session_key as "sessionKey", record.listed_at::text as "listedAt", record.summary,
  record.forwarded, record.pulled, record.variants, record.conflicts,
  coalesce(record.provider_id, known.provider_id) as "providerId", known.key is not null as known`;

export const RECORD_SOURCE = `cdr.record left join lateral (
  select key, provider_id from cdr.known_session
  where account = record.account
    and ((kind = 'hbs' and key = record.session_key) or (kind = 'emp' and key = record.emp_session_key))
  order by kind desc limit 1
) known on true`;

export interface RecordRow {
  readonly sessionKey: string;
  readonly listedAt: string;
  readonly summary: CdrSummary;
  readonly forwarded: number;
  readonly pulled: boolean;
  readonly variants: number;
  readonly conflicts: number;
  readonly providerId: string | null;
  readonly known: boolean;
}

/** A record with the findings of now. */
export function viewOf({ summary, known, providerId, ...row }: RecordRow): StoredCdr {
  const { forwarded, pulled, variants, conflicts } = row;
  return {
    ...summary,
    ...(providerId !== null && { providerId }),
    findings: known ? summary.findings : [UNKNOWN_SESSION, ...summary.findings],
    forwarded,
    pulled,
    variants,
    conflicts,
  };
}

/** Records by filters, the session that ended last first. */
@Injectable()
export class ListRecords {
  constructor(private readonly dataSource: DataSource) {}

  async list(query: CdrListQuery): Promise<Page<StoredCdr>> {
    const { where, parameters } = conditionsOf(query);
    const rows = await this.dataSource.query<RecordRow[]>(
      `select ${RECORD_COLUMNS} from ${RECORD_SOURCE} where ${where.join(' and ')}
       order by record.listed_at desc, record.session_key desc limit ${query.limit + 1}`,
      parameters,
    );
    const items = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? items.at(-1) : undefined;
    return { items: items.map(viewOf), ...(last && { next: cursorOf(last.listedAt, last.sessionKey) }) };
  }
}

interface Conditions {
  readonly where: readonly string[];
  readonly parameters: readonly unknown[];
}

function conditionsOf(query: CdrListQuery): Conditions {
  const where = ['record.account = $1'];
  const parameters: unknown[] = [ACCOUNT];
  const demand = (value: unknown, condition: (place: string) => string): void => {
    if (value === undefined) return;
    parameters.push(value);
    where.push(condition(`$${parameters.length}`));
  };
  demand(query.from, (place) => `record.listed_at >= ${place}::timestamptz`);
  demand(query.to, (place) => `record.listed_at < ${place}::timestamptz`);
  demand(query.evseId && evseIdKey(query.evseId), (place) => `record.evse_key = ${place}`);
  demand(query.evcoId && evcoIdKey(query.evcoId), (place) => `record.evco_key = ${place}`);
  demand(query.uid && (uidKey(query.uid) ?? query.uid.trim()), (place) => `record.uid_key = ${place}`);
  demand(query.operatorId && operatorIdKey(query.operatorId), (place) => `record.operator_key = ${place}`);
  demand(query.providerId, (place) => `coalesce(record.provider_id, known.provider_id) = ${place}`);
  if (query.conflicted !== undefined)
    where.push(query.conflicted ? 'record.conflicts > 0' : 'record.conflicts = 0');
  if (query.finding === UNKNOWN_SESSION.code) where.push('known.key is null');
  else demand(query.finding, (place) => `record.finding_codes @> array[${place}]`);
  const [listedAt, sessionKey] = placeOf(query.cursor);
  if (listedAt !== undefined) {
    parameters.push(listedAt, sessionKey);
    const [time, key] = [`$${parameters.length - 1}`, `$${parameters.length}`];
    where.push(`(record.listed_at, record.session_key) < (${time}::timestamptz, ${key})`);
  }
  return { where, parameters };
}

function placeOf(cursor: string | undefined): readonly [listedAt?: string, sessionKey?: string] {
  if (cursor === undefined) return [];
  const [listedAt, sessionKey = ''] = keyOfCursor(cursor, 2);
  return [instantPart(listedAt), sessionKey];
}
