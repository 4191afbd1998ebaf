import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { copyAtOnceInto, copyInto, copyLine, type CopyValue } from '#persistence';
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

  const inOnePiece: typeof copyInto = async (runner, table, columns, rows) => {
    let isHandedOver = false;
    const all = Buffer.from([...(rows as Iterable<readonly CopyValue[]>)].map(copyLine).join(''));
    await copyAtOnceInto(runner, table, columns, all, () => (isHandedOver = true));
    expect(isHandedOver).toBe(true);
  };
  const ways = [
    ['chunk by chunk', copyInto],
    ['in one piece', inOnePiece],
  ] as const;

  async function roundTrip(copy: typeof copyInto, rows: readonly (readonly CopyValue[])[]): Promise<Note[]> {
    const runner = source.createQueryRunner();
    try {
      await runner.query('truncate notes.note');
      await copy(runner, 'notes.note', COLUMNS, rows);
      return await runner.manager.find(Note, { order: { id: 'ASC' } });
    } finally {
      await runner.release();
    }
  }

  it.each(ways)('%s writes every text, byte, instant and JSON value unchanged', async (_, copy) => {
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
          copy,
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

  it.each(ways)('%s takes part in the transaction of its connection', async (_, copy) => {
    const runner = source.createQueryRunner();
    await runner.query('truncate notes.note');
    await runner.startTransaction();
    await copy(runner, 'notes.note', ['id'], [[1], [2]]);
    await runner.rollbackTransaction();
    await copy(runner, 'notes.note', ['id'], [[3]]);
    expect(await runner.manager.find(Note)).toMatchObject([{ id: 3 }]);
    await runner.release();
  });

  it.each(ways)(
    '%s writes nothing when one row cannot be stored, and leaves the connection usable',
    async (_, copy) => {
      const runner = source.createQueryRunner();
      await runner.query('truncate notes.note');
      await expect(copy(runner, 'notes.note', ['id'], [[1], ['one']])).rejects.toThrow(
        'invalid input syntax',
      );
      expect(await runner.manager.count(Note)).toBe(0);
      await runner.release();
    },
  );
});
