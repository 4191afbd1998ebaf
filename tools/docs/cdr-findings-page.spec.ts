import { describe, expect, it } from '@jest/globals';
import { cdrFindingTables } from './cdr-findings-page.js';
import { between, expectCurrent } from './expect-current.js';

describe('the documentation of findings of charge detail records', () => {
  it('in docs/cdr-findings.md is what the code says (WRITE_DOCS=1 writes it)', () => {
    expectCurrent('docs/cdr-findings.md', (page) =>
      Object.entries(cdrFindingTables).reduce((text, [name, table]) => {
        const begin = `<!-- ${name} -->\n<!-- prettier-ignore-start -->\n\n`;
        return between(text, begin, `\n\n<!-- prettier-ignore-end -->\n<!-- /${name} -->`, table);
      }, page),
    );
  });

  it('has each code once: a filter by a code means one thing', () => {
    const codes = Object.values(cdrFindingTables).flatMap((table) =>
      [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code),
    );
    expect(codes.length).toBeGreaterThan(20);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
