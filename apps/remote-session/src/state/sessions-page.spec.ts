import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sessionsPage } from './sessions-page.js';

const page = new URL('../../../../docs/sessions.md', import.meta.url);

describe('docs/sessions.md', () => {
  it('is what the table says (WRITE_DOCS=1 rewrites it)', () => {
    if (process.env['WRITE_DOCS'] === '1') writeFileSync(page, sessionsPage());
    expect(readFileSync(page, 'utf8')).toBe(sessionsPage());
  });
});
