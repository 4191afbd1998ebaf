import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { anAuthorizeStart, START_PATH } from '../../test/support/hbs.js';
import { startInfrastructure } from '../../test/support/infrastructure.js';
import { projectFolder } from '../provision/places.js';
import { freePort } from '../provision/ports.js';
import { startAuthorizeSuite, type AuthorizeSuite } from '../soak/authorize-suite.js';
import { benchRow, type BenchRow } from './bench-row.js';

const CONNECTIONS = 50;
const SECONDS = 6;
/** Most calls are about other providers' cards: the refusal is the hot path. */
const STRANGER = JSON.stringify(anAuthorizeStart('04FFFFFFFFFFFF'));

/** AuthorizeStart through gateway and authorization, beside a bare mutual-TLS server with one call to an echoing worker. */
export async function benchAuthorize(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const infrastructure = await startInfrastructure();
  process.env['TEST_DATABASE_URL'] = infrastructure.databaseUrl;
  process.env['TEST_RABBITMQ_URL'] = infrastructure.rabbitUrl;
  process.env['TEST_RABBITMQ_MANAGEMENT_URL'] = infrastructure.managementUrl;
  const suite = await startAuthorizeSuite(3_000);
  const floor = await startFloor(suite);
  try {
    const bare = await measure(suite, floor.port);
    const ours = await measure(suite, suite.edgePort);
    say(`authorize: floor ${Math.round(bare.perSecond)}/s, suite ${Math.round(ours.perSecond)}/s`);
    return [
      benchRow(
        'AuthorizeStart per second',
        '/s',
        [bare.perSecond, ours.perSecond],
        'ratio ≥ 0.6',
        (ratio) => ratio >= 0.6,
      ),
      benchRow(
        'AuthorizeStart at a third of saturation, p99',
        'ms',
        [bare.p99Ms, ours.p99Ms],
        'ratio ≤ 3',
        (ratio) => ratio <= 3,
      ),
    ];
  } finally {
    for (const process of floor.processes) process.kill();
    await suite.stop();
    await infrastructure.stop();
  }
}

interface Floor {
  readonly port: number;
  readonly processes: readonly ChildProcess[];
}

async function startFloor({ rabbitUrl, tls }: AuthorizeSuite): Promise<Floor> {
  const port = await freePort();
  const { EDGE_CERT_FILE = '', EDGE_KEY_FILE = '', EDGE_CLIENT_CA_FILE = '' } = tls.edgeFiles;
  const worker = await forked('rpc-worker', ['bare', rabbitUrl]);
  const files = [EDGE_CERT_FILE, EDGE_KEY_FILE, EDGE_CLIENT_CA_FILE];
  const server = await forked('authorize-floor', [rabbitUrl, String(port), ...files]);
  return { port, processes: [worker, server] };
}

async function forked(script: string, parameters: readonly string[]): Promise<ChildProcess> {
  const child = fork(join(projectFolder, 'dist/tools/bench', `${script}.js`), [...parameters]);
  await once(child, 'message');
  return child;
}

/** Saturates it, then measures how long an answer takes at a third of that. */
async function measure(
  suite: AuthorizeSuite,
  port: number,
): Promise<{ readonly perSecond: number; readonly p99Ms: number }> {
  await load(suite, port, { duration: 2 });
  const saturated = await load(suite, port, { duration: SECONDS });
  const perSecond = saturated.requests.average;
  const relaxed = await load(suite, port, {
    duration: SECONDS,
    overallRate: Math.max(1, Math.round(perSecond / 3)),
  });
  return { perSecond, p99Ms: relaxed.latency.p99 };
}

/** @throws when anything was answered but HTTP 200 */
async function load(
  { tls: { ca, cert, key } }: AuthorizeSuite,
  port: number,
  options: Pick<autocannon.Options, 'duration' | 'overallRate'>,
): Promise<autocannon.Result> {
  const result = await autocannon({
    url: `https://127.0.0.1:${port}${START_PATH}`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: STRANGER,
    connections: CONNECTIONS,
    servername: 'localhost',
    tlsOptions: { ca, cert, key, servername: 'localhost' },
    ...options,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers other than 200, ${result.errors} calls without answer`);
  return result;
}
