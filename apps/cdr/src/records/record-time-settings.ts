import type { TimeLimits } from '#oicp';
import { kinds, Setting } from '#platform';

/** From where on the times of a charge detail record are findings. */
export class RecordTimeSettings {
  @Setting(kinds.positiveDuration, {
    about: 'A charge detail record of a longer session has the finding session-too-long.',
    default: 'P7D',
  })
  readonly CDR_LONGEST_SESSION!: number;

  @Setting(kinds.positiveDuration, {
    about: 'A charge detail record received so long after its session ended has the finding record-late.',
    default: 'P90D',
  })
  readonly CDR_LATE_AFTER!: number;

  get limits(): TimeLimits {
    return { longestSessionMs: this.CDR_LONGEST_SESSION, lateAfterMs: this.CDR_LATE_AFTER };
  }
}
