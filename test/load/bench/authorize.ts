import type { ChildProcess } from 'node:child_process';
import { anAuthorizeStart, START_PATH } from '../../support/edge-caller.js';
import { startInfrastructure } from '../../support/infrastructure.js';
import { freePort } from '../../../tools/suite-for-tests.js';
import { startAuthorizeSuite, type AuthorizeSuite } from '../soak/authorize-suite.js';
import type { BenchRow } from './bench-row.js';
import { edgeRows } from './edge-load.js';
import { forkWorker } from './forked.js';

/** Most cards are those of other providers: the refusal is the hot path. */
const STRANGER = JSON.stringify(anAuthorizeStart('04FFFFFFFFFFFF'));

/** AuthorizeStart through gateway and authorization, beside a bare mutual-TLS server that calls an echoing worker. */
export async function benchAuthorize(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const infrastructure = await startInfrastructure();
  process.env['TEST_DATABASE_URL'] = infrastructure.databaseUrl;
  process.env['TEST_RABBITMQ_URL'] = infrastructure.rabbitUrl;
  process.env['TEST_RABBITMQ_MANAGEMENT_URL'] = infrastructure.managementUrl;
  try {
    const suite = await startAuthorizeSuite(3_000);
    const floor = await startFloor(suite).catch(async (error: unknown) => {
      await suite.stop();
      throw error;
    });
    return await measureBesideFloor(suite, floor, say);
  } finally {
    await infrastructure.stop();
  }
}

async function measureBesideFloor(
  suite: AuthorizeSuite,
  floor: Floor,
  say: (line: string) => void,
): Promise<readonly BenchRow[]> {
  try {
    const call = { tls: suite.tls, path: START_PATH, body: STRANGER, says: 'NotAuthorized' };
    const floorCall = { ...call, says: '04FFFFFFFFFFFF' };
    return await edgeRows(
      'AuthorizeStart',
      [
        { ...floorCall, port: floor.port },
        { ...call, port: suite.edgePort },
      ],
      say,
    );
  } finally {
    for (const process of floor.processes) process.kill();
    await suite.stop();
  }
}

interface Floor {
  readonly port: number;
  readonly processes: readonly ChildProcess[];
}

async function startFloor({ rabbitUrl, tls }: AuthorizeSuite): Promise<Floor> {
  const port = await freePort();
  const { EDGE_CERT_FILE = '', EDGE_KEY_FILE = '', EDGE_CLIENT_CA_FILE = '' } = tls.edgeFiles;
  const worker = await forkWorker('rpc-worker', ['bare', rabbitUrl]);
  const files = [EDGE_CERT_FILE, EDGE_KEY_FILE, EDGE_CLIENT_CA_FILE];
  const server = await forkWorker('authorize-floor', [rabbitUrl, String(port), ...files]);
  return { port, processes: [worker, server] };
}
