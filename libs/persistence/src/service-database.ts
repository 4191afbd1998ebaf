import type { MigrationInterface } from 'typeorm';

/**
 * The database of one service: a schema of its own, its entities, and the migrations that build it.
 * Entities and migrations are explicit lists: nothing is loaded because of where a file is.
 */
export interface ServiceDatabase {
  /** Name of the schema. */
  readonly schema: string;
  /** TypeORM entities, one for each table. */
  readonly entities: readonly (new () => object)[];
  /** In the order in which they run. */
  readonly migrations: readonly (new () => MigrationInterface)[];
}
