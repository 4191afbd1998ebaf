import { relative } from 'node:path';
import { projectFolder } from '../../apps/cli/src/published.js';

const SHOWN = 10;

/** The part of jest's results that is read here. */
export interface Results {
  readonly testResults: readonly {
    readonly testFilePath: string;
    /** Milliseconds. */
    readonly perfStats: { readonly runtime: number };
  }[];
}

/** A line for each of the ten files that took longest, the slowest first. */
export function slowestFiles({ testResults }: Results): readonly string[] {
  return testResults
    .toSorted((left, right) => right.perfStats.runtime - left.perfStats.runtime)
    .slice(0, SHOWN)
    .map(
      ({ testFilePath, perfStats }) =>
        `${(perfStats.runtime / 1_000).toFixed(1).padStart(7)} s  ${relative(projectFolder, testFilePath)}`,
    );
}

/** Prints at the end of a run of many files which took longest: what to look at when the gate becomes slow. */
export default class SlowestFilesReporter {
  onRunComplete(_contexts: unknown, results: Results): void {
    if (results.testResults.length <= SHOWN) return;
    // Where jest writes its own summary.
    process.stderr.write(`The slowest files:\n${slowestFiles(results).join('\n')}\n`);
  }
}
