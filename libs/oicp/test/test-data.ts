import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const directory = process.env['OICP_TEST_DATA'] ?? '';

/** The real data are not part of the repository: see NOTICE.md beside them. */
export const hasTestData = directory !== '' && existsSync(directory);

/** Ends the name of a test that needs them, so that a skipped one says why. */
export const needsTestData = hasTestData
  ? ''
  : ' (skipped: OICP_TEST_DATA names no directory with the real data)';

/** Where a file of the test data lies, by its path below `OICP_TEST_DATA`. */
export function testDataFile(...path: readonly string[]): string {
  return join(directory, ...path);
}

/** A JSON file of the test data, by its path below `OICP_TEST_DATA`; `.gz` is unpacked. */
export function testData(...path: readonly string[]): unknown {
  return JSON.parse(testText(...path));
}

export function testText(...path: readonly string[]): string {
  const bytes = readFileSync(testDataFile(...path));
  return (path.at(-1)?.endsWith('.gz') === true ? gunzipSync(bytes) : bytes).toString();
}
