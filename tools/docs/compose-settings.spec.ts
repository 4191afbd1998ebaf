import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadSettings, PlatformSettings } from '#platform';
import {
  projectFolder,
  developmentDefaults,
  type Environment,
  secretSettings,
  processNames,
} from '../../apps/cli/src/published.js';
import { composeSettings, containerNames, FILES, settingsOfContainer } from './compose-settings.js';
import { between, expectCurrent } from './expect-current.js';

const compose = (): string => readFileSync(join(projectFolder, 'docker-compose.yml'), 'utf8');

/** What stands under a service in docker-compose.yml. */
function sectionOf(service: string): string {
  const [, section = ''] = new RegExp(`\\n {2}${service}:\\n((?: {4}.*\\n|\\n)*)`).exec(compose()) ?? [];
  return section;
}

describe('docker-compose.yml', () => {
  let folder: string;
  let secrets: Environment;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'emp-suite-compose-spec-'));
    secrets = secretSettings(await developmentDefaults({}, folder));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gives each process the settings it reads (WRITE_DOCS=1 writes them)', async () => {
    const settings = await Promise.all(
      containerNames.map(async (name) => [name, await composeSettings(name)] as const),
    );
    expectCurrent('docker-compose.yml', (text) =>
      settings.reduce((whole, [name, environment]) => {
        const lines = Object.entries(environment).map(
          ([setting, value]) => `      ${setting}:${value === null ? '' : ` '${value}'`}\n`,
        );
        return between(whole, `      # <settings ${name}>\n`, '      # </settings>\n', lines.join(''));
      }, text),
    );
  });

  it.each(containerNames)(
    'gives %s settings that it can start with when the user has set none',
    async (name) => {
      const given: NodeJS.ProcessEnv = sectionOf(name).includes(`:${FILES}`) ? { ...secrets } : {};
      for (const [setting, value] of Object.entries(await composeSettings(name))) {
        if (value === null) continue;
        given[setting] = value.replaceAll(/\$\{\w+:-(.*?)\}/g, '$1').replace(FILES, folder);
      }
      expect(() => loadSettings(settingsOfContainer(name), given)).not.toThrow();
    },
  );

  it.each(processNames)('runs %s from the image, and waits for what it needs', (name) => {
    const section = sectionOf(name);
    expect(section).toContain(`command: ['dist/apps/${name}/src/main.js']`);
    expect(section).toContain('<<: *suite');
    expect(section).toContain('depends_on:');
    expect(section).not.toContain('container_name');
  });

  it('starts a double of HBS only when its profile is asked for', () => {
    const inProfile = containerNames.filter((name) => sectionOf(name).includes('profiles:'));
    expect(inProfile).toEqual(['hbs-sandbox']);
    expect(sectionOf('hbs-sandbox')).toContain("profiles: ['sandbox']");
  });

  it('builds the image once, on the same Node as the Dockerfile, and everything waits for it', () => {
    const [, nodeImage = ''] =
      /^ARG NODE_IMAGE=(\S+)$/m.exec(readFileSync(join(projectFolder, 'Dockerfile'), 'utf8')) ?? [];
    expect(compose().match(/^ *build:/gm)).toHaveLength(1);
    expect(sectionOf('prepare')).toContain(`NODE_IMAGE: \${NODE_IMAGE:-${nodeImage}}`);
    expect(sectionOf('migrate')).toContain('prepare:');
    for (const name of processNames) {
      expect(sectionOf(name)).toMatch(/(migrate|prepare):\n {8}condition|depends_on: \*service-waits/);
    }
  });

  it('gives a container more time to stop than its process takes to finish what runs', () => {
    const [{ SHUTDOWN_GRACE }] = loadSettings([PlatformSettings], {});
    const [, seconds] = /\nx-suite:[^]*?\n {2}stop_grace_period: (\d+)s\n/.exec(compose()) ?? [];
    expect(Number(seconds) * 1_000).toBeGreaterThan(SHUTDOWN_GRACE);
  });
});
