import { Client } from 'pg';

/** A record as the database of cdr has it. */
export interface CdrRow {
  readonly sessionKey: string;
  /** How often the edge received it. */
  readonly forwarded: number;
  /** Whether reconciliation pulled it, too. */
  readonly pulled: boolean;
  readonly conflicts: number;
}

/** What cdr has stored, read from its database rather than through the service. */
export class StoredCdrs {
  constructor(private readonly databaseUrl: string) {}

  all(): Promise<readonly CdrRow[]> {
    return this.query<CdrRow>(
      'select session_key as "sessionKey", forwarded, pulled, conflicts from cdr.record',
    );
  }

  async unreadable(): Promise<number> {
    return (await this.query('select from cdr.unreadable')).length;
  }

  /** Whether every event is published. */
  async isPublished(): Promise<boolean> {
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
      // The query fails as well.
    });
    try {
      await client.connect();
      return (await client.query<R>(sql, parameters)).rows;
    } finally {
      await client.end().catch(() => {
        // It has already ended.
      });
    }
  }
}
