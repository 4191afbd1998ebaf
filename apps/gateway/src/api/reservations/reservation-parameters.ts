import { suiteMessages } from '#suite';
import { bodyOf, queryOf } from '../requests/request-class.js';

const { minutes } = suiteMessages.rpcs['reservation.start'].request.schema.shape;

/** A request to reserve a charging point. */
export class StartReservation extends bodyOf('reservation.start', {
  instead: { minutes: minutes.default(15) },
}) {}

/** Filters of the list of reservations, combined by AND. */
export class ReservationParameters extends queryOf('reservation.list', {
  nouns: { state: 'a state of reservations' },
}) {}
