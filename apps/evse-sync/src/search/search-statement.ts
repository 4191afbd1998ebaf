import type { EvseQuery } from '#suite';
import { CursorError, parseCursor } from '#persistence';
import { chordOf, earthPoint } from '../replica/earth-point.js';
import { VIEW_COLUMNS } from './evse-row.js';

/** An SQL statement with its parameters. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** A search whose values are resolved to those of the replica. */
export interface ResolvedEvseQuery extends Pick<EvseQuery, 'near' | 'cursor' | 'minPowerKw'> {
  readonly plugs?: readonly string[] | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly authenticationModes?: readonly string[] | undefined;
  readonly operatorKeys?: readonly string[] | undefined;
}

/** Builds the SQL of a search for at most so many rows. @throws {CursorError} */
export function buildSearchStatement(query: ResolvedEvseQuery, most: number): Statement {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = buildConditions(query, bind);
  const { near, cursor } = query;
  let [distance, order] = ['', 'e.key'];
  if (near) {
    const point = `${bind(earthPoint(near))}::cube`;
    const radius = bind(chordOf(near.radius));
    // The box limits the index scan when fewer than a page of EVSEs are within the radius.
    conditions.push(`e.point <@ cube_enlarge(${point}, ${radius}::float8, 3)`);
    conditions.push(`e.point <-> ${point} <= ${radius}::float8`);
    [distance, order] = [`, e.point <-> ${point} as chord`, `e.point <-> ${point}, e.key`];
    if (cursor !== undefined) {
      const [chord, key] = parseNearCursor(cursor);
      conditions.push(`(e.point <-> ${point}, e.key) > (${bind(chord)}::float8, ${bind(key)})`);
    }
  } else if (cursor !== undefined) {
    conditions.push(`e.key > ${bind(parseCursor(cursor, 1)[0])}`);
  }
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  const sql = `select ${VIEW_COLUMNS}${distance} from evse.evse e left join evse.evse_status s on s.key = e.key
    ${where} order by ${order} limit ${bind(most)}`;
  return { sql, parameters };
}

function buildConditions(query: ResolvedEvseQuery, bind: (value: unknown) => string): string[] {
  const { plugs, minPowerKw, statuses, operatorKeys, authenticationModes } = query;
  return [
    ...(plugs ? [`e.plugs && ${bind(plugs)}::text[]`] : []),
    ...(minPowerKw === undefined ? [] : [`e.max_power_kw >= ${bind(minPowerKw)}`]),
    ...(statuses ? [`s.status = any(${bind(statuses)}::text[])`] : []),
    ...(operatorKeys ? [`e.operator_key = any(${bind(operatorKeys)}::text[])`] : []),
    ...(authenticationModes ? [`e.authentication_modes && ${bind(authenticationModes)}::text[]`] : []),
  ];
}

function parseNearCursor(cursor: string): readonly [string, string] {
  const [text = '', key = ''] = parseCursor(cursor, 2);
  // Written by JavaScript again: PostgreSQL accepts fewer notations of numbers, and none that underflow.
  const chord = Number(text);
  if (text.trim() === '' || !Number.isFinite(chord)) throw new CursorError();
  return [String(chord), key];
}
