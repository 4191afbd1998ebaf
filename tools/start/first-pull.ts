import { request } from 'undici';
import type { SyncRunView } from '#suite';
import { pause } from '#platform';

const POLL_MS = 500;
/** Between two lines where there is no terminal to draw a bar in. */
const LINE_MS = 5_000;
const BAR_WIDTH = 40;

export interface FirstPullOptions {
  readonly apiUrl: string;
  readonly key: string;
  readonly say: (line: string) => void;
  /** Shows a line beneath the others, instead of the one before; `undefined` without a terminal. */
  readonly setStatusLine: ((line: string) => void) | undefined;
  readonly signal: AbortSignal;
}

/** Shows the pull that fills an empty replica, with its rate and the time left, until it ends. Shows no other pull. */
export async function showFirstPull(options: FirstPullOptions): Promise<void> {
  const { say, setStatusLine, signal } = options;
  const first = await latestRun(options);
  if (!first || first.finishedAt !== undefined || first.mode !== 'full') return;
  const show = setStatusLine ? bar(setStatusLine) : lines(say);
  let run: SyncRunView | undefined = first;
  while (run && run.finishedAt === undefined && !signal.aborted) {
    const { records, totalRecords } = run.counts;
    if (totalRecords !== undefined) show.update(records, totalRecords);
    await pause(POLL_MS, signal);
    run = await latestRun(options);
  }
  show.end();
  if (run && !signal.aborted) say(sentenceOf(run));
}

function sentenceOf({ state, counts, reasons, startedAt = '', finishedAt = '' }: SyncRunView): string {
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000;
  if (state === 'succeeded')
    return `Pulled ${counts.records} charging points into the replica in ${seconds.toFixed(1)} s.`;
  return `The first pull ${state}: ${reasons.map(({ message }) => message).join('; ')}`;
}

interface ProgressDisplay {
  update(records: number, total: number): void;
  end(): void;
}

/** Not a library's: those restore the cursor to where it was before the services wrote their lines. */
function bar(keep: (line: string) => void): ProgressDisplay {
  const began = performance.now();
  return {
    update: (records, total) => {
      const { rate, left } = paceOf(records, total, began);
      const full = Math.min(BAR_WIDTH, Math.floor((records / Math.max(1, total)) * BAR_WIDTH));
      const drawn = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
      keep(`Charging points ${drawn} ${records}/${total}, ${rate}/s${left}`);
    },
    end: () => keep(''),
  };
}

function lines(say: (line: string) => void): ProgressDisplay {
  const began = performance.now();
  let writtenAt = Number.NEGATIVE_INFINITY;
  return {
    update: (records, total) => {
      if (performance.now() - writtenAt < LINE_MS) return;
      writtenAt = performance.now();
      const { rate, left } = paceOf(records, total, began);
      say(`${records} of ${total} charging points, ${rate}/s${left}`);
    },
    end: () => {},
  };
}

/** Records per second, and the time left as text: empty before the first page. */
function paceOf(records: number, total: number, began: number): { rate: number; left: string } {
  const rate = Math.round(records / Math.max(0.001, (performance.now() - began) / 1_000));
  return { rate, left: rate > 0 ? `, ${Math.ceil((total - records) / rate)} s left` : '' };
}

/** `undefined` when the API does not answer for ten seconds, or there is no run. */
async function latestRun({ apiUrl, key, signal }: FirstPullOptions): Promise<SyncRunView | undefined> {
  const url = `${apiUrl}/v1/sync/runs?kind=evse-data&limit=1`;
  for (let attempt = 0; attempt < 20 && !signal.aborted; attempt += 1) {
    try {
      const { statusCode, body } = await request(url, { headers: { authorization: `Bearer ${key}` } });
      const { items = [] } = (await body.json()) as { items?: SyncRunView[] };
      if (statusCode === 200 && items[0]) return items[0];
    } catch {
      // The gateway is being restarted.
    }
    await pause(POLL_MS, signal);
  }
  return undefined;
}
