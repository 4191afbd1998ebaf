import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { projectFolder } from '../../../apps/cli/src/published.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { anOutbox } from '../../support/example-service/relay.js';
import { exampleDatabase } from '../../support/example-service/example-database.js';

describe('the statement of docs/operations.md for a restored outbox, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    dataSource = await database.connect(exampleDatabase);
  });
  afterAll(() => database.drop());

  async function sequenceOfNext(): Promise<number> {
    await anOutbox(dataSource).transaction(({ publish }) =>
      publish('thing.made', 'chair', { name: 'chair' }),
    );
    const rows = await dataSource.query<{ id: string }[]>('delete from example.outbox returning id');
    return Number(rows.flat()[0]?.id);
  }

  it('continues sequences far above those in the backup', async () => {
    const page = readFileSync(join(projectFolder, 'docs/operations.md'), 'utf8');
    const [, statement = ''] = /```sql\n([^]*?)```/.exec(page) ?? [];
    const before = await sequenceOfNext();
    await dataSource.query(statement.replaceAll('SCHEMA', 'example'));
    const after = await sequenceOfNext();
    expect(after).toBeGreaterThan(before + 1_000_000_000);
    await expect(sequenceOfNext()).resolves.toBe(after + 1);
  });
});
