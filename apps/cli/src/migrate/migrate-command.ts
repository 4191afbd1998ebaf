import { Command } from 'commander';
import { DatabaseSettings } from '#persistence';
import { createLog, EXIT_WRONG_SETTINGS, loadSettings, messageOf, SettingsError } from '#platform';
import { programName } from '../program-name.js';
import { dataFolder } from '../suite/folders.js';
import { findRunningSuite } from '../suite/running-suite.js';
import { migrateServices, serviceDatabases } from '../suite/service-databases.js';

const services = Object.keys(serviceDatabases);

/** `cli migrate`: runs the migrations of every service, or of one. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .option('--service <name>', `only this service: ${services.join(', ')}`)
    .addHelpText(
      'after',
      `
The database is DATABASE_URL or, while \`npm start\` runs, its private one. A second run changes nothing.

Examples:
  ${programName} migrate
  ${programName} migrate --service cdr`,
    )
    .action(async ({ service }: { service?: string }, command: Command) => {
      if (service !== undefined && !(service in serviceDatabases))
        command.error(
          `There is no service ${service} with a schema. Use one of these: ${services.join(', ')}.`,
        );
      try {
        await migrate(service === undefined ? services : [service]);
      } catch (error) {
        const exitCode = error instanceof SettingsError ? EXIT_WRONG_SETTINGS : 1;
        command.error(messageOf(error), { exitCode });
      }
    });
}

async function migrate(names: readonly string[]): Promise<void> {
  const url = process.env['DATABASE_URL'] ?? findRunningSuite(dataFolder)?.databaseUrl;
  const [settings] = loadSettings([DatabaseSettings], { ...process.env, DATABASE_URL: url });
  const log = createLog({ service: 'migrate', level: 'info', format: 'auto' });
  const ran = await migrateServices(names, settings, log);
  for (const [name, migrations] of Object.entries(ran)) {
    log.info(migrations.length > 0 ? `${name}: ${migrations.join(', ')}` : `${name}: up to date`);
  }
}
