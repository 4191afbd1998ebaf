import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { envExample, settingsTable } from './settings-page.js';

const project = join(import.meta.dirname, '..', '..');
const TABLE =
  /(<!-- settings -->\n<!-- prettier-ignore-start -->\n\n)[\s\S]*?(\n\n<!-- prettier-ignore-end -->)/;

/** The file as the code says it must be; written anew when the run was asked to. */
function expectCurrent(name: string, current: (text: string) => string): void {
  const file = join(project, name);
  const text = readFileSync(file, 'utf8');
  if (process.env['WRITE_DOCS'] === '1') writeFileSync(file, current(text));
  expect(readFileSync(file, 'utf8')).toBe(current(text));
}

describe('the documentation of settings', () => {
  it('in .env.example is what the code says (WRITE_DOCS=1 writes it anew)', () => {
    expectCurrent('.env.example', envExample);
  });

  it('in README.md is what the code says (WRITE_DOCS=1 writes it anew)', () => {
    expect(readFileSync(join(project, 'README.md'), 'utf8')).toMatch(TABLE);
    expectCurrent('README.md', (text) =>
      text.replace(TABLE, (_, head: string, tail: string) => `${head}${settingsTable()}${tail}`),
    );
  });
});
