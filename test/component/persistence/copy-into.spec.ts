import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { copyInto, type CopyValue } from '#persistence';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { Note, notes } from './note.entity.js';

const COLUMNS = ['id', 'written_text', 'raw_bytes', 'content', 'written_at'];

describe('COPY into a table, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    source = await database.connect(notes);
  });
  afterAll(() => database.drop());

  async function roundTrip(rows: readonly (readonly CopyValue[])[]): Promise<Note[]> {
    const runner = source.createQueryRunner();
    try {
      await runner.query('truncate notes.note');
      await copyInto(runner, 'notes.note', COLUMNS, rows);
      return await runner.manager.find(Note, { order: { id: 'ASC' } });
    } finally {
      await runner.release();
    }
  }

  it('brings back every text, byte, instant and JSON value as it went in', async () => {
    const storable = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed().replaceAll('\0', ''));
    const row = fc.record({
      text: fc.option(fc.oneof(storable, fc.constantFrom('\\N', '\\.', 'a\tb', '\r\n', '\\\\', ''))),
      bytes: fc.option(fc.uint8Array()),
      content: fc.option(fc.dictionary(storable, storable)),
      at: fc.option(
        fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const stored = await roundTrip(
          rows.map((each, id): CopyValue[] => [id, each.text, each.bytes, each.content, each.at]),
        );
        expect(stored).toEqual(
          rows.map((each, id) => ({
            id,
            writtenText: each.text,
            rawBytes: each.bytes && Buffer.from(each.bytes),
            content: each.content && { ...each.content },
            writtenAt: each.at,
          })),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('takes part in the transaction of its connection', async () => {
    const runner = source.createQueryRunner();
    await runner.query('truncate notes.note');
    await runner.startTransaction();
    await copyInto(runner, 'notes.note', ['id'], [[1], [2]]);
    await runner.rollbackTransaction();
    await copyInto(runner, 'notes.note', ['id'], [[3]]);
    expect(await runner.manager.find(Note)).toMatchObject([{ id: 3 }]);
    await runner.release();
  });

  it('writes nothing when one row cannot be stored, and leaves the connection usable', async () => {
    const runner = source.createQueryRunner();
    await runner.query('truncate notes.note');
    await expect(copyInto(runner, 'notes.note', ['id'], [[1], ['one']])).rejects.toThrow(
      'invalid input syntax',
    );
    expect(await runner.manager.count(Note)).toBe(0);
    await runner.release();
  });
});
