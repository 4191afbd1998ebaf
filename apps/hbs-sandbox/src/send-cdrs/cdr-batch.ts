import type { Alteration } from '../cdrs/alter-cdr.js';

/** Records that operators hand in one after the other. */
export interface CdrBatch {
  readonly count: number;
  readonly ratePerSecond: number;
  readonly copies: 'once' | 'twice';
  /** What the second copy tells otherwise. */
  readonly alter: Alteration;
  readonly evseId: string;
  readonly operatorId: string;
  readonly providerId: string;
  readonly uid: string | undefined;
  /** The same seed and `until` make the same records. */
  readonly seed: string;
  /** The last of the sessions ended then, milliseconds since 1970. */
  readonly until: number;
  /** Days before `until` over which the sessions are spread; they were received as they ended. */
  readonly spreadDays: number;
  /** `false`: HBS keeps them and does not forward them. */
  readonly forward: boolean;
}
