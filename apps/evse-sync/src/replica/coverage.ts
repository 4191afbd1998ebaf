import { operatorIdKey } from '#oicp';
import type { SyncSettings } from '../sync-settings.js';
import type { ParsedRecord } from './parsed-record.js';

/** Which part of the network is kept: a filter decides what is pulled, taken from a delta, and swept. */
export class Coverage {
  private readonly operatorKeys: ReadonlySet<string>;
  private readonly countries: ReadonlySet<string>;

  constructor({ SYNC_OPERATOR_IDS: operators, SYNC_COUNTRY_CODES: countries }: SyncSettings) {
    this.operatorKeys = new Set(operators.map(operatorIdKey));
    this.countries = new Set(countries);
  }

  covers({ operatorKey, country }: Pick<ParsedRecord, 'operatorKey' | 'country'>): boolean {
    if (this.operatorKeys.size > 0) return this.operatorKeys.has(operatorKey);
    return this.countries.size === 0 || this.countries.has(country ?? '');
  }

  /** A status names its operator but no country. */
  coversOperator(operatorId: string): boolean {
    return this.operatorKeys.size === 0 || this.operatorKeys.has(operatorIdKey(operatorId));
  }

  /**
   * The same as a condition on a row of `evse.evse`, its values in the one parameter of that number.
   */
  toCondition(row: string, parameter: number): { readonly sql: string; readonly value: readonly string[] } {
    if (this.operatorKeys.size > 0)
      return { sql: `${row}.operator_key = any($${parameter}::text[])`, value: [...this.operatorKeys] };
    if (this.countries.size > 0)
      return { sql: `${row}.country = any($${parameter}::text[])`, value: [...this.countries] };
    return { sql: `cardinality($${parameter}::text[]) = 0`, value: [] };
  }
}
