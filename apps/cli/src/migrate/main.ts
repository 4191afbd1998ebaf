import { Command } from 'commander';
import { DatabaseSettings } from '#persistence';
import { createLog, loadSettings, messageOf, SettingsError } from '#platform';
import { dataFolder } from '../suite/places.js';
import { findRunningSuite } from '../suite/running-suite.js';
import { migrateServices, serviceDatabases } from '../suite/service-databases.js';

const program = new Command('npm run migrate --')
  .description('Brings the schemas of the services up to date: the one step before a new version starts.')
  .option('--service <name>', `only this service: ${Object.keys(serviceDatabases).join(', ')}`)
  .addHelpText('after', '\nThe database is DATABASE_URL or, while `npm start` runs, its private one.')
  .parse();

const { service } = program.opts<{ service?: string }>();
if (service !== undefined && !(service in serviceDatabases)) {
  program.error(
    `There is no service ${service} with a schema; there are ${Object.keys(serviceDatabases).join(', ')}.`,
  );
}
try {
  const url = process.env['DATABASE_URL'] ?? findRunningSuite(dataFolder)?.databaseUrl;
  const [settings] = loadSettings([DatabaseSettings], { ...process.env, DATABASE_URL: url });
  const log = createLog({ service: 'migrate', level: 'info', format: 'auto' });
  const ran = await migrateServices(
    service === undefined ? Object.keys(serviceDatabases) : [service],
    settings,
    log,
  );
  for (const [name, migrations] of Object.entries(ran)) {
    log.info(migrations.length > 0 ? `${name}: ${migrations.join(', ')}` : `${name}: up to date`);
  }
} catch (error) {
  program.error(messageOf(error), { exitCode: error instanceof SettingsError ? 78 : 1 });
}
