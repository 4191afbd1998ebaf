import { startInfrastructure, type Infrastructure } from './infrastructure.js';

declare global {
  var infrastructure: Infrastructure | undefined;
}

/**
 * Starts PostgreSQL and RabbitMQ once for all projects of a run and tells the workers where they are. Where the
 * environment names servers already (see `npm run test-servers`), those are used: every test makes a database and a
 * virtual host of its own.
 */
export default async function globalSetup(): Promise<void> {
  if (globalThis.infrastructure || process.env['TEST_DATABASE_URL'] !== undefined) return;
  const infrastructure = await startInfrastructure();
  globalThis.infrastructure = infrastructure;
  process.env['TEST_DATABASE_URL'] = infrastructure.databaseUrl;
  process.env['TEST_RABBITMQ_URL'] = infrastructure.rabbitUrl;
  process.env['TEST_RABBITMQ_MANAGEMENT_URL'] = infrastructure.managementUrl;
}
