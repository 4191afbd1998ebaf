import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../apps/cli/src/published.js';

const docs = readdirSync(join(projectFolder, 'docs'), { recursive: true, encoding: 'utf8' });
const pagesOfDocs = docs.filter((each) => each.endsWith('.md')).map((each) => join('docs', each));
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...pagesOfDocs];
const textOf = (name: string): string => readFileSync(join(projectFolder, name), 'utf8');
const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Record<string, string> };

/** What `pattern` finds in a page, its first group. */
function found(page: string, pattern: RegExp): readonly string[] {
  return [...textOf(page).matchAll(pattern)].map(([, group = '']) => group);
}

/** As browsers find a heading: `## Backup and restore` is `#backup-and-restore`. */
function anchorsOf(page: string): readonly string[] {
  return found(page, /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Whether a link of a page leads to something that is there. */
function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(projectFolder, target))) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

describe.each(pages)('%s', (page) => {
  it('links to what is there', () => {
    const links = found(page, /\]\(([^)\s]+)\)/g).filter((link) => !/^[a-z]+:/.test(link));
    expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  it('names only commands that exist', () => {
    const commands = found(page, /\bnpm run (?:-\S+ )*([a-z][\w-]*)/g);
    expect(commands.filter((command) => !(command in scripts))).toEqual([]);
  });

  it('names only files of ours that are there', () => {
    const files = found(page, /`((?:apps|docs|libs|test|tools)\/[\w./-]+)`/g);
    expect(files.filter((file) => !existsSync(join(projectFolder, file)))).toEqual([]);
  });
});

describe('what the README says to try', () => {
  it('finds the running suite by the file that `npm start` writes, whatever its ports', () => {
    const [, tryIt = ''] = /^## Try it$(.*?)^## /ms.exec(textOf('README.md')) ?? [];
    expect(tryIt).toContain('.data/running-suite.json');
    expect(tryIt).not.toMatch(/(?:localhost|127\.0\.0\.1):\d/);
  });
});

describe('package.json', () => {
  /** What the bootstrap runs of node_modules, instead of a program of ours. */
  const programs = new Set(['build', 'exec', 'jest', 'docs']);
  const commandOf = (script: string): string | undefined => {
    const command = /^node tools\/bootstrap\.mjs (\S+)/.exec(script)?.[1];
    return command === undefined || programs.has(command) ? undefined : command;
  };
  const commands = new Set(Object.values(scripts).flatMap((script) => commandOf(script) ?? []));

  it('runs every script on the Node of the suite, through the bootstrap', () => {
    const others = Object.values(scripts).filter((script) => !script.startsWith('node tools/bootstrap.mjs '));
    expect(others).toEqual([]);
  });

  it.each([...commands])('has a command behind %s', (command) => {
    const folders = [join('apps', command, 'src'), join('test/load', command), join('tools', command)];
    const found = folders.filter((folder) => existsSync(join(projectFolder, folder, 'main.ts')));
    expect(found).toHaveLength(1);
  });

  it('has every command in the README, or in CONTRIBUTING.md if it is one of developers', () => {
    const readme = textOf('README.md') + textOf('CONTRIBUTING.md');
    const names = Object.keys(scripts).filter((name) => commandOf(scripts[name] ?? '') !== undefined);
    expect(
      names.filter((name) => !readme.includes(`npm ${name}`) && !readme.includes(`npm run ${name}`)),
    ).toEqual([]);
  });
});
