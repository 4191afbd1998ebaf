import type { NamedCase } from './case-builders.js';
import { collisionCases } from './collision-cases.js';
import { energyCases } from './energy-cases.js';
import { sessionCases } from './session-cases.js';

const under = (heading: string, cases: readonly NamedCase[]): readonly NamedCase[] =>
  cases.map(([name, make, codes]) => [`${heading} ${name}`, make, codes]);

export const comparisonCases: readonly NamedCase[] = [
  ...under('with', sessionCases),
  ...under('of', energyCases),
  ...under('beside', collisionCases),
];
