import { kinds, Setting } from '#platform';

/** How long sessions are waited for. */
export class SessionSettings {
  @Setting(kinds.positiveDuration, {
    about: 'A session that charges expires after hearing nothing of it for so long.',
    default: 'P2D',
  })
  readonly SESSION_EXPIRES_AFTER!: number;

  @Setting(kinds.positiveDuration, {
    about:
      'A session of which nobody has told that energy flows expires after hearing nothing of it for so long. Many operators never tell, so it must be longer than a long charge.',
    default: 'P1D',
  })
  readonly SESSION_PENDING_EXPIRES_AFTER!: number;

  @Setting(kinds.duration, {
    about:
      'A remote start of which nobody knows whether it started a car is reported as an orphan after so long.',
    default: 'PT15M',
  })
  readonly SESSION_ORPHAN_AFTER!: number;
}
