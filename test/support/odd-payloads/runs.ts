import type * as fc from 'fast-check';

/** Payloads per message: some in the gate, as many as one likes in a soak (`ODD_PAYLOADS=100000`, `ODD_SEED=7`). */
export function runs(inTheGate: number): Pick<fc.Parameters<unknown>, 'numRuns' | 'seed'> {
  const { ODD_PAYLOADS, ODD_SEED } = process.env;
  return { numRuns: Number(ODD_PAYLOADS ?? inTheGate), seed: Number(ODD_SEED ?? 1) };
}
