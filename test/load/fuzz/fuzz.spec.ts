import { describe, expect, it } from '@jest/globals';
import { progressLine } from './fuzz.js';

describe('the progress of a fuzz run', () => {
  it('counts the cases sent, which may be more than requested', () => {
    expect(progressLine('api', { cases: 1_918, failures: [] }, 100)).toBe(
      'api: 1918 cases sent, at least 100 requested; 0 kinds of failures',
    );
  });
});
