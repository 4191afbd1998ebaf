import { AtLeast, kinds, Setting } from '#platform';

/**
 * How far a charge detail record or a notification may differ from what else is known before a person should look at it:
 * the same for cdr and remote-session.
 */
export class ComparisonSettings {
  @Setting(kinds.duration, {
    about:
      'How far the clocks of charging points, of HBS and of other operators may differ before times of a charge detail record or a notification are a finding.',
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

  @AtLeast('CDR_POWER_LIMIT_KW', 'a megawatt plug gives more than any other')
  @Setting(kinds.integer(1, 100_000), {
    about: 'The same where the EVSE has a megawatt plug (MCS); at least CDR_POWER_LIMIT_KW.',
    default: '4000',
  })
  readonly CDR_MEGAWATT_LIMIT_KW!: number;

  @Setting(kinds.positiveDuration, {
    about:
      'A session that lasted longer, by its charge detail record or its notifications, has the finding session-too-long.',
    default: 'P7D',
  })
  readonly CDR_LONGEST_SESSION!: number;
}
