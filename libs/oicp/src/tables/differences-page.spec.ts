import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { differencesPage } from './differences-page.js';

const page = new URL('../../../../docs/oicp-differences.md', import.meta.url);

describe('docs/oicp-differences.md', () => {
  it('is what the tables say (WRITE_DOCS=1 rewrites it)', () => {
    if (process.env['WRITE_DOCS'] === '1') writeFileSync(page, differencesPage());
    expect(readFileSync(page, 'utf8')).toBe(differencesPage());
  });
});
