import { kinds, Setting, type ChecksItself, type SettingProblem } from '#platform';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** How long exchanges with HBS are kept, and how drivers are hidden in them. */
export class JournalSettings implements ChecksItself {
  @Setting(kinds.duration, {
    about: 'How long exchanges with HBS are kept, in whole days.',
    default: 'P30D',
  })
  readonly JOURNAL_RETENTION!: number;

  @Setting(kinds.pattern(/^.{16,}$/, 'a secret of at least 16 characters'), {
    about:
      'Key under which cards and contracts are found again in the journal, where they stand shortened. The same for all replicas; with another one, older exchanges are not found by card.',
    secret: true,
  })
  readonly JOURNAL_HASH_KEY!: string;

  get retentionDays(): number {
    return this.JOURNAL_RETENTION / DAY_MS;
  }

  problems(): readonly SettingProblem[] {
    if (Number.isInteger(this.retentionDays) && this.retentionDays >= 1) return [];
    return [{ setting: 'JOURNAL_RETENTION', problem: 'must be whole days, at least one, such as P30D' }];
  }
}
