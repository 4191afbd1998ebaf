import type { StatusCode } from '#oicp';
import type { OutcomeMessages } from '../hbs-calls/hbs-outcome.js';
import { startMessages } from '../state/driver-messages.js';

/** Codes that mean the same for a driver whether charging or a reservation was requested. */
const AS_FOR_A_START: ReadonlySet<StatusCode> = new Set<StatusCode>([
  '018',
  '019',
  '101',
  '102',
  '103',
  '105',
  '106',
  '120',
  '121',
  '200',
  '210',
  '300',
  '320',
  '602',
  '603',
  '604',
  '700',
]);

/** What an app may show its driver when a reservation is refused, or when its outcome is unknown. */
export const aboutReservation: OutcomeMessages = {
  ofCode: (code) => {
    if (code === '601') return 'The charging point is reserved for somebody else. Please choose another one.';
    return AS_FOR_A_START.has(code) ? startMessages[code] : undefined;
  },
  refused: 'The charging point cannot be reserved. Please choose another one.',
  unknown: 'It is not known whether the charging point is reserved for you.',
  notPossible: 'Charging points cannot be reserved just now. Please try again.',
  ourselves: 'Charging points cannot be reserved by app at the moment.',
  prefix: '',
};

/** The same for a reservation that is given back. */
export const aboutRelease: OutcomeMessages = {
  ofCode: () => undefined,
  refused: 'The reservation could not be given back. It ends by itself.',
  unknown: 'It is not known whether the reservation was given back. Try again, or let it end by itself.',
  notPossible: 'The reservation cannot be given back just now. Please try again.',
  ourselves: 'The reservation cannot be given back by app at the moment. It ends by itself.',
  prefix: 'RELEASE_',
};

/** Why a reservation ended by itself. */
export const reservationOver = {
  reasonCode: 'TIME_OVER',
  reason: 'The time of the reservation is over.',
} as const;

/** Why a reservation that was given back had ended before. */
export const noLongerReserved = {
  reasonCode: 'RELEASE_REFUSED_400',
  reason: 'The operator no longer holds the charging point.',
} as const;
