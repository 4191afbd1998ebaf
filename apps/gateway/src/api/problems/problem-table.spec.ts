import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { problemTable } from './problem-table.js';

const apps = join(import.meta.dirname, '..', '..', '..', '..');
const sources = readdirSync(apps, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.startsWith('hbs-sandbox'),
);
const REFUSAL = /(?:new RpcRefusal\(|values?Refusal\(|new Problem\(\s*\d+,)\s*'(\w+)'/g;

describe('the table of problems', () => {
  const refused = sources.flatMap((name) =>
    [...readFileSync(join(apps, name), 'utf8').matchAll(REFUSAL)].map(([, code = '']) => code),
  );

  it('explains every refusal of the gateway and of the services behind it', () => {
    expect(refused.length).toBeGreaterThan(20);
    expect(refused.filter((code) => !(code in problemTable))).toEqual([]);
  });

  it.each(Object.entries(problemTable))('says of %s what it means and what to do', (_, entry) => {
    expect(entry.status).toBeGreaterThanOrEqual(400);
    expect(entry.means).toMatch(/\.$/);
    expect(entry.act).toMatch(/\.$/);
  });
});
