import { describe, expect, it } from '@jest/globals';
import { decisionIndex, decisionRecords } from './adr-index.js';
import { between, expectCurrent } from './expect-current.js';

const BEGIN = '<!-- decisions -->\n<!-- prettier-ignore-start -->\n\n';
const END = '\n\n<!-- prettier-ignore-end -->\n<!-- /decisions -->';
const records = decisionRecords();

describe('the decision records', () => {
  it('are all in the index, docs/adr/README.md (WRITE_DOCS=1 writes it)', () => {
    expectCurrent('docs/adr/README.md', (text) => between(text, BEGIN, END, decisionIndex()));
  });

  it.each(records.map(({ file, text }) => [file, text]))('%s has a decision and alternatives', (_, text) => {
    expect(text).toMatch(/^\*\*Decision\.?\*\*/m);
    expect(text).toMatch(/^\*\*Alternatives\b/m);
  });

  it('say of each other which amends which', () => {
    const amending = records.flatMap(({ number, status, text }) => {
      const [, amends = ''] = /^Amends (.+)$/m.exec(text) ?? [];
      const byOthers = linkedIn(status).map((by) => `${by} amends ${number}`);
      return byOthers.concat(linkedIn(amends).map((older) => `${number} amends ${older}`));
    });
    const once = amending.filter((each) => amending.filter((other) => other === each).length !== 2);
    expect(amending.length).toBeGreaterThan(0);
    expect(once).toEqual([]);
  });
});

/** The numbers of the records that a text links to. */
function linkedIn(text: string): readonly string[] {
  return [...text.matchAll(/\]\((\d{4})-/g)].map(([, number = '']) => number);
}
