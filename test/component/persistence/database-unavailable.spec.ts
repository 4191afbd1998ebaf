import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource, QueryRunner } from 'typeorm';
import { isDatabaseUnavailable } from '#persistence';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { notes } from './note.entity.js';

describe('a database that becomes unavailable, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    source = await database.connect(notes);
  });
  afterAll(() => database.drop());

  const reason = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'no error',
      (error: unknown) => error,
    );

  const ways: readonly (readonly [by: string, next: (runner: QueryRunner) => Promise<unknown>])[] = [
    ['by a statement', (runner) => runner.query('select 1')],
    ['by the manager of the transaction', (runner) => runner.manager.query('select 1')],
  ];

  it.each(ways)(
    'is known as such between two statements of a transaction, when it is noticed %s',
    async (_, next) => {
      const runner = source.createQueryRunner();
      await runner.startTransaction();
      const [{ pid }] = (await runner.query('select pg_backend_pid() as pid')) as [{ pid: number }];
      await source.query('select pg_terminate_backend($1)', [pid]);
      await eventually(() => expect(runner.isReleased).toBe(true));
      const error = await reason(next(runner));
      expect({ error, unavailable: isDatabaseUnavailable(error) }).toMatchObject({ unavailable: true });
    },
  );

  it('is distinguished from a wrong statement', async () => {
    expect(isDatabaseUnavailable(await reason(source.query('select nothing')))).toBe(false);
  });
});
