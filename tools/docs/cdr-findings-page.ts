import { cdrComparisons } from '#suite';
import { implausibilities, violationCodes } from '#oicp';

/** The tables of `docs/cdr-findings.md`, by the name of their place in it. */
export const cdrFindingTables: Readonly<Record<string, string>> = {
  comparisons: tableOf(Object.entries(cdrComparisons)),
  implausibilities: tableOf(Object.entries(implausibilities)),
  violations: tableOf(
    Object.entries(violationCodes)
      .filter(([, { severity }]) => severity !== 'note')
      .map(([code, { means }]) => [code, `${means.charAt(0).toUpperCase()}${means.slice(1)}`]),
  ),
};

function tableOf(rows: readonly (readonly [code: string, means: string])[]): string {
  const lines = rows.map(([code, means]) => `| \`${code}\` | ${means}. |`);
  return ['| Code | Means |', '| --- | --- |', ...lines].join('\n');
}
