import { authorizationDatabase } from '../../../authorization/src/database.js';
import { remoteSessionDatabase } from '../../../remote-session/src/database.js';
import { evseSyncDatabase } from '../../../evse-sync/src/database.js';
import { gatewayDatabase } from '../../../gateway/src/database.js';
import { cdrDatabase } from '../../../cdr/src/published.js';
import {
  connectWithRetries,
  createDataSource,
  migrate,
  type DatabaseSettings,
  type ServiceDatabase,
} from '#persistence';
import type { Log } from '#platform';

/** The schemas of the suite, by the service that owns each. */
export const serviceDatabases: Readonly<Record<string, ServiceDatabase>> = {
  authorization: authorizationDatabase,
  'remote-session': remoteSessionDatabase,
  'evse-sync': evseSyncDatabase,
  gateway: gatewayDatabase,
  cdr: cdrDatabase,
};

/**
 * Runs the pending migrations of these services, one service after the other; waits for a database that is unavailable.
 *
 * @returns the names of the migrations that ran, by service
 */
export async function migrateServices(
  services: readonly string[],
  settings: DatabaseSettings,
  log: Log,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const ran: Record<string, readonly string[]> = {};
  for (const service of services) {
    const database = serviceDatabases[service];
    if (!database) continue;
    const dataSource = createDataSource(database, settings, 'migrate');
    await connectWithRetries(dataSource, log);
    try {
      ran[service] = await migrate(dataSource);
    } finally {
      await dataSource.destroy();
    }
  }
  return ran;
}
