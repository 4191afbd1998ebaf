import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { messageOf } from '#platform';
import { dataFolder } from '../suite/places.js';
import { ApiClient } from '../suite/api-client.js';
import { putDemonstrationData } from '../suite/demonstration-data.js';
import { developmentDefaults, firstApiKey } from '../suite/development-defaults.js';
import { secretSettings } from '../suite/secret-settings.js';

const program: Command = new Command('node dist/apps/cli/src/prepare/main.js').description(
  'What `npm start` does before and after it starts the services, for a suite that runs as containers.',
);

program
  .command('files')
  .description(
    'make the certificates of the sandbox, a first key of the API and secrets, unless they are there',
  )
  .option('--folder <path>', 'where', dataFolder)
  .action(async ({ folder }: { folder: string }) => {
    const defaults = await developmentDefaults({}, folder);
    const secrets = Object.entries(secretSettings(defaults)).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(folder, 'secrets.env'), secrets.join(''), { mode: 0o600 });
    say(`Certificates, a key of the API and secrets are in ${folder}.`);
  });

program
  .command('demonstration')
  .description('give a driver a contract and the card that the README swipes, unless they are there')
  .requiredOption('--api <url>', 'the internal API')
  .requiredOption('--keys <path>', 'file with a key of the API')
  .requiredOption('--providers <ProviderIDs>', 'ours, of which the first gets the contract')
  .action(async ({ api, keys, providers }: { api: string; keys: string; providers: string }) => {
    const [provider = ''] = providers.split(',');
    const key = firstApiKey(keys);
    if (key === undefined) program.error(`${keys} holds no key in plain, so none can be used.`);
    await putDemonstrationData(new ApiClient(api, key), provider.trim());
    say('There is a contract with a card.');
  });

await program.parseAsync().catch((error: unknown) => program.error(messageOf(error)));

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
