import type { MigrationInterface } from 'typeorm';

/**
 * What one service keeps: a schema of its own, the entities in it, and the migrations that build it, in order.
 * Entities and migrations are explicit lists: nothing is picked up because a file lies somewhere.
 */
export interface ServiceDatabase {
  readonly schema: string;
  readonly entities: readonly (new () => object)[];
  readonly migrations: readonly (new () => MigrationInterface)[];
}
