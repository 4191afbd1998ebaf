import { describe, expect, it } from '@jest/globals';
import { progressLine } from './fuzz.js';

describe('the progress of a fuzz run', () => {
  it('counts what was sent, which may be more than was asked for', () => {
    expect(progressLine('api', { cases: 1_918, failures: [] }, 100)).toBe(
      'api: 1918 cases sent, at least 100 asked for; 0 kinds of failures',
    );
  });
});
