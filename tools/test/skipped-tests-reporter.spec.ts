import { describe, expect, it } from '@jest/globals';
import { skippedTests } from './skipped-tests-reporter.js';

describe('the end of a test run', () => {
  const file = (
    ...tests: readonly (readonly [status: string, fullName: string])[]
  ): { testResults: { status: string; fullName: string }[] } => ({
    testResults: tests.map(([status, fullName]) => ({ status, fullName })),
  });

  it('says why tests were skipped, once for each reason', () => {
    const testResults = [
      file(['passed', 'a test'], ['pending', 'the census (skipped: no data) finds nothing']),
      file(['pending', 'prices (skipped: no data)'], ['pending', 'a soak (skipped: no time)']),
      file(['pending', 'a test that was not asked for'], ['passed', 'what reads (skipped: in a name)']),
    ];
    expect(skippedTests({ testResults })).toEqual(['2 tests skipped: no data', '1 test skipped: no time']);
  });
});
