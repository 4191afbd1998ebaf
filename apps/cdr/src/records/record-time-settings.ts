import { kinds, Setting } from '#platform';

/** From when on a charge detail record is late. */
export class RecordTimeSettings {
  @Setting(kinds.positiveDuration, {
    about: 'A charge detail record received so long after its session ended has the finding record-late.',
    default: 'P90D',
  })
  readonly CDR_LATE_AFTER!: number;
}
