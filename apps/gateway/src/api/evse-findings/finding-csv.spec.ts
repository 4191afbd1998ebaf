import { describe, expect, it } from '@jest/globals';
import { array, assert, asyncProperty, string } from 'fast-check';
import type { EvseFinding, Page } from '#suite';
import { writeFindingCsv } from './finding-csv.js';

const FORMULA = /^[\s\p{Cf}]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]/u;

async function fileOf(operatorNames: readonly string[]): Promise<string> {
  async function* pages(): AsyncGenerator<Page<EvseFinding>> {
    await Promise.resolve();
    yield { items: operatorNames.map((operatorName) => aFinding(operatorName)) };
  }
  let file = '';
  for await (const chunk of writeFindingCsv(pages())) file += String(chunk);
  return file;
}

function aFinding(operatorName: string): EvseFinding {
  return {
    evseId: 'DE*ABC*E1',
    operatorId: 'DE*ABC',
    operatorName,
    about: 'record',
    code: 'missing',
    pointer: '/Plugs',
    message: 'Plugs is missing.',
    since: '2026-11-28T10:00:00.000Z',
  };
}

/** The cells of a row in which every cell is in quotes, and quotes are doubled. */
const cellsOf = (row: string): string[] =>
  row
    .slice(1, -1)
    .split('","')
    .map((cell) => cell.replaceAll('""', '"'));

describe('findings of EVSEs as CSV', () => {
  it.each(['=1+1', ' =1+1', '\u00a0=1', '\u200b=1', '\t=1', '\r=1', '\n=1', '＝1+1', '@x', '+49', '-1'])(
    'have no cell that a spreadsheet runs: %j',
    async (operatorName) => {
      const [, row = ''] = (await fileOf([operatorName])).split('\r\n');
      expect(cellsOf(row)[2]).toMatch(/^'/);
    },
  );

  it('keep a text that would end its cell or its row in one cell of one row', async () => {
    const file = await fileOf(['ABC\n=1+1', 'ABC;=1+1;x', 'ABC\t=1+1', 'ABC\r=1+1', 'ABC\u2028=1+1']);
    expect(file.split('\r\n').map((row) => cellsOf(row)[2])).toEqual([
      'operatorName',
      'ABC =1+1',
      'ABC;=1+1;x',
      'ABC =1+1',
      'ABC =1+1',
      'ABC =1+1',
      undefined,
    ]);
  });

  it('have as many rows as findings, whatever operators write', async () => {
    await assert(
      asyncProperty(array(string({ unit: 'binary' }), { maxLength: 10 }), async (names) => {
        const rows = (await fileOf(names)).split(/[\r\n]+/).filter((row) => row !== '');
        expect(rows).toHaveLength(names.length + 1);
        for (const row of rows) for (const cell of cellsOf(row)) expect(cell).not.toMatch(FORMULA);
      }),
      { seed: 15, numRuns: 200 },
    );
  });
});
