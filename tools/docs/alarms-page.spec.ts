import { beforeAll, describe, expect, it } from '@jest/globals';
import { alarmDeclarations, alarmTables } from './alarms-page.js';
import { between, expectCurrent } from './expect-current.js';

const BEGIN = '<!-- alarms -->\n<!-- prettier-ignore-start -->\n\n';
const END = '\n\n<!-- prettier-ignore-end -->\n<!-- /alarms -->';

describe('the documentation of alarms', () => {
  let tables: string;
  beforeAll(async () => {
    tables = await alarmTables();
  });

  it('in docs/operations.md is what the code says (WRITE_DOCS=1 writes it)', () => {
    expectCurrent('docs/operations.md', (text) => between(text, BEGIN, END, tables));
  });

  it('says of each alarm, once, what has happened and what to do', () => {
    expect(alarmDeclarations().length).toBeGreaterThan(5);
    const rows = tables.split('\n').filter((line) => line.startsWith('| `'));
    const codes = rows.map((row) => {
      expect(row).toMatch(/^\| `[A-Z][A-Z_]+` \| (warn|error|fatal) \| .+[^.]\. \| .+\. \|$/);
      return row.split('`')[1];
    });
    expect(new Set(codes).size).toBe(codes.length);
  });
});
