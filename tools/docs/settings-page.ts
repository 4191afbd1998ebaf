import { settingsOf, type SettingDescription } from '#platform';
import { settingsOfProcess, settingsOfSuite, processNames } from '../../apps/cli/src/published.js';

interface DocumentedSetting extends SettingDescription {
  /** The processes that read it; empty where all do. */
  readonly readBy: readonly string[];
}

/** What a deployment sets first: who we are, where HBS, database and broker are, and who may enter. */
const MAIN_SETTINGS = [
  'EMP_PROVIDER_IDS',
  'HBS_BASE_URL',
  'HBS_CLIENT_CERT_FILE',
  'HBS_CA_FILE',
  'EDGE_CERT_FILE',
  'EDGE_CLIENT_CA_FILE',
  'DATABASE_URL',
  'RABBITMQ_URL',
  'API_KEYS_FILE',
  'JOURNAL_HASH_KEY',
];

/** The table of all settings in docs/settings.md, from the code that reads them. */
export function settingsTable(): string {
  const rows = documented().map((setting) => {
    const { name, about, readBy } = setting;
    return `| \`${name}\` | ${defaultOf(setting)} | ${about} | ${readBy.join(', ') || 'all'} |`;
  });
  return ['| Setting | Default | Meaning | Read by |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/**
 * The table of the main settings in README.md.
 *
 * @throws when one of them is no longer a setting
 */
export function mainSettingsTable(): string {
  const all = new Map(documented().map((setting) => [setting.name, setting]));
  const rows = MAIN_SETTINGS.map((name) => {
    const setting = all.get(name);
    if (!setting) throw new Error(`${name} is not a setting: correct MAIN_SETTINGS.`);
    return `| \`${name}\` | ${setting.about} |`;
  });
  return ['| Setting | Meaning |', '| --- | --- |', ...rows].join('\n');
}

function defaultOf({ required, default: otherwise }: SettingDescription): string {
  if (required) return '*required*';
  return otherwise ? `\`${otherwise}\`` : '';
}

/** `.env.example`: every setting, commented out, with its default or an example of what it must be. */
export function envExample(): string {
  const settings = documented().map(({ name, about, expects, default: otherwise, readBy }) =>
    [
      `# ${about}`,
      `# ${sentence(expects)} Read by ${readBy.join(', ') || 'all processes'}.`,
      `# ${name}=${otherwise ?? ''}`,
    ].join('\n'),
  );
  const head = [
    '# Settings of the suite, from the code that reads them (`npm run docs` writes this file).',
    '# `npm start` reads `.env`; every setting has a default there, so an empty file is a good start.',
  ].join('\n');
  return `${[head, ...settings].join('\n\n')}\n`;
}

function documented(): readonly DocumentedSetting[] {
  return settingsOfSuite(processNames).flatMap((settingsClass) => {
    const readers = processNames.filter((name) => settingsOfProcess[name].includes(settingsClass));
    return settingsOf(settingsClass).map((setting) => Object.assign({ readBy: readers }, setting));
  });
}

function sentence(expects: string): string {
  return `${expects.charAt(0).toUpperCase()}${expects.slice(1)}.`;
}
