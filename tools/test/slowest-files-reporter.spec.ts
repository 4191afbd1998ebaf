import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../apps/cli/src/published.js';
import { slowestFiles } from './slowest-files-reporter.js';

describe('the end of a test run', () => {
  it('shows the ten slowest files, the slowest first', () => {
    const testResults = Array.from({ length: 12 }, (_, index) => ({
      testFilePath: join(projectFolder, `test/${index}.spec.ts`),
      perfStats: { runtime: index * 1_250 },
    }));
    const lines = slowestFiles({ testResults });
    expect(lines).toHaveLength(10);
    expect(lines[0]).toBe('   13.8 s  test/11.spec.ts');
    expect(lines[9]).toBe('    2.5 s  test/2.spec.ts');
  });
});
