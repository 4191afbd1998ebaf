import { Client } from 'pg';
import { z } from 'zod';
import { inboundOperations, sessionIdKey, type InboundOperationName } from '#oicp';
import type { Interaction } from './interactions.js';

type Fact = Exclude<InboundOperationName, 'authorizeStop'>;

/** What each acknowledgement of the edge promises to be stored, and the query for it: keys of sessions. */
const STORES: Readonly<Record<Fact, { readonly what: string; readonly sql: string }>> = {
  authorizeStart: {
    what: 'authorised sessions have no decision',
    sql: `select session_key as key from auth.decision where code = '000' and session_key = any($1)`,
  },
  chargeDetailRecord: {
    what: 'acknowledged charge detail records are not stored',
    sql: 'select session_key as key from cdr.record where forwarded > 0 and session_key = any($1)',
  },
  chargingNotification: {
    what: 'acknowledged notifications belong to no session',
    sql: 'select session_key as key from session.session where session_key = any($1)',
  },
};

const acknowledgement = z.object({
  SessionID: z.string(),
  Result: z.literal(true).optional(),
  AuthorizationStatus: z.literal('Authorized').optional(),
});

/** The sessions that the edge has acknowledged or authorised. */
export class AcknowledgedSessions {
  private readonly keys: Readonly<Record<Fact, Set<string>>> = {
    authorizeStart: new Set(),
    chargeDetailRecord: new Set(),
    chargingNotification: new Set(),
  };

  add({ url, answer }: Interaction): void {
    const fact = factAt(url);
    const read = acknowledgement.safeParse(parseOrUndefined(answer?.body));
    if (fact === undefined || !read.success) return;
    const { SessionID, Result, AuthorizationStatus } = read.data;
    if (Result ?? AuthorizationStatus !== undefined) this.keys[fact].add(sessionIdKey(SessionID));
  }

  /** Adds a record that the sandbox sent by itself. */
  addRecord(sessionId: string): void {
    this.keys.chargeDetailRecord.add(sessionIdKey(sessionId));
  }

  get counts(): Readonly<Record<Fact, number>> {
    const { authorizeStart, chargeDetailRecord, chargingNotification } = this.keys;
    return {
      authorizeStart: authorizeStart.size,
      chargeDetailRecord: chargeDetailRecord.size,
      chargingNotification: chargingNotification.size,
    };
  }

  /** What was acknowledged and is not stored, a sentence for each kind. */
  async missing(databaseUrl: string): Promise<readonly string[]> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      const sentences: string[] = [];
      for (const fact of Object.keys(STORES) as Fact[]) {
        const { what, sql } = STORES[fact];
        const { rows } = await client.query<{ key: string }>(sql, [[...this.keys[fact]]]);
        const stored = new Set(rows.map(({ key }) => key));
        const missing = [...this.keys[fact]].filter((key) => !stored.has(key));
        if (missing.length > 0)
          sentences.push(`${missing.length} ${what}, such as ${missing.slice(0, 3).join(', ')}`);
      }
      return sentences;
    } finally {
      await client.end();
    }
  }
}

function factAt(url: string): Fact | undefined {
  const { pathname } = new URL(url);
  return (Object.keys(STORES) as Fact[]).find((fact) =>
    inboundOperations[fact].paths.some((template) => endOf(template).test(pathname)),
  );
}

/** The end of an address of this operation, with any parameters. */
function endOf(template: string): RegExp {
  return new RegExp(`${template.replaceAll(/\{\w+\}/g, '[^/]*')}$`);
}

function parseOrUndefined(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
