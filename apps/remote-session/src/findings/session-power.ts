import type { ComparisonSettings, EvsePower, PowerLimits } from '#suite';

/** What evse-sync knows of the power of a session’s EVSE, as it is stored with the session. */
export interface SessionPower {
  readonly evseKey: string;
  /**
   * `pending`: not asked for yet, so that energy is compared with no power; `unanswered` and `unknown`: asked for in vain, so
   * that it is compared with the fixed limit.
   */
  readonly state: 'pending' | 'unanswered' | 'unknown' | 'known';
  /** Where it is known. */
  readonly power?: Omit<EvsePower, 'evseId'> | undefined;
  /** How often it was asked for in vain. */
  readonly attempts: number;
}

/** With what the reports of a session are compared, beside its own facts. */
export interface SessionComparison {
  readonly limits: PowerLimits & Pick<ComparisonSettings, 'CDR_TIME_TOLERANCE' | 'CDR_LONGEST_SESSION'>;
  /** `null` where no report of the session has named energy. */
  readonly power: SessionPower | null;
}
