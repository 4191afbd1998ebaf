import { kinds, Setting } from '#platform';

/** How long sessions are waited for. */
export class SessionSettings {
  @Setting(kinds.positiveDuration, {
    about: 'A session that charges expires after this long without any report.',
    default: 'P2D',
  })
  readonly SESSION_EXPIRES_AFTER!: number;

  @Setting(kinds.positiveDuration, {
    about:
      'A session for which no flow of energy has been reported expires after this long without any report. Many operators never report it, so it must be longer than a long charge.',
    default: 'P1D',
  })
  readonly SESSION_PENDING_EXPIRES_AFTER!: number;

  @Setting(kinds.duration, {
    about: 'A remote start whose outcome is still unknown is reported as an orphan after this long.',
    default: 'PT15M',
  })
  readonly SESSION_ORPHAN_AFTER!: number;
}
