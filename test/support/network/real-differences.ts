import type { swissSnapshots } from './swiss-data.js';

/** Counted by hand from the files, each against the one before: new, gone and changed. */
export const REAL_DIFFERENCES: Readonly<
  Record<(typeof swissSnapshots)[number], readonly [come: number, gone: number, changed: number]>
> = {
  'status-2023-05-28T1728': [12_073, 0, 0],
  'status-2023-05-30T2202': [11, 1, 1_528],
  'status-2023-05-30T2232': [4, 1, 1_344],
  'status-2023-07-16T1629': [887, 218, 2_312],
  'status-2023-07-17T1747': [0, 0, 1_837],
  'status-2023-08-09T2250': [306, 129, 2_572],
};

/** The differences of two snapshots by key, as `before → after`; `undefined` for a missing one. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const different = keys.filter((key) => before.get(key) !== after.get(key));
  return new Map(different.map((key) => [key, `${before.get(key)} → ${after.get(key)}`]));
}

export function kindsOf(changes: ReadonlyMap<string, string>): readonly [number, number, number] {
  const all = [...changes.values()];
  const come = all.filter((each) => each.startsWith('undefined')).length;
  const gone = all.filter((each) => each.endsWith('undefined')).length;
  return [come, gone, all.length - come - gone];
}
