/** The part of jest's results that is read here. */
export interface Results {
  readonly testResults: readonly {
    readonly testResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** The end of the name of a test, or of a group of them, that is skipped for a reason. */
const REASON = /\(skipped: ([^)]+)\)/;

/** A line for each reason in the names of skipped tests, with its count. */
export function skippedTests({ testResults }: Results): readonly string[] {
  const counts = new Map<string, number>();
  for (const { fullName, status } of testResults.flatMap((file) => file.testResults)) {
    const reason = status === 'pending' ? REASON.exec(fullName)?.[1] : undefined;
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(
    ([reason, count]) => `${count} ${count === 1 ? 'test' : 'tests'} skipped: ${reason}`,
  );
}

/** Prints at the end of a run why tests were skipped: jest shows no names when it runs several files. */
export default class SkippedTestsReporter {
  onRunComplete(_contexts: unknown, results: Results): void {
    // Where jest writes its own summary.
    for (const line of skippedTests(results)) process.stderr.write(`${line}\n`);
  }
}
