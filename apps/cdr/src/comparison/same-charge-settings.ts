import { kinds, Setting } from '#platform';

/** When records of two sessions are the same charge. */
export class SameChargeSettings {
  @Setting(kinds.duration, {
    about:
      'How far apart two charges of one operator may be to be the same where they have the same CPOPartnerSessionID: operators use their numbers again.',
    default: 'P1D',
  })
  readonly CDR_SAME_TRANSACTION_WITHIN!: number;
}
