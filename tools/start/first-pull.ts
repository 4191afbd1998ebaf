import { Presets, SingleBar } from 'cli-progress';
import { request } from 'undici';
import type { SyncRunView } from '#messaging';
import { pause } from '#platform';

const POLL_MS = 500;
/** Between two lines where there is no terminal to draw a bar in. */
const LINE_MS = 5_000;

export interface FirstPullOptions {
  readonly apiUrl: string;
  readonly key: string;
  readonly isInteractive: boolean;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Shows the pull that fills an empty replica, with its rate and the time left, until it ends. Other pulls are not shown. */
export async function showFirstPull(options: FirstPullOptions): Promise<void> {
  const { say, signal } = options;
  const first = await latestRun(options);
  if (!first || first.finishedAt !== undefined || first.mode !== 'full') return;
  const show = options.isInteractive ? bar() : lines(say);
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

function bar(): Shown {
  const format = 'Charging points {bar} {value}/{total}, {rate}/s, {eta_formatted} left';
  const drawn = new SingleBar({ format, hideCursor: true, etaBuffer: 20 }, Presets.shades_classic);
  const began = performance.now();
  let isStarted = false;
  return {
    at: (records, total) => {
      const rate = rateOf(records, began);
      if (!isStarted) drawn.start(total, records, { rate });
      isStarted = true;
      drawn.update(records, { rate });
    },
    end: () => drawn.stop(),
  };
}

function lines(say: (line: string) => void): Shown {
  const began = performance.now();
  let told = Number.NEGATIVE_INFINITY;
  return {
    at: (records, total) => {
      if (performance.now() - told < LINE_MS) return;
      told = performance.now();
      const rate = rateOf(records, began);
      const left = rate > 0 ? `, ${Math.ceil((total - records) / rate)} s left` : '';
      say(`${records} of ${total} charging points, ${rate}/s${left}`);
    },
    end: () => {},
  };
}

function rateOf(records: number, began: number): number {
  return Math.round(records / Math.max(0.001, (performance.now() - began) / 1_000));
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
