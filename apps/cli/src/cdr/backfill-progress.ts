import { SingleBar } from 'cli-progress';
import { windowEnd } from '../../../cdr/src/published.js';
import type { CdrRunView } from '#suite';

const LINE_EVERY_MS = 5_000;

/** The progress of a backfill: of all its runs together. */
export interface BackfillState {
  /** From 0 to 1, by the time that the ranges span. */
  readonly share: number;
  readonly records: number;
  readonly added: number;
}

/** The progress of these runs together. */
export function stateOf(runs: readonly CdrRunView[]): BackfillState {
  const sum = (valueOf: (run: CdrRunView) => number): number =>
    runs.reduce((total, run) => total + valueOf(run), 0);
  return {
    share: sum(shareOf) / runs.length,
    records: sum(({ records }) => records),
    added: sum(({ added }) => added),
  };
}

/** The share of a run: its finished windows, and the pages read of the current one. */
function shareOf({ from, to, doneUntil, page, pages }: CdrRunView): number {
  const [start, end, done] = [from, to, doneUntil].map((each) => Date.parse(each)) as [
    number,
    number,
    number,
  ];
  const window = windowEnd(new Date(done), new Date(end)).valueOf() - done;
  const read = pages === undefined ? 0 : page / Math.max(1, pages);
  return (done - start + window * Math.min(1, read)) / (end - start);
}

/** Shows the progress: a bar in a terminal, elsewhere a line every few seconds. */
export class BackfillProgress {
  private readonly began = performance.now();
  private readonly bar: SingleBar | undefined;
  private writtenAt = Number.NEGATIVE_INFINITY;
  private lastLine = '';

  constructor(private readonly output: NodeJS.WriteStream) {
    if (!output.isTTY) return;
    this.bar = new SingleBar({
      stream: output,
      format: '{bar} {percentage} % | {counts}',
      hideCursor: true,
      gracefulExit: false,
    });
    this.bar.start(1_000, 0, { counts: 'queued' });
  }

  show(state: BackfillState): void {
    const counts = this.countsOf(state);
    if (this.bar) return this.bar.update(Math.floor(state.share * 1_000), { counts });
    const line = `${Math.floor(state.share * 100)} %, ${counts}`;
    const now = performance.now();
    if (line === this.lastLine || now - this.writtenAt < LINE_EVERY_MS) return;
    this.lastLine = line;
    this.writtenAt = now;
    this.output.write(`${line}\n`);
  }

  stop(): void {
    this.bar?.stop();
  }

  private countsOf({ share, records, added }: BackfillState): string {
    const seconds = (performance.now() - this.began) / 1_000;
    const rate = Math.round(records / Math.max(seconds, 0.001));
    const left = share > 0 && share < 1 ? `, ${duration((seconds * (1 - share)) / share)} left` : '';
    return `${records} records read, ${added} of them new, ${rate} a second${left}`;
  }
}

/** Whole seconds, minutes or hours for a person: `7 s`, `3 min 5 s`, `2 h 0 min`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}
