import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';
import type { QueryRunner } from 'typeorm';
import { copyLine, type CopyValue } from './copy-text.js';

const CHUNK = 64 * 1024;

/**
 * Writes rows into a table with COPY, ten times faster than inserts, on the connection (and in the transaction) of
 * `queryRunner`. Text must be free of U+0000, which PostgreSQL cannot hold.
 *
 * @param table schema-qualified name; it and the columns come from code, never from input
 */
export async function copyInto(
  queryRunner: QueryRunner,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
): Promise<void> {
  const client = (await queryRunner.connect()) as PoolClient;
  const copy = client.query(from(`copy ${table} (${columns.join(', ')}) from stdin`));
  await pipeline(Readable.from(chunksOf(rows)), copy);
}

/** As {@link copyInto}, for rows that arrive many at a time: a step of an iterator for each would cost more than the row. */
export async function copyBatchesInto(
  queryRunner: QueryRunner,
  table: string,
  columns: readonly string[],
  batches: AsyncIterable<Iterable<readonly CopyValue[]>>,
): Promise<void> {
  const client = (await queryRunner.connect()) as PoolClient;
  const copy = client.query(from(`copy ${table} (${columns.join(', ')}) from stdin`));
  await pipeline(Readable.from(textsOf(batches)), copy);
}

async function* textsOf(batches: AsyncIterable<Iterable<readonly CopyValue[]>>): AsyncGenerator<Buffer> {
  for await (const rows of batches) {
    let text = '';
    for (const row of rows) text += copyLine(row);
    if (text !== '') yield Buffer.from(text);
  }
}

async function* chunksOf(
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
): AsyncGenerator<Buffer> {
  let chunk = '';
  for await (const row of rows) {
    chunk += copyLine(row);
    if (chunk.length < CHUNK) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  if (chunk !== '') yield Buffer.from(chunk);
}
