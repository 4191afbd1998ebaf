import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { Page, SessionQuery, SessionView } from '#suite';
import { parseEvcoIdQuery, parseEvseIdQuery, parseSessionIdQuery } from '#oicp';
import { selectPage } from '#persistence';
import { filterByKeys } from './filter-by-keys.js';
import { placeInList } from './place-in-list.js';
import { Session } from '../store/session.entity.js';

/** Sessions, the latest opened first. @throws {CursorError} @throws {RpcRefusal} FILTER_INVALID */
export async function listSessions(
  dataSource: DataSource,
  { limit, cursor, ...filters }: SessionQuery,
): Promise<Page<SessionView>> {
  const query = dataSource
    .getRepository(Session)
    .createQueryBuilder('session')
    .where('session.mergedInto is null')
    .orderBy('session.openedAt', 'DESC')
    .addOrderBy('session.id', 'DESC');
  filter(query, filters);
  await filterByKeys(query, Session, [
    ['evcoId', 'evcoKey', filters.evcoId, parseEvcoIdQuery],
    ['evseId', 'evseKey', filters.evseId, parseEvseIdQuery],
    ['sessionId', 'sessionKey', filters.sessionId, parseSessionIdQuery],
  ]);
  if (cursor !== undefined)
    query.andWhere('(session.openedAt, session.id) < (:at, :id)', placeInList(cursor));
  return await selectPage(limit, (most) => query.limit(most).getMany(), {
    keyOf: ({ openedAt, id }) => [openedAt.toISOString(), id],
    itemOf: ({ view }) => view,
  });
}

function filter(query: SelectQueryBuilder<Session>, asked: Omit<SessionQuery, 'limit' | 'cursor'>): void {
  const { state, from, to } = asked;
  if (state !== undefined) query.andWhere('session.state = :state', { state });
  if (from !== undefined) query.andWhere('session.openedAt >= :from', { from: new Date(from) });
  if (to !== undefined) query.andWhere('session.openedAt < :to', { to: new Date(to) });
}
