import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource, schemaDrift } from '#persistence';
import { serviceDatabases } from '../../../apps/cli/src/published.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';

describe('the schemas of the services, on a real PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it.each(Object.keys(serviceDatabases))(
    'agree with the entities after the migrations of %s',
    async (service) => {
      const source = await database.connect(serviceDatabases[service]!);
      expect(await schemaDrift(source)).toEqual([]);
    },
  );

  it.each(Object.keys(serviceDatabases))(
    'of %s: every migration can be undone and done again',
    async (service) => {
      const definition = serviceDatabases[service]!;
      const source = await database.connect(definition);
      for (let undone = 0; undone < definition.migrations.length; undone += 1)
        await source.undoLastMigration();
      await source.destroy();
      const again = await createDataSource(definition, database.settings, 'test').initialize();
      expect((await again.runMigrations()).length).toBe(definition.migrations.length);
      await again.destroy();
    },
  );

  it('are different ones', () => {
    const schemas = Object.values(serviceDatabases).map(({ schema }) => schema);
    expect(new Set(schemas).size).toBe(schemas.length);
  });
});
