import { Command } from 'commander';
import { once } from 'node:events';
import { startInfrastructure } from '../../test/support/infrastructure.js';

new Command('npm run test-servers --')
  .description('Starts PostgreSQL and RabbitMQ for tests, and prints the variables that name them.')
  .addHelpText('after', '\nCtrl-C stops them. Without them each test run starts servers of its own.')
  .parse();

// The servers of a test run without its end: single tests run again without waiting for them.
const infrastructure = await startInfrastructure();
const { databaseUrl, rabbitUrl, managementUrl } = infrastructure;
process.stdout.write(
  [
    `export TEST_DATABASE_URL=${databaseUrl}`,
    `export TEST_RABBITMQ_URL=${rabbitUrl}`,
    `export TEST_RABBITMQ_MANAGEMENT_URL=${managementUrl}`,
    '',
  ].join('\n'),
);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await infrastructure.stop();
