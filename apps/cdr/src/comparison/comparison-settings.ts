import { kinds, Setting, type ChecksItself, type SettingProblem } from '#platform';

/** How far a charge detail record may differ from what else is known before a person should look at it. */
export class ComparisonSettings implements ChecksItself {
  @Setting(kinds.duration, {
    about:
      'How far the clocks of charging points, of HBS and of other operators may differ before times of a charge detail record are a finding.',
    default: 'PT5M',
  })
  readonly CDR_TIME_TOLERANCE!: number;

  @Setting(kinds.share, {
    about:
      'How much more than the power of its EVSE a charge may take on average, as a share of it; never less than 1 kW, since operators give the power in whole kilowatts.',
    default: '0.1',
  })
  readonly CDR_POWER_TOLERANCE!: number;

  @Setting(kinds.integer(1, 100_000), {
    about: 'Kilowatts that no charge exceeds on average where the power of its EVSE is not known.',
    default: '1000',
  })
  readonly CDR_POWER_LIMIT_KW!: number;

  @Setting(kinds.integer(1, 100_000), {
    about: 'The same where the EVSE has a megawatt plug (MCS).',
    default: '4000',
  })
  readonly CDR_MEGAWATT_LIMIT_KW!: number;

  @Setting(kinds.duration, {
    about:
      'How far apart two charges of one operator may be to be the same where they have the same CPOPartnerSessionID: operators use their numbers again.',
    default: 'P1D',
  })
  readonly CDR_SAME_TRANSACTION_WITHIN!: number;

  problems(): readonly SettingProblem[] {
    return this.CDR_MEGAWATT_LIMIT_KW >= this.CDR_POWER_LIMIT_KW
      ? []
      : [
          {
            setting: 'CDR_MEGAWATT_LIMIT_KW',
            problem: 'is less than CDR_POWER_LIMIT_KW; a megawatt plug gives more than any other',
          },
        ];
  }
}
