/** What a soak has counted, and what did not hold. */
export interface SoakReport {
  /** The rows of its table. */
  readonly rows: readonly (readonly [what: string, count: number])[];
  /** What does not hold, a sentence each. */
  readonly problems: readonly string[];
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a report and exits: with 0 if all of it held, otherwise 1. @param began by `performance.now()` */
export function exitWithReport({ rows, problems }: SoakReport, seed: number, began: number): never {
  const width = Math.max(...rows.map(([what]) => what.length));
  say('');
  for (const [what, number] of rows) say(`${what.padEnd(width)} ${String(number).padStart(8)}`);
  say('');
  for (const problem of problems) say(problem);
  const seconds = Math.round((performance.now() - began) / 1_000);
  say(`${problems.length === 0 ? 'It held.' : 'IT DID NOT HOLD.'} Seed ${seed}, ${seconds} s.`);
  process.exit(problems.length === 0 ? 0 : 1);
}
