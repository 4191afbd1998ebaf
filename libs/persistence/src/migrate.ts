import type { DataSource } from 'typeorm';
import { CodedError } from '#platform';

/** A service's schema lacks migrations that its code needs. */
export class SchemaBehindError extends CodedError {
  readonly code = 'SCHEMA_BEHIND';
  override readonly advice = 'Run the migrate step (`npm run migrate`) of this version.';

  constructor(schema: string, missing: readonly string[]) {
    super(`the schema ${schema} lacks ${missing.length} migrations: ${missing.join(', ')}`);
  }
}

/** The schema that a data source was made for. */
export function schemaOf({ options }: DataSource): string {
  if (options.type !== 'postgres' || options.schema === undefined)
    throw new Error('a service data source names its schema');
  return options.schema;
}

/**
 * Brings the schema of an initialised data source up to date, creating it if need be. Several processes may do so at
 * once: an advisory lock lets one at a time.
 *
 * @returns the names of the migrations that ran
 */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const schema = schemaOf(dataSource);
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock(hashtext($1))', [`migrate ${schema}`]);
    await lock.createSchema(schema, true);
    const ran = await dataSource.runMigrations();
    return ran.map(({ name }) => name);
  } finally {
    await lock.query('select pg_advisory_unlock(hashtext($1))', [`migrate ${schema}`]).catch(() => {
      // The connection was lost, and the lock with it.
    });
    await lock.release();
  }
}

/** Checks the schema. @throws {SchemaBehindError} unless every migration of the data source has run */
export async function assertMigrated(dataSource: DataSource): Promise<void> {
  const schema = schemaOf(dataSource);
  const expected = dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
  const [table] = await dataSource.query<{ exists: boolean }[]>(
    `select to_regclass($1) is not null as exists`,
    [`${schema}.migration`],
  );
  const rows = table?.exists
    ? await dataSource.query<{ name: string }[]>(`select name from ${schema}.migration`)
    : [];
  const done = new Set(rows.map(({ name }) => name));
  const missing = expected.filter((name) => !done.has(name));
  if (missing.length > 0) throw new SchemaBehindError(schema, missing);
}

/** The statements that would make the migrated schema equal to the entities; none when the two agree. */
export async function schemaDrift(dataSource: DataSource): Promise<readonly string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}
