/** One measurement: the suite beside its floor, the least that does the same work, in the same run. */
export interface BenchRow {
  readonly name: string;
  readonly unit: 'ms' | 'µs' | '/s' | 'MB';
  readonly floor: number;
  readonly suite: number;
  readonly ratio: number;
  /** What must hold, as text. */
  readonly target: string;
  readonly met: boolean;
}

/** A row of `[floor, suite]`. @param holds whether the target is met */
export function benchRow(
  name: string,
  unit: BenchRow['unit'],
  [floor, suite]: readonly [number, number],
  target: string,
  holds: (ratio: number, suite: number) => boolean,
): BenchRow {
  const ratio = suite / floor;
  return { name, unit, floor, suite, ratio, target, met: holds(ratio, suite) };
}

/** The value below which a share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
