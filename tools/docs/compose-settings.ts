import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSettings } from '#persistence';
import { PlatformSettings, settingsOf, type SettingDescription, type SettingsClass } from '#platform';
import {
  settingsOfProcess,
  settingsOfSuite,
  developmentDefaults,
  type Environment,
  processNames,
  type ProcessName,
} from '../../apps/cli/src/published.js';

/** What a container of the suite runs: a service, or the step before a new version starts. */
export type ContainerName = ProcessName | 'migrate';
export const containerNames: readonly ContainerName[] = ['migrate', ...processNames];

/** Where docker-compose.yml mounts the suite's files. */
export const FILES = '/run/suite';

const SERVERS: Environment = {
  DATABASE_URL: 'postgres://emp:emp@postgres:5432/emp',
  RABBITMQ_URL: 'amqp://emp:emp@rabbitmq:5672',
};

/** Which container answers where on one machine it would be `localhost`. */
const ANSWERED_BY: Environment = { SANDBOX_EDGE_URL: 'gateway', HBS_BASE_URL: 'hbs-sandbox' };

export function settingsOfContainer(name: ContainerName): readonly SettingsClass[] {
  return name === 'migrate' ? [DatabaseSettings] : [PlatformSettings, ...settingsOfProcess[name]];
}

/**
 * The `environment` of a container in docker-compose.yml: every setting it reads, from the user's environment or else
 * as `npm start` would set it. A port inside the container's own network is always its default.
 *
 * @throws when a required setting would have no value, or a value would lead nowhere
 */
export async function composeSettings(name: ContainerName): Promise<Readonly<Record<string, string | null>>> {
  const development = await developmentSettings();
  const settings = settingsOfContainer(name)
    .flatMap((each) => settingsOf(each))
    .filter((setting) => !setting.name.endsWith('_PORT'));
  return Object.fromEntries(settings.map((setting) => [setting.name, valueOf(setting, development)]));
}

function valueOf(
  { name, default: otherwise, required, secret }: SettingDescription,
  given: Environment,
): string | null {
  if (name.endsWith('_HOST')) return '::';
  // Secrets come from the user, or from the file that the step `prepare` has written.
  if (secret && !(name in SERVERS)) return null;
  const value = SERVERS[name] ?? given[name];
  if (value === undefined || value === otherwise) {
    if (required)
      throw new Error(`docker-compose.yml has no value for ${name}: give it one in developmentDefaults`);
    return null;
  }
  const reached = inContainers(name, value);
  return reached.includes('${') ? reached : `\${${name}:-${reached}}`;
}

function inContainers(name: string, value: string): string {
  if (!/localhost|127\.0\.0\.1/.test(value)) return value;
  const container = ANSWERED_BY[name];
  if (container === undefined)
    throw new Error(`${name} is ${value}: say in compose-settings.ts which container that is`);
  return value.replace(/localhost|127\.0\.0\.1/, container);
}

/** What `npm start` sets, with a reference where it follows from what the user sets. */
async function developmentSettings(): Promise<Environment> {
  const folder = mkdtempSync(join(tmpdir(), 'emp-suite-compose-'));
  try {
    const plain = await developmentDefaults({}, folder);
    const settings = settingsOfSuite(processNames).flatMap((each) => settingsOf(each));
    const references = settings
      .filter(
        ({ name, default: otherwise }) => isUsersChoice(name) && (otherwise !== undefined || name in plain),
      )
      .map(
        ({ name, default: otherwise }) => [name, `\${${name}:-${plain[name] ?? otherwise ?? ''}}`] as const,
      );
    const derived = await developmentDefaults(Object.fromEntries(references), folder);
    const entries = Object.keys(plain).map((name) => [
      name,
      isUsersChoice(name) ? plain[name] : derived[name],
    ]);
    return Object.fromEntries(
      entries.map(([name, value]) => [String(name), String(value).replace(folder, FILES)]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether other settings may follow from this one: not from ports, which are fixed here, nor from the sandbox's own. */
function isUsersChoice(name: string): boolean {
  return /^(EMP|EDGE)_/.test(name) && !/_(PORT|HOST|FILE)$/.test(name);
}
