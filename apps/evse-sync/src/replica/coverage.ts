import { operatorIdKey } from '#oicp';
import type { SyncSettings } from '../sync-settings.js';
import type { ParsedRecord } from './parsed-record.js';

/** The part of the network that the settings select: it decides what is pulled, stored from a delta, and swept. */
export class Coverage {
  private readonly operatorKeys: ReadonlySet<string>;
  private readonly countries: ReadonlySet<string>;

  constructor({ SYNC_OPERATOR_IDS: operators, SYNC_COUNTRY_CODES: countries }: SyncSettings) {
    this.operatorKeys = new Set(operators.map(operatorIdKey));
    this.countries = new Set(countries);
  }

  /** Whether a record belongs to the replica. */
  covers({ operatorKey, country }: Pick<ParsedRecord, 'operatorKey' | 'country'>): boolean {
    if (this.operatorKeys.size > 0) return this.operatorKeys.has(operatorKey);
    return this.countries.size === 0 || this.countries.has(country ?? '');
  }

  /** Whether a status belongs to the replica: it names its operator but no country. */
  coversOperator(operatorId: string): boolean {
    return this.operatorKeys.size === 0 || this.operatorKeys.has(operatorIdKey(operatorId));
  }

  /**
   * The same as an SQL condition on a row of `evse.evse`.
   *
   * @param row alias of the row
   * @param parameter number of the parameter that takes `value`
   */
  toCondition(row: string, parameter: number): { readonly sql: string; readonly value: readonly string[] } {
    if (this.operatorKeys.size > 0)
      return { sql: `${row}.operator_key = any($${parameter}::text[])`, value: [...this.operatorKeys] };
    if (this.countries.size > 0)
      return { sql: `${row}.country = any($${parameter}::text[])`, value: [...this.countries] };
    return { sql: `cardinality($${parameter}::text[]) = 0`, value: [] };
  }
}
