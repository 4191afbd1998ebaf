import { defineAlarms } from '#platform';

export const authorizationAlarms = defineAlarms({
  CONTRACTS_NOT_FOLLOWED: {
    level: 'warn',
    means: 'Changes to contracts and tokens cannot be read; decisions go on from what is in memory',
    act: 'Bring the database back. A contract blocked meanwhile is refused only afterwards; `ageMs` says since when. At AUTHORIZE_MAX_BOOK_AGE everything is refused with 320.',
  },
  BOOK_TOO_OLD: {
    level: 'error',
    means:
      'Contracts and tokens in memory are older than AUTHORIZE_MAX_BOOK_AGE; every authorisation is refused with 320',
    act: 'Bring the database back. If drivers should charge all the same, raise AUTHORIZE_MAX_BOOK_AGE and restart once the database can be read.',
  },
  DECISIONS_UNWRITTEN: {
    level: 'warn',
    means: 'Decisions cannot be written; they are answered and kept in memory until they can',
    act: 'Bring the database back; `waiting` decisions are then written and told by themselves. Do not kill this process until then: what waits would be lost.',
  },
  DECISION_UNWRITABLE: {
    level: 'error',
    means: 'A decision was answered that the database refuses to keep; it is not told to the other services',
    act: 'Read the error in the line and report it with the version of the suite. The journal of the gateway has the exchange.',
  },
  DECISIONS_LOST: {
    level: 'error',
    means:
      'Decisions were answered that could not be written any more; they are not told to the other services',
    act: 'Nothing can bring them back here: the sessions are opened by their notifications or charge detail records. The journal of the gateway has the exchanges.',
  },
  PIN_LOCKED_OUT: {
    level: 'warn',
    means:
      'A PIN was wrong so often that no PIN of this contract is accepted for AUTHORIZE_PIN_LOCKOUT, or until a new one is set',
    act: 'Set a new PIN, if a driver forgot it. Many contracts at once are somebody who guesses: tell Hubject the operator and charging point from the journal.',
  },
  PIN_CHECKS_SHED: {
    level: 'warn',
    means: 'More PINs wait to be checked than can be in time; drivers with QR codes are refused with 320',
    act: 'Look for somebody who guesses. If it is honest traffic, add replicas or raise AUTHORIZE_PIN_CHECKS.',
  },
  CONTRACT_IN_OTHER_NOTATION: {
    level: 'warn',
    means: 'A contract was refused that is known in the other notation, DIN or ISO, as some convert it',
    act: 'Whether both are one contract only you know. If they are, store the contract as it was asked for, too.',
  },
  UID_REVERSED: {
    level: 'warn',
    means: 'A card was refused that is known in the other byte order',
    act: 'The charging point reads UIDs backwards, or the card was registered backwards. Compare with the printed UID; register the card as most operators read it.',
  },
});
