import { Injectable } from '@nestjs/common';
import type { Page } from '#messaging';
import { evseIdKey, sessionIdKey } from '#oicp';
import {
  BackgroundDatabase,
  cursorOf,
  instantPart,
  isDatabaseUnavailable,
  keyOfCursor,
  uuidPart,
} from '#persistence';
import { Problem } from '../../api/problems/problem.js';
import { IdentityHash } from '../identity-hash.js';
import type { ExchangeFilters } from './exchange-filters.js';
import { exchangeView, type ExchangeView, type StoredExchange } from './exchange-view.js';

/** With all digits of PostgreSQL: what a cursor compares with must not be rounded. */
const AT = `to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Reads the journal, newest first. */
@Injectable()
export class ExchangesService {
  constructor(
    private readonly database: BackgroundDatabase,
    private readonly hash: IdentityHash,
  ) {}

  /** @throws {Problem} 503 JOURNAL_AWAY while the database is; {@link CursorError} */
  async find(filters: ExchangeFilters): Promise<Page<ExchangeView>> {
    const { conditions, parameters } = this.where(filters);
    const { limit } = filters;
    const statement = `
      select id, ${AT} as at, direction, operation, partner, peer, address, session_id, evse_id, identification,
        http_status, code, process_id, duration_ms, findings, reason, trace_id
      from gateway.exchange ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
      order by exchange.at desc, id desc limit ${limit + 1}`;
    const rows = await this.query(statement, parameters);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return { items: shown.map(exchangeView), ...(last && { next: cursorOf(last.at, last.id) }) };
  }

  private where(filters: ExchangeFilters): { conditions: string[]; parameters: unknown[] } {
    const { from, to, sessionId, evseId, card, cursor } = filters;
    const conditions: string[] = [];
    const parameters: unknown[] = [];
    const place = (value: unknown): string => `$${parameters.push(value)}`;
    const equal = (column: string, value: unknown): void => {
      if (value !== undefined) conditions.push(`${column} = ${place(value)}`);
    };
    if (from !== undefined) conditions.push(`exchange.at >= ${place(from)}::timestamptz`);
    if (to !== undefined) conditions.push(`exchange.at < ${place(to)}::timestamptz`);
    equal('direction', filters.direction);
    equal('operation', filters.operation);
    equal('process_id', filters.processId);
    equal('code', filters.code);
    equal('session_key', sessionId === undefined ? undefined : sessionIdKey(sessionId));
    equal('evse_key', evseId === undefined ? undefined : evseIdKey(evseId));
    equal('identification_hash', card === undefined ? undefined : this.hash.of(card));
    if (cursor !== undefined) {
      const [at, id] = keyOfCursor(cursor, 2);
      const [instant, uuid] = [place(instantPart(at)), place(uuidPart(id))];
      conditions.push(`(exchange.at, id) < (${instant}::timestamptz, ${uuid}::uuid)`);
    }
    return { conditions, parameters };
  }

  private async query(statement: string, parameters: unknown[]): Promise<StoredExchange[]> {
    const { dataSource, isUsable } = this.database;
    try {
      if (isUsable) return await dataSource.query<StoredExchange[]>(statement, parameters);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
    }
    throw new Problem(503, 'JOURNAL_AWAY', 'The journal’s database cannot be reached just now. Try again.');
  }
}
