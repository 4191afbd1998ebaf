import { describe, expect, it } from '@jest/globals';
import { refusalCodes } from '../../apps/authorization/src/published.js';
import { between, expectCurrent } from './expect-current.js';
import { refusalCodeTables } from './refusal-codes-page.js';

const PAGE = 'docs/adr/0027-codes-of-refused-drivers.md';

describe('the documentation of refusal codes', () => {
  it('in ADR 27 is what the code says (WRITE_DOCS=1 writes it)', () => {
    expectCurrent(PAGE, (page) =>
      Object.entries(refusalCodeTables).reduce((text, [name, table]) => {
        const begin = `<!-- ${name} -->\n<!-- prettier-ignore-start -->\n\n`;
        return between(text, begin, `\n\n<!-- prettier-ignore-end -->\n<!-- /${name} -->`, table);
      }, page),
    );
  });

  it('has a row for every reason', () => {
    const reasons = [...(refusalCodeTables['refusal codes'] ?? '').matchAll(/^\| `([a-z-]+)` \|/gm)];
    expect(reasons.map(([, reason]) => reason)).toEqual(Object.keys(refusalCodes));
  });
});
