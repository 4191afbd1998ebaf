/** Payloads per message: some in the gate, as many as one likes in a soak (`ODD_PAYLOADS=100000`, `ODD_SEED=7`). */
export function runs(inTheGate: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: numberOf('ODD_PAYLOADS', inTheGate), seed: numberOf('ODD_SEED', 1) };
}

/** Milliseconds that a test of so many payloads may take; nobody waits for so long unless something hangs. */
export function runsWithinMs(inTheGate: number): number {
  return 60_000 + numberOf('ODD_PAYLOADS', inTheGate) * 20;
}

function numberOf(name: 'ODD_PAYLOADS' | 'ODD_SEED', otherwise: number): number {
  return Number(process.env[name] ?? otherwise);
}
