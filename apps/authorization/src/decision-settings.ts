import { kinds, Setting } from '#platform';

/** How drivers are authorised. */
export class DecisionSettings {
  @Setting(kinds.duration, {
    about:
      'How old contracts and tokens in memory may become while the database is away; beyond it everything is refused with 320.',
    default: 'PT24H',
  })
  readonly AUTHORIZE_MAX_BOOK_AGE!: number;

  @Setting(kinds.choice('used', 'contract'), {
    about:
      'What we tell an operator may stop a session, which every operator sees: only the medium that was `used`, or also the other cards of the `contract` (20 at most, never a PIN).',
    default: 'used',
  })
  readonly AUTHORIZE_STOP_IDENTIFICATIONS!: 'used' | 'contract';

  @Setting(kinds.integer(100, 1_000_000), {
    about: 'Decisions that a replica keeps in memory at most while the database is away.',
    default: '100000',
  })
  readonly AUTHORIZE_UNWRITTEN_MAX!: number;

  @Setting(kinds.duration, {
    about:
      'How long decisions and what is known of sessions are kept: as long, the same SessionID gets the same answer.',
    default: 'P90D',
  })
  readonly AUTHORIZE_DECISION_RETENTION!: number;
}
