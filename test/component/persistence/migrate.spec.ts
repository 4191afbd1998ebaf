import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  assertMigrated,
  awaitSchema,
  connectWithRetries,
  createDataSource,
  migrate,
  SchemaBehindError,
  schemaDrift,
} from '#persistence';
import { SettingsError } from '#platform';
import { createDatabase, databaseSettings, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { recordedLog } from '../../support/recorded-log.js';
import { notes } from './note.entity.js';

class AddColour1700000000001 implements MigrationInterface {
  name = 'AddColour1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notes.note add colour text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notes.note drop colour');
  }
}

const newer = { ...notes, migrations: [...notes.migrations, AddColour1700000000001] };

describe('a service schema, on a real PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it('is built by its migrations, once, however many migrators start together', async () => {
    const sources = await Promise.all(
      [1, 2, 3].map(() => createDataSource(notes, database.settings, 'test').initialize()),
    );
    await expect(assertMigrated(sources[0]!)).rejects.toThrow(SchemaBehindError);
    const ran = await Promise.all(sources.map((each) => migrate(each)));
    expect(ran.flat()).toEqual(['CreateNotes1700000000000']);
    await expect(assertMigrated(sources[0]!)).resolves.toBeUndefined();
    await Promise.all(sources.map((each) => each.destroy()));
  });

  it('names the migrations that it lacks', async () => {
    const source = await createDataSource(newer, database.settings, 'test').initialize();
    await expect(assertMigrated(source)).rejects.toThrow('lacks 1 migrations: AddColour1700000000001');
    await source.destroy();
  });

  it('has no drift from its entities, and the drift of an unrelated migration is named', async () => {
    const source = await database.connect(notes);
    expect(await schemaDrift(source)).toEqual([]);
    const changed = await database.connect(newer);
    expect(await schemaDrift(changed)).toEqual([expect.stringContaining('DROP COLUMN "colour"')]);
  });
});

describe('connecting', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it('waits for an unavailable database with an alarm, and continues when it is back', async () => {
    const { log, alarms } = recordedLog();
    database.network.close();
    const source = createDataSource(notes, database.settings, 'test');
    const connecting = connectWithRetries(source, log);
    await eventually(() => expect(alarms()).toContain('DATABASE_AWAY'));
    database.network.open();
    await connecting;
    expect(source.isInitialized).toBe(true);
    await source.destroy();
  });

  it('waits for migrations that another process runs', async () => {
    const { log, alarms } = recordedLog();
    const source = await createDataSource(notes, database.settings, 'test').initialize();
    const waiting = awaitSchema(source, log);
    await eventually(() => expect(alarms()).toContain('SCHEMA_BEHIND'));
    await migrate(source);
    await waiting;
    await source.destroy();
  });

  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['a database that does not exist', { pathname: '/nowhere' }],
  ])('reports %s as a wrong setting, without the password', async (_, wrong) => {
    const settings = databaseSettings(database.settings.DATABASE_URL, wrong);
    const { password } = new URL(settings.DATABASE_URL);
    const error = await connectWithRetries(
      createDataSource(notes, settings, 'test'),
      recordedLog().log,
    ).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SettingsError);
    expect(String(error)).toContain('DATABASE_URL  is refused by the server');
    expect(String(error)).not.toContain(`${password}@`);
  });
});
