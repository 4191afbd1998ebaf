import { kinds, Setting } from '#platform';

/** How drivers are authorised. */
export class DecisionSettings {
  @Setting(kinds.duration, {
    about:
      'How old contracts and tokens in memory may become while the database is unavailable; beyond it everything is refused with 320.',
    default: 'PT24H',
  })
  readonly AUTHORIZE_MAX_BOOK_AGE!: number;

  @Setting(kinds.choice('used', 'contract'), {
    about:
      'What may stop a session, as it is sent to every operator: only the medium that was `used`, or also the other cards of the `contract` (20 at most, never a PIN).',
    default: 'used',
  })
  readonly AUTHORIZE_STOP_IDENTIFICATIONS!: 'used' | 'contract';

  @Setting(kinds.integer(100, 1_000_000), {
    about: 'Decisions that a replica holds in memory at most while the database is unavailable.',
    default: '100000',
  })
  readonly AUTHORIZE_UNWRITTEN_MAX!: number;

  @Setting(kinds.duration, {
    about:
      'How long decisions and the owners of sessions are stored. Until then, the same SessionID gets the same answer.',
    default: 'P90D',
  })
  readonly AUTHORIZE_DECISION_RETENTION!: number;
}
