import { settingsOf, type SettingDescription } from '#platform';
import { settingsOfProcess, settingsOfSuite, processNames } from '../../apps/cli/src/published.js';

interface DocumentedSetting extends SettingDescription {
  /** The processes that read it; empty where all do. */
  readonly readBy: readonly string[];
}

/** The table of settings in README.md, from the code that reads them. */
export function settingsTable(): string {
  const rows = documented().map(({ name, about, default: otherwise, required, readBy }) => {
    const shown = required ? '*required*' : otherwise ? `\`${otherwise}\`` : '';
    return `| \`${name}\` | ${shown} | ${about} | ${readBy.join(', ') || 'all'} |`;
  });
  return ['| Setting | Default | Meaning | Read by |', '| --- | --- | --- | --- |', ...rows].join('\n');
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
