import { defineAlarms } from '#platform';

/** The alarms of authorization. Their codes are public; `docs/operations.md` lists them. */
export const authorizationAlarms = defineAlarms({
  CONTRACTS_NOT_FOLLOWED: {
    level: 'warn',
    means: 'Changes to contracts and tokens cannot be read; decisions are made from what is in memory',
    act: 'Restore the database. A contract that is blocked meanwhile is refused only after that; `ageMs` is the age of what is in memory. At AUTHORIZE_MAX_BOOK_AGE everything is refused with 320.',
  },
  BOOK_TOO_OLD: {
    level: 'error',
    means:
      'Contracts and tokens in memory are older than AUTHORIZE_MAX_BOOK_AGE; every authorisation is refused with 320',
    act: 'Restore the database. If drivers should charge all the same, raise AUTHORIZE_MAX_BOOK_AGE and restart once the database can be read.',
  },
  DECISIONS_UNWRITTEN: {
    level: 'warn',
    means:
      'Decisions cannot be written to the database; they are answered, and held in memory until they can be',
    act: 'Restore the database; the `waiting` decisions are then written and published automatically. Do not kill this process until then: they would be lost.',
  },
  DECISION_UNWRITABLE: {
    level: 'error',
    means:
      'A decision was answered that the database refuses to store; it is not published to the other services',
    act: 'Read the error in the line and report it with the version of the suite. The journal of the gateway has the exchange.',
  },
  DECISIONS_LOST: {
    level: 'error',
    means: 'Decisions were answered and could not be written; they are not published to the other services',
    act: 'They cannot be restored here: notifications or charge detail records open their sessions. Find the exchanges in the journal of the gateway.',
  },
  PIN_LOCKED_OUT: {
    level: 'warn',
    means:
      'A PIN was wrong so often that no PIN of this contract is accepted for AUTHORIZE_PIN_LOCKOUT, or until a new one is set',
    act: 'Set a new PIN if the driver forgot it. If many contracts are locked out at once, PINs are being guessed: report the operator and the charging point, which are in the journal, to Hubject.',
  },
  PIN_CHECKS_SHED: {
    level: 'warn',
    means: 'More PINs are waiting than can be checked in time; drivers with QR codes are refused with 320',
    act: 'Check the journal for guessed PINs. If the traffic is genuine, add replicas or raise AUTHORIZE_PIN_CHECKS.',
  },
  CONTRACT_IN_OTHER_NOTATION: {
    level: 'warn',
    means: 'A contract was refused whose EvcoID is known in the other notation, DIN or ISO',
    act: 'Check whether both are one contract. If they are, store the contract under the received EvcoID, too.',
  },
  UID_REVERSED: {
    level: 'warn',
    means: 'A card was refused whose UID is known in the other byte order',
    act: 'Compare the UID with the printed one: the charging point reads UIDs backwards, or the card was registered backwards. Register the card as most operators read it.',
  },
});
