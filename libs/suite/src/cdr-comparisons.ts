import { implausibilities, violationCodes } from '#oicp';

/**
 * Findings of comparing a charge detail record with the session it names, the power of its EVSE, and other records, and
 * what each code means. Codes are stable.
 */
export const cdrComparisons = {
  'unknown-session': 'We neither authorised nor started this session',
  'session-not-compared':
    'Only the SessionID of this session is known, because it is older than comparisons; the record was not compared with it',
  'two-sessions': 'The SessionID is of one session of ours, the EMPPartnerSessionID of another',
  'other-card': 'The card is not the one that we authorised for this session',
  'other-contract': 'The contract is not the one for which we authorised this session',
  'several-contracts':
    'We authorised this session for several contracts, and the record does not say which of them charged',
  'other-evse': 'The EVSE is not the one for which we authorised this session',
  'charging-before-authorisation': 'Charging began before we authorised it',
  'charging-after-stop': 'Charging ended after a stop that we or HBS had accepted',
  'energy-exceeds-power': 'More energy than can flow in this time',
  'same-charge': 'The same charge as that of another session',
  'card-in-two-charges': 'The card charges in another session at the same time',
  'evse-in-two-charges': 'The EVSE charges in another session at the same time',
} as const;

export type CdrComparison = keyof typeof cdrComparisons;

/** Every code that a finding about a charge detail record can have. */
export const cdrFindingCodes: readonly string[] = [
  ...Object.keys(cdrComparisons),
  ...Object.keys(implausibilities),
  ...Object.keys(violationCodes),
];
