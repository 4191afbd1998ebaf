import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { messageOf } from '#platform';
import { say } from '../output.js';
import { programName } from '../program-name.js';
import { ApiClient } from '../suite/api-client.js';
import { putDemonstrationData } from '../suite/demonstration-data.js';
import { developmentDefaults, firstApiKey } from '../suite/development-defaults.js';
import { dataFolder } from '../suite/folders.js';
import { secretSettings } from '../suite/secret-settings.js';

interface DemonstrationOptions {
  readonly api: string;
  readonly keys: string;
  readonly providers: string;
}

/** `cli prepare`: what `npm start` does before and after it starts the services, for a suite in containers. */
export function prepareCommand(): Command {
  const prepare = new Command('prepare').addHelpText(
    'after',
    `
Examples:
  ${programName} prepare files --folder /run/suite
  ${programName} prepare demonstration --api http://gateway:8080 --keys /run/suite/api-keys.json --providers DE-EMP`,
  );
  prepare
    .command('files')
    .description(
      'create the certificates of the sandbox, a first key of the API and secrets, where they are missing',
    )
    .option('--folder <path>', 'where', dataFolder)
    .action(({ folder }: { folder: string }, command: Command) =>
      orFail(command, async () => {
        await writeFiles(folder);
        say(`Certificates, a key of the API and secrets are in ${folder}.`);
      }),
    );
  prepare
    .command('demonstration')
    .description('create a contract with the card that the README swipes, where they are missing')
    .requiredOption('--api <url>', 'the internal API')
    .requiredOption('--keys <path>', 'file with a key of the API')
    .requiredOption('--providers <ProviderIDs>', 'ours; the first one gets the contract')
    .action(({ api, keys, providers }: DemonstrationOptions, command: Command) =>
      orFail(command, async () => {
        const [provider = ''] = providers.split(',');
        const key = firstApiKey(keys);
        if (key === undefined)
          throw new Error(`${keys} has no key in plain text. Name a file that has one by --keys.`);
        await putDemonstrationData(new ApiClient(api, key), provider.trim());
        say('The contract and its card are there.');
      }),
    );
  return prepare;
}

async function writeFiles(folder: string): Promise<void> {
  const defaults = await developmentDefaults({}, folder);
  const secrets = Object.entries(secretSettings(defaults)).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, 'secrets.env'), secrets.join(''), { mode: 0o600 });
}

async function orFail(command: Command, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    command.error(messageOf(error));
  }
}
