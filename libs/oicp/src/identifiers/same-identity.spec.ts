import { describe, expect, it } from '@jest/globals';
import { maybeSameContract, sameContract } from './same-identity.js';

describe('two contracts', () => {
  it.each([
    ['DE*EMP*123A56*3', 'DE-EMP-C0123A563'],
    ['DE*EMP*123A56*3', 'DE-EMP-00123A563-N'],
    ['DE-EMP-123A56', 'deempc0123a563'],
  ])('may be the same: %s and %s', (one, other) => {
    expect([maybeSameContract(one, other), maybeSameContract(other, one)]).toEqual([true, true]);
    expect(sameContract(one, other)).toBe(false);
  });

  it.each([
    ['DE*EMP*123A56*3', 'DE*EMP*123A56*4'],
    ['DE*EMP*123A56*3', 'DE-EMP-C0123A564'],
    ['DE*EMP*123A56*3', 'DE-XYZ-C0123A563'],
    ['DE-EMP-C12345678-X', 'DE-EMP-C12345678-Y'],
    ['nobody', 'somebody'],
  ])('are different: %s and %s', (one, other) => {
    expect([maybeSameContract(one, other), maybeSameContract(other, one)]).toEqual([false, false]);
  });

  it('are the same if only the notation differs', () => {
    expect(maybeSameContract('DE-EMP-C12345678', 'deempc12345678x')).toBe(true);
  });
});
