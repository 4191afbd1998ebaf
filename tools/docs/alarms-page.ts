import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as messaging from '#messaging';
import * as persistence from '#persistence';
import * as platform from '#platform';
import { projectFolder } from '../../apps/cli/src/published.js';

type Alarms = Readonly<Record<string, platform.Alarm>>;

interface Declaration {
  /** Of the constant, such as `gatewayAlarms`. */
  readonly name: string;
  /** Of its source file, from the project's folder on. */
  readonly file: string;
}

const DECLARATION = /export const (\w+) = defineAlarms\(/;

/** Every declaration of alarms in the sources of services and libraries: they need not be listed. */
export function alarmDeclarations(): readonly Declaration[] {
  return ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .sort((a, b) => a.localeCompare(b))
      .flatMap((file) => {
        const path = join(folder, file);
        const [, name] = DECLARATION.exec(readFileSync(join(projectFolder, path), 'utf8')) ?? [];
        return name === undefined ? [] : [{ name, file: path }];
      }),
  );
}

/** The tables of alarms in docs/operations.md, one for each library and service. */
export async function alarmTables(): Promise<string> {
  const tables = await Promise.all(
    alarmDeclarations().map(async (declaration) => {
      const rows = Object.values(await alarmsOf(declaration)).map(
        ({ code, level, means, act }) => `| \`${code}\` | ${level} | ${means}. | ${act} |`,
      );
      return [`### ${raisedBy(declaration)}`, table(rows)].join('\n\n');
    }),
  );
  return tables.join('\n\n');
}

function table(rows: readonly string[]): string {
  return ['| Code | Level | What has happened | What to do |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

/** @throws when a library keeps its alarms to itself */
async function alarmsOf({ name, file }: Declaration): Promise<Alarms> {
  const exported = file.startsWith('libs')
    ? { ...platform, ...persistence, ...messaging }
    : ((await import(join(projectFolder, file))) as object);
  const alarms: unknown = Reflect.get(exported, name);
  if (typeof alarms !== 'object' || alarms === null)
    throw new Error(`${name} of ${file} is not exported by its library`);
  return alarms as Alarms;
}

function raisedBy({ name, file }: Declaration): string {
  const [, owner = ''] = file.split('/');
  if (file.startsWith('apps')) return owner;
  return `Every process, from \`libs/${owner}\` (${name})`;
}
