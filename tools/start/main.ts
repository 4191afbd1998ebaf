import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { messageOf, SettingsError } from '#platform';
import {
  dataFolder,
  projectFolder,
  ApiClient,
  putDemonstrationData,
  firstApiKey,
  type Environment,
  AlreadyRunningError,
  claimDataFolder,
  releaseDataFolder,
} from '../../apps/cli/src/published.js';
import { NoRabbitmqError } from '../provision/rabbitmq-install.js';
import { Suite } from '../suite/suite.js';
import { firstCommands } from './first-commands.js';
import { showFirstPull } from './first-pull.js';
import { terminal } from './terminal.js';

const EXIT_WRONG_SETTINGS = 78;
const EXPECTED = [SettingsError, NoRabbitmqError, AlreadyRunningError];

new Command('npm start --')
  .description(
    'Starts everything on this machine: a private PostgreSQL and RabbitMQ, the services, and a sandbox in the place of HBS.',
  )
  .addHelpText(
    'after',
    '\nSettings come from the environment and from a file .env; .env.example lists them all.\nDATABASE_URL, RABBITMQ_URL and HBS_BASE_URL name servers of yours, which are used instead of private ones and the sandbox.\nThe data is stored in .data/; Ctrl-C stops everything in order.',
  )
  .parse();

const began = performance.now();
const envFile = join(projectFolder, '.env');
if (existsSync(envFile)) loadEnvFile(envFile);

const suite = new Suite({
  environment: { LOG_FORMAT: terminal.isInteractive ? 'pretty' : 'json', ...settingsIn(process.env) },
  dataFolder,
  watcher: terminal,
  say: (line) => terminal.say(line),
});
const state = { stopping: false };
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));

try {
  claimDataFolder(dataFolder);
  await suite.start();
  await announce(suite.environment);
} catch (error) {
  if (!state.stopping) fail(error);
}

/** Ctrl-C stops in order, a second one at once. */
async function stop(signal: NodeJS.Signals): Promise<void> {
  if (state.stopping && signal !== 'SIGINT') return;
  if (state.stopping) {
    suite.supervisor.killAll();
    process.exit(130);
  }
  state.stopping = true;
  stopping.abort();
  terminal.say('Stopping … (Ctrl-C again to stop at once)');
  await suite.stop();
  releaseDataFolder(dataFolder);
  terminal.say('Stopped.');
  process.exit(0);
}

function fail(error: unknown): never {
  const isExpected = EXPECTED.some((each) => error instanceof each);
  terminal.fail(isExpected || !(error instanceof Error) ? messageOf(error) : (error.stack ?? error.message));
  if (!(error instanceof AlreadyRunningError)) releaseDataFolder(dataFolder);
  process.exit(error instanceof SettingsError ? EXIT_WRONG_SETTINGS : 1);
}

async function announce(environment: Environment): Promise<void> {
  const apiUrl = `http://127.0.0.1:${environment['API_PORT'] ?? '8080'}`;
  const keysFile = environment['API_KEYS_FILE'] ?? '';
  const sandboxUrl = `http://127.0.0.1:${environment['SANDBOX_CONTROL_PORT'] ?? '8090'}`;
  const providerId = (environment['EMP_PROVIDER_IDS'] ?? '').split(',')[0]?.trim() ?? '';
  claimDataFolder(dataFolder, {
    apiUrl,
    keysFile,
    providerId,
    rabbitmqUrl: environment['RABBITMQ_URL'] ?? '',
    databaseUrl: environment['DATABASE_URL'] ?? '',
    ...(suite.usesSandbox && { sandboxUrl }),
  });
  const key = firstApiKey(keysFile);
  if (suite.usesSandbox && key !== undefined)
    await putDemonstrationData(new ApiClient(apiUrl, key), providerId);
  terminal.summary({
    seconds: (performance.now() - began) / 1_000,
    apiUrl,
    keysFile,
    edgeUrl: `https://localhost:${environment['EDGE_PORT'] ?? '8443'}`,
    commands: suite.usesSandbox ? firstCommands(apiUrl, keysFile, providerId) : [],
  });
  if (key === undefined) return;
  await showFirstPull({
    apiUrl,
    key,
    say: (line) => terminal.say(line),
    setStatusLine: terminal.keep,
    signal: stopping.signal,
  });
}

/** An empty variable counts as unset, here as in every service. */
function settingsIn(environment: NodeJS.ProcessEnv): Environment {
  const set = Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return Object.fromEntries(set);
}
