import { SingleBar } from 'cli-progress';
import { windowEnd } from '../../../cdr/src/reconciliation/window.js';
import type { CdrRun } from '#suite';

const LINE_EVERY_MS = 5_000;

/** How far the runs of a backfill are, all of them together. */
export interface BackfillState {
  /** From 0 to 1, by the time that the ranges cover. */
  readonly share: number;
  readonly records: number;
  readonly added: number;
}

export function stateOf(runs: readonly CdrRun[]): BackfillState {
  const sum = (valueOf: (run: CdrRun) => number): number =>
    runs.reduce((total, run) => total + valueOf(run), 0);
  return {
    share: sum(shareOf) / runs.length,
    records: sum(({ records }) => records),
    added: sum(({ added }) => added),
  };
}

/** The windows that are done, and of the one in work as much as the pages that were read. */
function shareOf({ from, to, doneUntil, page, pages, state }: CdrRun): number {
  if (state === 'done') return 1;
  const [start, end, done] = [from, to, doneUntil].map((each) => Date.parse(each)) as [
    number,
    number,
    number,
  ];
  const window = windowEnd(new Date(done), new Date(end)).valueOf() - done;
  const read = pages === undefined ? 0 : page / Math.max(1, pages);
  return (done - start + window * Math.min(1, read)) / (end - start);
}

/** Shows how far it is: a bar in a terminal, else a line now and then. */
export class BackfillProgress {
  private readonly began = performance.now();
  private readonly bar: SingleBar | undefined;
  private saidAt = Number.NEGATIVE_INFINITY;
  private said = '';

  constructor(private readonly output: NodeJS.WriteStream) {
    if (!output.isTTY) return;
    this.bar = new SingleBar({
      stream: output,
      format: '{bar} {percentage} % | {told}',
      hideCursor: true,
      gracefulExit: false,
    });
    this.bar.start(1_000, 0, { told: 'waiting for its turn' });
  }

  show(state: BackfillState): void {
    const told = this.sentence(state);
    if (this.bar) return this.bar.update(Math.floor(state.share * 1_000), { told });
    const line = `${Math.floor(state.share * 100)} %, ${told}`;
    const now = performance.now();
    if (line === this.said || now - this.saidAt < LINE_EVERY_MS) return;
    this.said = line;
    this.saidAt = now;
    this.output.write(`${line}\n`);
  }

  stop(): void {
    this.bar?.stop();
  }

  private sentence({ share, records, added }: BackfillState): string {
    const seconds = (performance.now() - this.began) / 1_000;
    const rate = Math.round(records / Math.max(seconds, 0.001));
    const left = share > 0 && share < 1 ? `, ${duration((seconds * (1 - share)) / share)} left` : '';
    return `${records} records read, ${added} of them new, ${rate} a second${left}`;
  }
}

export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}
