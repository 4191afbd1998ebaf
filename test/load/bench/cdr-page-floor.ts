import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from } from 'pg-copy-streams';
import { connectClient } from './replica/floors.js';

interface FloorCdr {
  readonly SessionID: string;
}

/** `JSON.parse` and COPY of a page's records, in one transaction, into a table with a key. @returns milliseconds */
export async function floorOfCdrPage(url: string, page: Buffer): Promise<number> {
  const client = await connectClient(url);
  await client.query('create schema if not exists floor');
  await client.query(
    'create table if not exists floor.cdr (session_id text primary key, record jsonb not null)',
  );
  const began = performance.now();
  const { content } = JSON.parse(page.toString()) as { content: FloorCdr[] };
  const rows = content.map((record) => `${record.SessionID}\t${JSON.stringify(record)}\n`);
  await pipeline(Readable.from([rows.join('')]), client.query(from('copy floor.cdr from stdin')));
  const taken = performance.now() - began;
  await client.end();
  return taken;
}
