import { describe, it } from '@jest/globals';
import { between, expectCurrent } from './expect-current.js';
import { envExample, settingsTable } from './settings-page.js';

const BEGIN = '<!-- settings -->\n<!-- prettier-ignore-start -->\n\n';
const END = '\n\n<!-- prettier-ignore-end -->\n<!-- /settings -->';

describe('the documentation of settings', () => {
  it('in .env.example is what the code says (WRITE_DOCS=1 writes it anew)', () => {
    expectCurrent('.env.example', envExample);
  });

  it('in README.md is what the code says (WRITE_DOCS=1 writes it anew)', () => {
    expectCurrent('README.md', (text) => between(text, BEGIN, END, settingsTable()));
  });
});
