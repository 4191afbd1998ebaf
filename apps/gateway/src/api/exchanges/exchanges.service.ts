import { Injectable } from '@nestjs/common';
import type { Page } from '#suite';
import {
  BackgroundDatabase,
  parseInstantPart,
  isDatabaseUnavailable,
  parseCursor,
  parseUuidPart,
  selectPage,
} from '#persistence';
import { Problem } from '../problems/problem.js';
import { IdentityHash } from '../../journal/identity-hash.js';
import { parseExchangeFilters, type ExchangeFilter } from './parse-exchange-filters.js';
import type { ExchangeFilters } from './exchange-filters.js';
import { toExchangeView, type ExchangeView, type StoredExchange } from './exchange-view.js';

/** With PostgreSQL's full precision: the instant in a cursor must not be rounded. */
const AT = `to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Reads the journal, newest first. */
@Injectable()
export class ExchangesService {
  constructor(
    private readonly database: BackgroundDatabase,
    private readonly hash: IdentityHash,
  ) {}

  /**
   * Finds the exchanges that match, one page of them.
   *
   * @throws {Problem} 503 JOURNAL_AWAY while the database is unavailable
   * @throws {CursorError}
   * @throws {RpcRefusal} FILTER_INVALID
   */
  async find(filters: ExchangeFilters): Promise<Page<ExchangeView>> {
    const asked = await parseExchangeFilters(filters, this.hash, (filter) => this.isStored(filter));
    const { conditions, parameters } = this.where(filters, asked);
    const select = `
      select id, ${AT} as at, direction, operation, partner, peer, address, session_id, evse_id, identification,
        http_status, code, process_id, duration_ms, findings, reason, trace_id
      from gateway.exchange ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
      order by exchange.at desc, id desc limit`;
    return await selectPage(filters.limit, (most) => this.query(`${select} ${most}`, parameters), {
      keyOf: ({ at, id }) => [at, id],
      itemOf: toExchangeView,
    });
  }

  private where(
    filters: ExchangeFilters,
    asked: readonly ExchangeFilter[],
  ): { conditions: string[]; parameters: unknown[] } {
    const { from, to, cursor } = filters;
    const conditions: string[] = [];
    const parameters: unknown[] = [];
    const place = (value: unknown): string => `$${parameters.push(value)}`;
    const equal = (column: string, value: unknown): void => {
      if (value !== undefined) conditions.push(`${column} = ${place(value)}`);
    };
    if (from !== undefined) conditions.push(`exchange.at >= ${place(from)}::timestamptz`);
    if (to !== undefined) conditions.push(`exchange.at < ${place(to)}::timestamptz`);
    equal('direction', filters.direction);
    equal('process_id', filters.processId);
    for (const { column, values } of asked) {
      if (values.length === 1) equal(column, values[0]);
      else conditions.push(`${column} = any(${place(values)})`);
    }
    if (cursor !== undefined) {
      const [at, id] = parseCursor(cursor, 2);
      const [instant, uuid] = [place(parseInstantPart(at)), place(parseUuidPart(id))];
      conditions.push(`(exchange.at, id) < (${instant}::timestamptz, ${uuid}::uuid)`);
    }
    return { conditions, parameters };
  }

  private async isStored({ column, values }: ExchangeFilter): Promise<boolean> {
    const found = `select from gateway.exchange where ${column} = any($1) limit 1`;
    return (await this.query(found, [values])).length > 0;
  }

  private async query<Row = StoredExchange>(statement: string, parameters: unknown[]): Promise<Row[]> {
    const { dataSource, isUsable } = this.database;
    try {
      if (isUsable) return await dataSource.query<Row[]>(statement, parameters);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
    }
    throw new Problem(
      503,
      'JOURNAL_AWAY',
      'The database of the journal is unavailable at the moment. Try again.',
    );
  }
}
