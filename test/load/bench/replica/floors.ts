import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from } from 'pg-copy-streams';
import { PAGE_SIZE, pageText, statusChunks } from './bench-network.js';

interface FloorRecord {
  readonly EvseID: string;
}
interface FloorOperator {
  readonly EvseStatusRecord: readonly { readonly EvseID: string; readonly EvseStatus: string }[];
}

const escapeCopyText = (text: string): string => (text.includes('\\') ? text.replaceAll('\\', '\\\\') : text);

/**
 * `JSON.parse` and COPY of the records, a page a transaction, into a table with a key.
 *
 * @param type of the column that stores a record: `jsonb`, or `json`, which only checks the text
 * @returns milliseconds
 */
export async function floorOfPull(url: string, total: number, type: 'jsonb' | 'json'): Promise<number> {
  const client = await connectClient(url);
  await client.query('create schema if not exists floor');
  await client.query('drop table if exists floor.evse');
  await client.query(`create table floor.evse (evse_id text primary key, record ${type} not null)`);
  let taken = 0;
  for (let number = 0; number * PAGE_SIZE < total; number += 1) {
    const page = Buffer.from(pageText(number, total));
    const began = performance.now();
    const { content } = JSON.parse(page.toString()) as { content: FloorRecord[] };
    const rows = content.map((record) => `${record.EvseID}\t${escapeCopyText(JSON.stringify(record))}\n`);
    await copy(client, 'copy floor.evse from stdin', rows.join(''));
    taken += performance.now() - began;
  }
  await client.end();
  return taken;
}

/** A table of statuses, and what nothing can beat at keeping it current. */
export interface StatusFloor {
  /** `JSON.parse`, COPY and one comparison that writes what differs. @returns milliseconds */
  storeSnapshot(changed: boolean): Promise<number>;
  /** Closes the connection. */
  close(): Promise<void>;
}

/** @param total charging points */
export async function openStatusFloor(url: string, total: number): Promise<StatusFloor> {
  const client = await connectClient(url);
  await client.query('create schema if not exists floor');
  await client.query('drop table if exists floor.status');
  await client.query('create table floor.status (evse_id text primary key, status text not null)');
  return {
    async storeSnapshot(changed) {
      const chunks = statusChunks(total, changed).map(({ text }) => Buffer.from(text));
      const began = performance.now();
      await client.query('begin');
      await client.query('create temp table now (evse_id text, status text) on commit drop');
      for (const chunk of chunks) {
        const operators = JSON.parse(chunk.toString()) as FloorOperator[];
        const rows = operators.flatMap(({ EvseStatusRecord: records }) =>
          records.map(({ EvseID, EvseStatus }) => `${EvseID}\t${EvseStatus}\n`),
        );
        await copy(client, 'copy now from stdin', rows.join(''));
      }
      await client.query(
        `insert into floor.status select n.evse_id, n.status
         from floor.status s full join now n using (evse_id) where n.status is distinct from s.status
         on conflict (evse_id) do update set status = excluded.status`,
      );
      await client.query('commit');
      const taken = performance.now() - began;
      await client.query('vacuum analyze floor.status');
      return taken;
    },
    close: () => client.end(),
  };
}

async function copy(client: Client, statement: string, text: string): Promise<void> {
  await pipeline(Readable.from([text]), client.query(from(statement)));
}

export async function connectClient(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}
