/** Payloads per message: `inTheGate`, or any number in a soak (`ODD_PAYLOADS=100000`, `ODD_SEED=7`). */
export function runs(inTheGate: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: numberOf('ODD_PAYLOADS', inTheGate), seed: numberOf('ODD_SEED', 1) };
}

/** The time-out in milliseconds of a test of this many payloads: reached only when something hangs. */
export function runsWithinMs(inTheGate: number): number {
  return 60_000 + numberOf('ODD_PAYLOADS', inTheGate) * 20;
}

function numberOf(name: 'ODD_PAYLOADS' | 'ODD_SEED', otherwise: number): number {
  return Number(process.env[name] ?? otherwise);
}
