import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { projectFolder } from '../../apps/cli/src/published.js';

/** The file is what the code says it must be; rewritten when the run was asked to (`WRITE_DOCS=1`). */
export function expectCurrent(name: string, current: (text: string) => string): void {
  const file = join(projectFolder, name);
  const text = readFileSync(file, 'utf8');
  if (process.env['WRITE_DOCS'] === '1') writeFileSync(file, current(text));
  expect(readFileSync(file, 'utf8')).toBe(current(text));
}

/** Replaces the text between two marks. @throws when the marks are not in it once, in this order */
export function between(text: string, begin: string, end: string, current: string): string {
  const [before, inside, ...more] = text.split(begin);
  const after = inside?.slice(inside.indexOf(end));
  if (before === undefined || after === undefined || !inside?.includes(end) || more.length > 0)
    throw new Error(`${begin} … ${end} must be in the file once`);
  return `${before}${begin}${current}${after}`;
}
