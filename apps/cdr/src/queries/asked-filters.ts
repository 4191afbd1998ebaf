import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { cdrComparisons, keysAsked, RpcRefusal, type CdrListQuery } from '#messaging';
import {
  askedEvcoId,
  askedEvseId,
  askedOperatorId,
  askedProviderId,
  askedUid,
  implausibilities,
  KnownValues,
  violationCodes,
  type AskedIdentifier,
} from '#oicp';
import { ACCOUNT } from '../account.js';
import { Providers } from '../records/providers.js';

/** What the values of a filter by identifiers are compared with. */
export interface KeyFilter {
  /** SQL over {@link RECORD_SOURCE}. */
  readonly column: string;
  readonly keys: readonly string[];
}

const findings = new KnownValues<string>([
  ...Object.keys(cdrComparisons),
  ...Object.keys(implausibilities),
  ...Object.keys(violationCodes),
]);

/** The filters of the list as people write them, and as the columns have them. */
@Injectable()
export class AskedFilters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly providers: Providers,
  ) {}

  /** @throws {RpcRefusal} FILTER_INVALID for what is no identifier of its kind, and in no record either */
  async keys(query: CdrListQuery): Promise<readonly KeyFilter[]> {
    const { evseId, evcoId, uid, operatorId, providerId } = query;
    const filters = [
      evseId === undefined ? undefined : this.filter('evseId', 'evse_key', askedEvseId(evseId)),
      evcoId === undefined ? undefined : this.filter('evcoId', 'evco_key', askedEvcoId(evcoId)),
      uid === undefined ? undefined : this.filter('uid', 'uid_key', askedUid(uid)),
      operatorId === undefined
        ? undefined
        : this.filter('operatorId', 'operator_key', askedOperatorId(operatorId)),
      providerId === undefined ? undefined : this.provider(providerId),
    ];
    return await Promise.all(filters.filter((each) => each !== undefined));
  }

  /** The code of a finding. @throws {RpcRefusal} FILTER_INVALID */
  async finding(written: string): Promise<string> {
    const code = findings.find(written) ?? written.trim();
    if (findings.has(code) || (await this.isStored('record.finding_codes', '@>', [code]))) return code;
    const problem = findings.refusalOf(written, 'the code of a finding');
    throw new RpcRefusal('FILTER_INVALID', `finding: ${problem}`);
  }

  private async filter(parameter: string, column: string, asked: AskedIdentifier): Promise<KeyFilter> {
    const isStored = (keys: readonly string[]): Promise<boolean> => this.isStored(column, '= any', keys);
    return { column, keys: await keysAsked(parameter, asked, isStored) };
  }

  /** A record has its provider as it was configured when the record arrived, or else as HBS wrote it. */
  private async provider(written: string): Promise<KeyFilter> {
    const asked = askedProviderId(written);
    const parts = (await keysAsked('providerId', asked, () => Promise.resolve(false))).map(
      (key) => [key.slice(0, 2), key.slice(2)] as const,
    );
    const spelled = parts.flatMap((each) => ['', '-', '*'].map((separator) => each.join(separator)));
    const configured = this.providers.configured(written) ?? written.trim();
    return {
      column: 'coalesce(record.provider_id, known.provider_id)',
      keys: [...new Set([configured, written.trim(), ...spelled])],
    };
  }

  private async isStored(column: string, compare: '= any' | '@>', keys: readonly string[]): Promise<boolean> {
    const found = await this.dataSource.query<unknown[]>(
      `select from cdr.record where account = $1 and ${column} ${compare} ($2::text[]) limit 1`,
      [ACCOUNT, keys],
    );
    return found.length > 0;
  }
}
