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
  /** Keeps a line standing beneath the others, in the place of the one before; none where there is no terminal. */
  readonly keep: ((line: string) => void) | undefined;
  readonly signal: AbortSignal;
}

/** Shows the pull that fills an empty replica, with its rate and the time left, until it ends. Other pulls are not shown. */
export async function showFirstPull(options: FirstPullOptions): Promise<void> {
  const { say, keep, signal } = options;
  const first = await latestRun(options);
  if (!first || first.finishedAt !== undefined || first.mode !== 'full') return;
  const show = keep ? bar(keep) : lines(say);
  let run: SyncRunView | undefined = first;
  while (run && run.finishedAt === undefined && !signal.aborted) {
    const { records, totalRecords } = run.counts;
    if (totalRecords !== undefined) show.at(records, totalRecords);
    await pause(POLL_MS, signal);
    run = await latestRun(options);
  }
  show.end();
  if (run && !signal.aborted) say(sentenceOf(run));
}

function sentenceOf({ state, counts, reasons, startedAt = '', finishedAt = '' }: SyncRunView): string {
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000;
  if (state === 'succeeded')
    return `${counts.records} charging points are in the replica after ${seconds.toFixed(1)} s.`;
  return `The first pull has ${state}: ${reasons.map(({ message }) => message).join('; ')}`;
}

interface Shown {
  at(records: number, total: number): void;
  end(): void;
}

/** Of our own: those of the libraries restore the cursor to where it was before the services wrote lines of theirs. */
function bar(keep: (line: string) => void): Shown {
  const began = performance.now();
  return {
    at: (records, total) => {
      const { rate, left } = paceOf(records, total, began);
      const full = Math.min(BAR_WIDTH, Math.floor((records / Math.max(1, total)) * BAR_WIDTH));
      const drawn = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
      keep(`Charging points ${drawn} ${records}/${total}, ${rate}/s${left}`);
    },
    end: () => keep(''),
  };
}

function lines(say: (line: string) => void): Shown {
  const began = performance.now();
  let told = Number.NEGATIVE_INFINITY;
  return {
    at: (records, total) => {
      if (performance.now() - told < LINE_MS) return;
      told = performance.now();
      const { rate, left } = paceOf(records, total, began);
      say(`${records} of ${total} charging points, ${rate}/s${left}`);
    },
    end: () => {},
  };
}

/** Records a second, and the time left in words, which nobody knows before the first page. */
function paceOf(records: number, total: number, began: number): { rate: number; left: string } {
  const rate = Math.round(records / Math.max(0.001, (performance.now() - began) / 1_000));
  return { rate, left: rate > 0 ? `, ${Math.ceil((total - records) / rate)} s left` : '' };
}

/** Nothing while the API cannot answer: it is shown when it can. */
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
