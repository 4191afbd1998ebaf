import { Client } from 'pg';

/** A record as it stands in the database of cdr. */
export interface StoredCdr {
  readonly sessionKey: string;
  /** How often it came by the edge. */
  readonly forwarded: number;
  /** Whether reconciliation brought it, too. */
  readonly pulled: boolean;
  readonly conflicts: number;
}

/** What cdr has stored, read from its database and not by its own word. */
export class StoredCdrs {
  constructor(private readonly databaseUrl: string) {}

  all(): Promise<readonly StoredCdr[]> {
    return this.query<StoredCdr>(
      'select session_key as "sessionKey", forwarded, pulled, conflicts from cdr.record',
    );
  }

  async unreadable(): Promise<number> {
    return (await this.query('select from cdr.unreadable')).length;
  }

  /** Whether every event is with the broker. */
  async isTold(): Promise<boolean> {
    return (await this.query('select from cdr.outbox limit 1')).length === 0;
  }

  /** Whether both kinds of reconciliation have succeeded with everything up to `moment`. */
  async isReconciled(moment: Date): Promise<boolean> {
    const rows = await this.query(`select from cdr.mark where until > $1`, [moment]);
    return rows.length === 2;
  }

  /** On a connection of its own: the last one may have died with its server. */
  private async query<R extends object>(sql: string, parameters: unknown[] = []): Promise<readonly R[]> {
    const client = new Client({ connectionString: this.databaseUrl, connectionTimeoutMillis: 5_000 });
    client.on('error', () => {
      // Told again by the query.
    });
    try {
      await client.connect();
      return (await client.query<R>(sql, parameters)).rows;
    } finally {
      await client.end().catch(() => {
        // It has ended already.
      });
    }
  }
}
