import type { EvseQuery } from '#suite';
import { CursorError, keyOfCursor } from '#persistence';
import { chordOf, earthPoint } from '../replica/earth-point.js';
import { VIEW_COLUMNS } from './evse-row.js';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** A search whose values are read: as the replica has them. */
export interface ResolvedEvseQuery extends Pick<EvseQuery, 'near' | 'cursor' | 'limit' | 'minPowerKw'> {
  readonly plugs?: readonly string[] | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly authenticationModes?: readonly string[] | undefined;
  readonly operatorKeys?: readonly string[] | undefined;
}

/** The search as SQL: one row more than asked for, which tells whether a page follows. @throws {CursorError} */
export function buildSearchStatement(query: ResolvedEvseQuery): Statement {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = buildConditions(query, bind);
  const { near, cursor, limit } = query;
  let [distance, order] = ['', 'e.key'];
  if (near) {
    const point = `${bind(earthPoint(near))}::cube`;
    const radius = bind(chordOf(near.radius));
    // The box bounds the walk through the index when fewer than a page lie within the radius.
    conditions.push(`e.point <@ cube_enlarge(${point}, ${radius}::float8, 3)`);
    conditions.push(`e.point <-> ${point} <= ${radius}::float8`);
    [distance, order] = [`, e.point <-> ${point} as chord`, `e.point <-> ${point}, e.key`];
    if (cursor !== undefined) {
      const [chord, key] = parseNearCursor(cursor);
      conditions.push(`(e.point <-> ${point}, e.key) > (${bind(chord)}::float8, ${bind(key)})`);
    }
  } else if (cursor !== undefined) {
    conditions.push(`e.key > ${bind(keyOfCursor(cursor, 1)[0])}`);
  }
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  const sql = `select ${VIEW_COLUMNS}${distance} from evse.evse e left join evse.evse_status s on s.key = e.key
    ${where} order by ${order} limit ${bind(limit + 1)}`;
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
  const [text = '', key = ''] = keyOfCursor(cursor, 2);
  // As JavaScript writes it: PostgreSQL reads fewer ways to write a number, and none that is too small for it.
  const chord = Number(text);
  if (text.trim() === '' || !Number.isFinite(chord)) throw new CursorError();
  return [String(chord), key];
}
