import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readAll, valueRefusal } from '#suite';
import { authenticationMode, evseStatus, plainSpelling, plug, type KnownValues } from '#oicp';

interface Filter {
  /** What its values are, as a noun of a sentence. */
  readonly noun: string;
  readonly known: KnownValues<string>;
  /** The values in the replica that are not among `$1`. */
  readonly unlisted: string;
}

/** By the names of the API's parameters. */
const filters = {
  plug: {
    noun: 'a plug type of OICP',
    known: plug.known,
    unlisted: 'select distinct value from evse.evse, unnest(plugs) value where not value = any($1)',
  },
  status: {
    noun: 'a status of OICP',
    known: evseStatus.known,
    unlisted: 'select distinct status as value from evse.evse_status where not status = any($1)',
  },
  authenticationMode: {
    noun: 'an authentication mode of OICP',
    known: authenticationMode.known,
    unlisted:
      'select distinct value from evse.evse, unnest(authentication_modes) value where not value = any($1)',
  },
} as const satisfies Record<string, Filter>;
type FilterName = keyof typeof filters;

/** How long the values found in the replica are cached: finding them reads the whole replica. */
const CACHED_MS = 10 * 60_000;

interface Unlisted {
  readonly values: readonly string[];
  readonly until: number;
}

/** Resolves filter values of OICP’s open lists: in any spelling, including those that only the replica has. */
@Injectable()
export class FilterValues {
  private readonly cached = new Map<FilterName, Unlisted>();

  constructor(private readonly dataSource: DataSource) {}

  /** The values as the replica stores them. @throws {RpcRefusal} FILTER_INVALID for one that neither OICP nor the replica has */
  async resolve(name: FilterName, texts: readonly string[]): Promise<readonly string[]> {
    const values = await readAll(texts.map((text) => this.resolveOne(name, text)));
    return [...new Set(values.flat())];
  }

  private async resolveOne(name: FilterName, text: string): Promise<readonly string[]> {
    const { known, noun }: Filter = filters[name];
    const listed = known.find(text);
    if (listed !== undefined) return [listed];
    const stored = await this.findUnlisted(name, text);
    if (stored.length > 0) return stored;
    throw valueRefusal('FILTER_INVALID', name, known.refusalOf(text, noun));
  }

  /** Values that OICP does not list are stored as received, so the replica may have one in several spellings. */
  private async findUnlisted(name: FilterName, text: string): Promise<readonly string[]> {
    const spelling = plainSpelling(text);
    const alike = ({ values }: Pick<Unlisted, 'values'>): readonly string[] =>
      values.filter((each) => plainSpelling(each) === spelling);
    const cached = this.cached.get(name);
    const found = cached && Date.now() < cached.until ? alike(cached) : [];
    return found.length > 0 ? found : alike(await this.loadUnlisted(name));
  }

  private async loadUnlisted(name: FilterName): Promise<Unlisted> {
    const { known, unlisted }: Filter = filters[name];
    const rows = await this.dataSource.query<{ value: string }[]>(unlisted, [known.values]);
    const found = { values: rows.map(({ value }) => value), until: Date.now() + CACHED_MS };
    this.cached.set(name, found);
    return found;
  }
}
