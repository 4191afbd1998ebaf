import { kinds, Setting, type ChecksItself, type SettingProblem } from '#platform';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** How long exchanges with HBS are stored, and how drivers are hidden in them. */
export class JournalSettings implements ChecksItself {
  @Setting(kinds.duration, {
    about: 'How long exchanges with HBS are stored, in whole days.',
    default: 'P30D',
  })
  readonly JOURNAL_RETENTION!: number;

  @Setting(kinds.pattern(/^.{16,}$/, 'a secret of at least 16 characters'), {
    about:
      'Key of the hashes by which cards and contracts are found in the journal, which shows them shortened. Must be the same for all replicas; after a change, older exchanges are no longer found by card.',
    secret: true,
  })
  readonly JOURNAL_HASH_KEY!: string;

  /** JOURNAL_RETENTION in days. */
  get retentionDays(): number {
    return this.JOURNAL_RETENTION / DAY_MS;
  }

  /** Whether the retention is whole days. */
  problems(): readonly SettingProblem[] {
    if (Number.isInteger(this.retentionDays) && this.retentionDays >= 1) return [];
    return [{ setting: 'JOURNAL_RETENTION', problem: 'must be whole days, at least one, such as P30D' }];
  }
}
