import autocannon from 'autocannon';
import type { EdgeTls } from '../soak/edge-process.js';
import { benchRow, percentile, type BenchRow } from './bench-row.js';

const CONNECTIONS = 50;
/** So few that their handshakes are not among the slowest hundredth. */
const RELAXED_CONNECTIONS = 5;
const ROUNDS = 3;
const SECONDS = 4;
/** Until Node has compiled the hot functions: a service runs for weeks. */
const WARM_UP_SECONDS = 15;

/** What is sent over mutual TLS, and to whom. */
export interface EdgeCall {
  readonly tls: EdgeTls;
  readonly port: number;
  readonly path: string;
  readonly body: string;
  /** A text that every correct answer contains. */
  readonly says: string;
}

/** Measures the floor and the suite in turn, so that other work on the machine slows both; the medians count. */
export async function edgeRows(
  name: string,
  [floor, suite]: readonly [EdgeCall, EdgeCall],
  say: (line: string) => void,
): Promise<readonly BenchRow[]> {
  for (const each of [floor, suite]) await load(each, { duration: WARM_UP_SECONDS });
  const rates = await measureByTurns([floor, suite], async (call) => (await load(call)).requests.average);
  say(`${name}: floor ${rates.map((each) => Math.round(each)).join('/s, suite ')}/s`);
  const p99s = await measureByTurns([floor, suite], async (call, turn) => {
    const overallRate = Math.max(1, Math.round(rates[turn] / 3));
    return (await load(call, { overallRate, connections: RELAXED_CONNECTIONS })).latency.p99;
  });
  return [
    benchRow(`${name} per second`, '/s', rates, 'ratio ≥ 0.6', (ratio) => ratio >= 0.6),
    benchRow(`${name} at a third of saturation, p99`, 'ms', p99s, 'ratio ≤ 3', (ratio) => ratio <= 3),
  ];
}

async function measureByTurns(
  calls: readonly [EdgeCall, EdgeCall],
  measure: (call: EdgeCall, turn: 0 | 1) => Promise<number>,
): Promise<[number, number]> {
  const measured: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const turn of [0, 1] as const) measured[turn].push(await measure(calls[turn], turn));
  return [percentile(measured[0], 0.5), percentile(measured[1], 0.5)];
}

/** @throws when an answer was other than HTTP 200 with the expected text */
async function load(
  { tls: { ca, cert, key }, port, path, body, says }: EdgeCall,
  options: Pick<autocannon.Options, 'connections' | 'duration' | 'overallRate'> = {},
): Promise<autocannon.Result> {
  const result = await autocannon({
    url: `https://127.0.0.1:${port}${path}`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    connections: CONNECTIONS,
    duration: SECONDS,
    servername: 'localhost',
    tlsOptions: { ca, cert, key, servername: 'localhost' },
    verifyBody: (answer: unknown) => String(answer).includes(says),
    ...options,
  });
  const { non2xx, errors, mismatches } = result;
  if (non2xx + errors + mismatches > 0)
    throw new Error(
      `${non2xx} answers other than 200, ${mismatches} without ${says}, ${errors} calls without answer`,
    );
  return result;
}
