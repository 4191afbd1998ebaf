import { kinds, Setting } from '#platform';

/** The PINs of contracts that drivers show as a QR code. */
export class PinSettings {
  @Setting(kinds.integer(4, 15), {
    about: 'Cost of bcrypt for PINs that are stored from now on; each step doubles the duration of a check.',
    default: '10',
  })
  readonly AUTHORIZE_PIN_COST!: number;

  @Setting(kinds.integer(1, 64), {
    about: 'PINs that a replica checks at a time; 100 times as many may wait, and more are refused with 320.',
    default: '2',
  })
  readonly AUTHORIZE_PIN_CHECKS!: number;

  @Setting(kinds.integer(1, 100), {
    about: 'Wrong PINs of a contract within AUTHORIZE_PIN_LOCKOUT after which no PIN is accepted.',
    default: '5',
  })
  readonly AUTHORIZE_PIN_ATTEMPTS!: number;

  @Setting(kinds.duration, {
    about: 'How long a wrong PIN counts.',
    default: 'PT15M',
  })
  readonly AUTHORIZE_PIN_LOCKOUT!: number;
}
