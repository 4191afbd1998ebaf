import type { Alteration } from '../cdrs/alter-cdr.js';

/** A batch of records that operators submit one after the other. */
export interface CdrBatch {
  readonly count: number;
  readonly ratePerSecond: number;
  readonly copies: 'once' | 'twice';
  /** How the second copy differs. */
  readonly alter: Alteration;
  readonly evseId: string;
  readonly operatorId: string;
  readonly providerId: string;
  readonly uid: string | undefined;
  /** The same seed and `until` generate the same records. */
  readonly seed: string;
  /** When the last session ended, milliseconds since 1970. */
  readonly until: number;
  /** Days before `until` over which the ends of the sessions are spread; HBS received each record when its session ended. */
  readonly spreadDays: number;
  /** `false`: HBS stores the records without forwarding them. */
  readonly forward: boolean;
}
