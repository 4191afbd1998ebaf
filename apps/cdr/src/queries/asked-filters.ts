import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  cdrFindingCodes,
  resolveFilterKeys,
  ProviderSettings,
  readAll,
  valueRefusal,
  type CdrListQuery,
} from '#suite';
import {
  parseEvcoIdQuery,
  parseEvseIdQuery,
  parseOperatorIdQuery,
  parseProviderIdQuery,
  parseUidQuery,
  parseLooseEvcoId,
  toOtherNotation,
  KnownValues,
  type IdentifierQuery,
} from '#oicp';
import { ACCOUNT } from '../account.js';
import { Providers } from '../records/providers.js';

/** What the values of a filter by identifiers are compared with. */
export interface KeyFilter {
  /** SQL over {@link RECORD_SOURCE}. */
  readonly column: string;
  readonly keys: readonly string[];
  /**
   * Of `keys`, those that name what is meant for certain; the others only where our decision for the session names one of
   * these.
   */
  readonly certain?: readonly string[];
  /** Whether an index has the records of each key in the order of the list. */
  readonly isIndexed: boolean;
}

const findings = new KnownValues<string>(cdrFindingCodes);

/** The filters of the list as people write them, and as the columns have them. */
@Injectable()
export class AskedFilters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly providers: Providers,
    private readonly settings: ProviderSettings,
  ) {}

  /**
   * The filters by identifiers, and the code of the finding that is asked for.
   *
   * @throws {RpcRefusal} FILTER_INVALID for what is not an identifier of its kind, a finding or a provider of ours, and in
   * no record either
   */
  async read(
    query: CdrListQuery,
  ): Promise<readonly [keys: readonly KeyFilter[], finding: string | undefined]> {
    const { finding } = query;
    return await readAll([this.keys(query), finding === undefined ? undefined : this.finding(finding)]);
  }

  private async keys(query: CdrListQuery): Promise<readonly KeyFilter[]> {
    const { evseId, evcoId, uid, operatorId, providerId } = query;
    const filters = [
      evseId === undefined ? undefined : this.filter('evseId', 'evse_key', parseEvseIdQuery(evseId)),
      evcoId === undefined ? undefined : this.contract(evcoId),
      uid === undefined ? undefined : this.filter('uid', 'uid_key', parseUidQuery(uid)),
      operatorId === undefined
        ? undefined
        : this.filter('operatorId', 'operator_key', parseOperatorIdQuery(operatorId)),
      providerId === undefined ? undefined : this.provider(providerId),
    ];
    return await readAll(filters.filter((each) => each !== undefined));
  }

  private async finding(written: string): Promise<string> {
    const code = findings.find(written) ?? written.trim();
    if (findings.has(code) || (await this.isStored('record.finding_codes', '@>', [code]))) return code;
    throw valueRefusal('FILTER_INVALID', 'finding', findings.refusalOf(written, 'the code of a finding'));
  }

  private async filter(parameter: string, column: string, asked: IdentifierQuery): Promise<KeyFilter> {
    const isStored = (keys: readonly string[]): Promise<boolean> => this.isStored(column, '= any', keys);
    return { column, keys: await resolveFilterKeys(parameter, asked, isStored), isIndexed: true };
  }

  /**
   * A record may name our contract in the other notation, of DIN or ISO, which the provider may have issued to somebody else:
   * it is that contract where we authorised the session for it.
   */
  private async contract(written: string): Promise<KeyFilter> {
    const filter = await this.filter('evcoId', 'evco_key', parseEvcoIdQuery(written));
    const meant = parseLooseEvcoId(written);
    const others = meant ? toOtherNotation(meant).flatMap(({ text }) => parseEvcoIdQuery(text).keys) : [];
    return others.length === 0
      ? filter
      : { ...filter, keys: [...filter.keys, ...others], certain: filter.keys };
  }

  /** A record has its provider as it was configured when the record arrived, or else as HBS wrote it. */
  private async provider(written: string): Promise<KeyFilter> {
    const { keys, problem } = parseProviderIdQuery(written);
    const parts = problem === undefined ? keys.map((key) => [key.slice(0, 2), key.slice(2)] as const) : [];
    const spelled = parts.flatMap((each) => ['', '-', '*'].map((separator) => each.join(separator)));
    const configured = this.providers.configured(written);
    const asked = [...new Set([configured ?? written.trim(), written.trim(), ...spelled])];
    if (configured === undefined && !(await this.isProviderStored(asked))) {
      const foreign = `${written.trim()} is not one of our ProviderIDs: ${this.settings.EMP_PROVIDER_IDS.join(', ')}`;
      throw valueRefusal('FILTER_INVALID', 'providerId', problem ?? foreign);
    }
    return { column: 'coalesce(record.provider_id, known.provider_id)', keys: asked, isIndexed: false };
  }

  /** Of a record, or of a session that one may belong to: each is looked for where it is stored. */
  private async isProviderStored(spelled: readonly string[]): Promise<boolean> {
    const [found] = await this.dataSource.query<{ stored: boolean }[]>(
      `select exists (select from cdr.record where account = $1 and provider_id = any($2::text[]))
         or exists (select from cdr.known_session where account = $1 and provider_id = any($2::text[])) as stored`,
      [ACCOUNT, spelled],
    );
    return found?.stored === true;
  }

  private async isStored(column: string, compare: '= any' | '@>', keys: readonly string[]): Promise<boolean> {
    const found = await this.dataSource.query<unknown[]>(
      `select from cdr.record where account = $1 and ${column} ${compare} ($2::text[]) limit 1`,
      [ACCOUNT, keys],
    );
    return found.length > 0;
  }
}
