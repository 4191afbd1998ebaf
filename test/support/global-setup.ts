import { startInfrastructure, type Infrastructure } from './infrastructure.js';

declare global {
  var infrastructure: Infrastructure | undefined;
}

/**
 * Starts PostgreSQL and RabbitMQ once for all projects of a run; the workers find their addresses in the environment. Servers
 * that the environment names already (see `npm run test-servers`) are used instead: every test creates a database and a
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
