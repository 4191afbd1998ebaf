import { Injectable } from '@nestjs/common';
import { ComparisonSettings, type PowerLimits } from '#suite';
import type { Nearness } from './compare-with-charges.js';
import { SameChargeSettings } from './same-charge-settings.js';

/** The settings that charge detail records are compared by. */
@Injectable()
export class ComparisonLimits implements PowerLimits, Nearness {
  readonly CDR_TIME_TOLERANCE: number;
  readonly CDR_POWER_TOLERANCE: number;
  readonly CDR_POWER_LIMIT_KW: number;
  readonly CDR_MEGAWATT_LIMIT_KW: number;
  readonly CDR_LONGEST_SESSION: number;
  readonly CDR_SAME_TRANSACTION_WITHIN: number;

  constructor(comparison: ComparisonSettings, sameCharge: SameChargeSettings) {
    this.CDR_TIME_TOLERANCE = comparison.CDR_TIME_TOLERANCE;
    this.CDR_POWER_TOLERANCE = comparison.CDR_POWER_TOLERANCE;
    this.CDR_POWER_LIMIT_KW = comparison.CDR_POWER_LIMIT_KW;
    this.CDR_MEGAWATT_LIMIT_KW = comparison.CDR_MEGAWATT_LIMIT_KW;
    this.CDR_LONGEST_SESSION = comparison.CDR_LONGEST_SESSION;
    this.CDR_SAME_TRANSACTION_WITHIN = sameCharge.CDR_SAME_TRANSACTION_WITHIN;
  }
}
