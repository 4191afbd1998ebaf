import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CdrListQuery, Page, StoredCdr } from '#suite';
import { parseInstantPart, parseCursor, selectPage } from '#persistence';
import { ACCOUNT } from '../account.js';
import { AskedFilters, type KeyFilter } from './asked-filters.js';
import {
  FOUND_WHEN_ASKED,
  RECORD_COLUMNS,
  RECORD_SOURCE,
  toStoredCdr,
  type RecordRow,
} from './record-view.js';

/** Records by filters, the session that ended last first. */
@Injectable()
export class ListRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly filters: AskedFilters,
  ) {}

  /** @throws {CursorError} @throws {RpcRefusal} FILTER_INVALID */
  async list(query: CdrListQuery): Promise<Page<StoredCdr>> {
    const [keys, finding] = await this.filters.read(query);
    const { where, parameters, apart } = toConditions({ ...query, finding }, keys);
    const select = (most: number): Promise<RecordRow[]> => {
      const found = `select ${RECORD_COLUMNS} from ${RECORD_SOURCE} where ${where.join(' and ')}
       order by record.listed_at desc, record.session_key desc limit ${most}`;
      const statement =
        apart === undefined
          ? found
          : `select found.* from ${apart}, lateral (${found}) as found ${IN_ORDER} limit ${most}`;
      return this.dataSource.query<RecordRow[]>(statement, parameters);
    };
    return await selectPage(query.limit, select, {
      keyOf: ({ listedAt, sessionKey }) => [listedAt, sessionKey],
      itemOf: toStoredCdr,
    });
  }
}

const IN_ORDER = `order by found."listedAt"::timestamptz desc, found."sessionKey" desc`;

interface Conditions {
  readonly where: readonly string[];
  readonly parameters: readonly unknown[];
  /** SQL that gives one key after another where one of several will do. */
  readonly apart?: string | undefined;
}

function toConditions(query: CdrListQuery, filters: readonly KeyFilter[]): Conditions {
  const where = ['record.account = $1'];
  const parameters: unknown[] = [ACCOUNT];
  const demand = (value: unknown, condition: (place: string) => string): void => {
    if (value === undefined) return;
    parameters.push(value);
    where.push(condition(`$${parameters.length}`));
  };
  demand(query.from, (place) => `record.listed_at >= ${place}::timestamptz`);
  demand(query.to, (place) => `record.listed_at < ${place}::timestamptz`);
  // Each key is compared by itself: an index then also gives the order of the list.
  const several = filters.find(({ keys, isIndexed }) => isIndexed && keys.length > 1);
  let apart: string | undefined;
  for (const filter of filters) {
    const { column, keys, certain } = filter;
    const [only] = keys;
    if (keys.length === 1) demand(only, (place) => `${column} = ${place}`);
    else if (filter !== several) demand(keys, (place) => `${column} = any(${place}::text[])`);
    else
      demand([...new Set(keys)], (place) => {
        apart = `unnest(${place}::text[]) as one(key)`;
        return `${column} = one.key`;
      });
    demand(certain, (place) => `(${column} = any(${place}::text[]) or ${isAuthorisedFor(place)})`);
  }
  if (query.conflicted !== undefined)
    where.push(query.conflicted ? 'record.conflicts > 0' : 'record.conflicts = 0');
  const whenAsked = query.finding === undefined ? undefined : FOUND_WHEN_ASKED[query.finding];
  if (whenAsked !== undefined) where.push(whenAsked);
  else demand(query.finding, (place) => `record.finding_codes @> array[${place}]`);
  const [listedAt, sessionKey] = placeOf(query.cursor);
  if (listedAt !== undefined) {
    parameters.push(listedAt, sessionKey);
    const [time, key] = [`$${parameters.length - 1}`, `$${parameters.length}`];
    where.push(`(record.listed_at, record.session_key) < (${time}::timestamptz, ${key})`);
  }
  return { where, parameters, apart };
}

/** SQL: whether we authorised the session for one of these contracts, which are keys. */
function isAuthorisedFor(place: string): string {
  return `exists (select from jsonb_array_elements(known.authorisations) as authorisation
    where upper(regexp_replace(authorisation->>'evcoId', '[^A-Za-z0-9]', '', 'g')) = any(${place}::text[]))`;
}

function placeOf(cursor: string | undefined): readonly [listedAt?: string, sessionKey?: string] {
  if (cursor === undefined) return [];
  const [listedAt, sessionKey = ''] = parseCursor(cursor, 2);
  return [parseInstantPart(listedAt), sessionKey];
}
