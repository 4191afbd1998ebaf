import { Client } from 'pg';
import { toFormat } from '../../../apps/hbs-sandbox/src/network/coordinates.js';
import { EvseNetwork } from '../../../apps/hbs-sandbox/src/network/evse-network.js';
import { generateEvses } from '../../../apps/hbs-sandbox/src/network/generation/generate-evses.js';
import { evseIdKey } from '#oicp';
import type { SyncRunView } from '#suite';

/** A run as the database has it. */
export interface StoredRun {
  readonly id: string;
  readonly state: SyncRunView['state'];
  readonly counts: SyncRunView['counts'];
  readonly reasons: SyncRunView['reasons'];
}

export interface Compared {
  readonly network: number;
  readonly replica: number;
  /** EvseIDs of the network that the replica does not have. */
  readonly missing: readonly string[];
  /** EvseIDs whose record differs. */
  readonly different: readonly string[];
  /** Records of the network in which no EvseID can be read. */
  readonly unreadable: number;
}

const BATCH = 2_000;

/** The replica of evse-sync, read from its database rather than through the service. */
export class PulledNetwork {
  constructor(private readonly databaseUrl: string) {}

  /** The full pulls, the oldest first. */
  runs(): Promise<readonly StoredRun[]> {
    return this.with(async (client) => {
      const { rows } = await client.query<StoredRun>(
        `select id, state, counts, reasons from evse.sync_run where kind = 'evse-data' order by number`,
      );
      return rows;
    });
  }

  /** Compares the replica with the network that the sandbox generates from a seed, record by record. */
  compare(seed: number, evses: number): Promise<Compared> {
    return this.with(async (client) => {
      const network = new EvseNetwork(generateEvses(seed, evses)).all;
      const [missing, different]: [string[], string[]] = [[], []];
      let unreadable = 0;
      for (let from = 0; from < network.length; from += BATCH) {
        const expected = network.slice(from, from + BATCH).map((evse) => ({
          key: evseIdKey(evse.evseId),
          record: toFormat('Google', evse.record),
        }));
        const stored = await rowsOf(
          client,
          expected.map(({ key }) => key),
        );
        for (const { record, key } of expected) {
          const row = stored.get(key);
          if (key === '') unreadable += 1;
          else if (row === undefined) missing.push(key);
          else if (!isSame(row, record)) different.push(key);
        }
      }
      const { rows } = await client.query<{ count: number }>('select count(*)::int as count from evse.evse');
      return { network: network.length, replica: rows[0]?.count ?? 0, missing, different, unreadable };
    });
  }

  private async with<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: this.databaseUrl, connectionTimeoutMillis: 5_000 });
    // The query fails as well: the soak kills the server.
    client.on('error', () => {});
    try {
      await client.connect();
      return await work(client);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

interface Row {
  readonly key: string;
  readonly raw: string;
}

async function rowsOf(client: Client, keys: readonly string[]): Promise<ReadonlyMap<string, Row>> {
  const { rows } = await client.query<Row>('select key, raw from evse.evse where key = any($1)', [keys]);
  return new Map(rows.map((row) => [row.key, row]));
}

function isSame({ raw }: Row, sent: Readonly<Record<string, unknown>>): boolean {
  return raw === JSON.stringify(sent);
}
