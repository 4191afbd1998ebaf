import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../apps/cli/src/published.js';

/** A decision record, from its head: its title, then a line `**Date.** 2026-11-22. **Status.** Accepted.` */
export interface DecisionRecord {
  readonly file: string;
  readonly number: string;
  readonly title: string;
  readonly date: string;
  readonly status: string;
  readonly text: string;
}

const FILE = /^(\d{4})-.+\.md$/;
const HEAD = /^# (\d{4}): (.+)\n\n\*\*Date\.\*\* (\d{4}-\d{2}-\d{2})\. \*\*Status\.\*\* (.+)\.\n/;

/** Every record of docs/adr, by number. @throws when a head has another form, or another number than its file */
export function decisionRecords(): readonly DecisionRecord[] {
  const folder = join(projectFolder, 'docs/adr');
  const files = readdirSync(folder).filter((file) => FILE.test(file));
  return files.sort((a, b) => a.localeCompare(b)).map((file) => toRecord(folder, file));
}

/** The table of docs/adr/README.md. */
export function decisionIndex(): string {
  const rows = decisionRecords().map(
    ({ file, number, title, date, status }) => `| [${number}](${file}) | ${title} | ${date} | ${status} |`,
  );
  return ['| Number | Decision | Date | Status |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function toRecord(folder: string, file: string): DecisionRecord {
  const text = readFileSync(join(folder, file), 'utf8');
  const [, number = '', title = '', date = '', status = ''] = HEAD.exec(text) ?? [];
  if (number === '' || !file.startsWith(number))
    throw new Error(`${file} must begin with "# NNNN: title" and "**Date.** YYYY-MM-DD. **Status.** ….".`);
  return { file, number, title, date, status, text };
}
