import type { DataSource } from 'typeorm';
import type { Page, ReservationQuery, ReservationView } from '#suite';
import { parseEvcoIdQuery, parseEvseIdQuery } from '#oicp';
import { selectPage } from '#persistence';
import { filterByKeys } from '../queries/filter-by-keys.js';
import { placeInList } from '../queries/place-in-list.js';
import { Reservation } from './reservation.entity.js';

/** Reservations, the latest requested first. @throws {CursorError} @throws {RpcRefusal} FILTER_INVALID */
export async function listReservations(
  dataSource: DataSource,
  { limit, cursor, state, evcoId, evseId }: ReservationQuery,
): Promise<Page<ReservationView>> {
  const query = dataSource
    .getRepository(Reservation)
    .createQueryBuilder('reservation')
    .orderBy('reservation.requestedAt', 'DESC')
    .addOrderBy('reservation.id', 'DESC');
  if (state !== undefined) query.andWhere('reservation.state = :state', { state });
  await filterByKeys(query, Reservation, [
    ['evcoId', 'evcoKey', evcoId, parseEvcoIdQuery],
    ['evseId', 'evseKey', evseId, parseEvseIdQuery],
  ]);
  if (cursor !== undefined)
    query.andWhere('(reservation.requestedAt, reservation.id) < (:at, :id)', placeInList(cursor));
  return await selectPage(limit, (most) => query.limit(most).getMany(), {
    keyOf: ({ view: { requestedAt, id } }) => [requestedAt, id],
    itemOf: ({ view }) => view,
  });
}
