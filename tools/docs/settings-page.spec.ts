import { describe, it } from '@jest/globals';
import { between, expectCurrent } from './expect-current.js';
import { envExample, mainSettingsTable, settingsTable } from './settings-page.js';

describe('the documentation of settings', () => {
  it('in .env.example is what the code says (WRITE_DOCS=1 writes it)', () => {
    expectCurrent('.env.example', envExample);
  });

  it('in docs/settings.md is what the code says (WRITE_DOCS=1 writes it)', () => {
    expectCurrent('docs/settings.md', (text) => replaceTable(text, 'settings', settingsTable()));
  });

  it('in README.md is what the code says of the main settings (WRITE_DOCS=1 writes it)', () => {
    expectCurrent('README.md', (text) => replaceTable(text, 'main settings', mainSettingsTable()));
  });
});

function replaceTable(text: string, name: string, table: string): string {
  const begin = `<!-- ${name} -->\n<!-- prettier-ignore-start -->\n\n`;
  return between(text, begin, `\n\n<!-- prettier-ignore-end -->\n<!-- /${name} -->`, table);
}
