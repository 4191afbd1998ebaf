import { kinds, Setting } from '#platform';

/** How charge detail records are reconciled with what HBS lists. */
export class ReconciliationSettings {
  @Setting(kinds.positiveDuration, {
    about: 'How often charge detail records are reconciled with HBS.',
    default: 'PT15M',
  })
  readonly CDR_RECONCILE_INTERVAL!: number;

  @Setting(kinds.duration, {
    about: 'How far each reconciliation reaches back behind the last one that succeeded.',
    default: 'P7D',
  })
  readonly CDR_RECONCILE_OVERLAP!: number;

  @Setting(kinds.duration, {
    about: 'How far the first reconciliation reaches back; for more, `npm run cdr -- backfill`.',
    default: 'P30D',
  })
  readonly CDR_RECONCILE_LOOKBACK!: number;
}
