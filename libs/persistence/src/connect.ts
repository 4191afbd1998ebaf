import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { backoff, codeOf, messageOf, SettingsError, type Log } from '#platform';
import { persistenceAlarms } from './alarms.js';
import { isDatabaseUnavailable } from './database-unavailable.js';
import { assertMigrated, SchemaBehindError } from './migrate.js';

const BACKOFF = { initial: 250, most: 5_000 };
const REFUSED = /^(28|3D)/; // SQLSTATE: wrong user or password, no such database

/** Waits until every migration has run, however long: in a deployment, the migrate step and the services start together. */
export async function awaitSchema(dataSource: DataSource, log: Log): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await assertMigrated(dataSource);
      return;
    } catch (error) {
      if (!(error instanceof SchemaBehindError) && !isDatabaseUnavailable(error)) throw error;
      const alarm =
        error instanceof SchemaBehindError
          ? persistenceAlarms.SCHEMA_BEHIND
          : persistenceAlarms.DATABASE_AWAY;
      log.raise(alarm, { attempt, reason: messageOf(error) });
      await sleep(backoff(attempt, BACKOFF));
    }
  }
}

/**
 * Connects, and retries while the database is unavailable, however long.
 *
 * @throws {SettingsError} when PostgreSQL answers that user, password or database are wrong
 */
export async function connectWithRetries(dataSource: DataSource, log: Log): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await dataSource.initialize();
      return;
    } catch (error) {
      if (REFUSED.test(codeOf(error) ?? '')) {
        throw new SettingsError([
          { setting: 'DATABASE_URL', problem: `is refused by the server: ${messageOf(error)}` },
        ]);
      }
      if (!isDatabaseUnavailable(error)) throw error;
      log.raise(persistenceAlarms.DATABASE_AWAY, { attempt, reason: messageOf(error) });
      await sleep(backoff(attempt, BACKOFF));
    }
  }
}
