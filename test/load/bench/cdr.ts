import type { ChildProcess } from 'node:child_process';
import { gatewayDatabase } from '../../../apps/gateway/src/database.js';
import { aCdr, CDR_PATH } from '../../support/cdr.js';
import { TestCertificates } from '../../support/certificates.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { startInfrastructure } from '../../support/infrastructure.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';
import { freePort } from '../../../tools/suite-for-tests.js';
import { startEdgeProcess, type EdgeTls } from '../soak/edge-process.js';
import type { BenchRow } from './bench-row.js';
import { benchCdrPage } from './cdr-page.js';
import { edgeRows } from './edge-load.js';
import { forkWorker } from './forked.js';

/**
 * A charge detail record at the edge until its acknowledgement, beside a bare mutual-TLS server that waits for the confirm
 * of one durable message; and a pulled page until it is stored, beside JSON.parse and COPY of the same.
 */
export async function benchCdr(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const infrastructure = await startInfrastructure();
  process.env['TEST_DATABASE_URL'] = infrastructure.databaseUrl;
  process.env['TEST_RABBITMQ_URL'] = infrastructure.rabbitUrl;
  process.env['TEST_RABBITMQ_MANAGEMENT_URL'] = infrastructure.managementUrl;
  try {
    return [...(await inTurn(benchEdge, say)), ...(await inTurn(benchCdrPage, say))];
  } finally {
    await infrastructure.stop();
  }
}

/** Runs a benchmark on a virtual host and a database of its own. */
async function inTurn(
  bench: (servers: BenchServers, say: (line: string) => void) => Promise<readonly BenchRow[]>,
  say: (line: string) => void,
): Promise<readonly BenchRow[]> {
  const [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
  try {
    return await bench({ host, database }, say);
  } finally {
    await Promise.all([host.drop(), database.drop()]);
  }
}

interface BenchServers {
  readonly host: VirtualHost;
  readonly database: TestDatabase;
}

/** No service consumes the intake: that would be another process's work. */
async function benchEdge(
  { host, database }: BenchServers,
  say: (line: string) => void,
): Promise<readonly BenchRow[]> {
  const certificates = await TestCertificates.create();
  await database.connect(gatewayDatabase);
  const { gateway, edgePort, tls } = await startEdgeProcess(certificates, {
    RABBITMQ_URL: host.directUrl,
    DATABASE_URL: database.settings.DATABASE_URL,
    LOG_LEVEL: 'warn',
  });
  const floor = await startFloor(host.directUrl, tls);
  try {
    const call = { tls, path: CDR_PATH, body: JSON.stringify(aCdr()), says: '"Result":true' };
    return await edgeRows(
      'charge-detail-record',
      [
        { ...call, port: floor.port },
        { ...call, port: edgePort },
      ],
      say,
    );
  } finally {
    floor.server.kill();
    await gateway.stop();
    certificates.remove();
  }
}

async function startFloor(
  rabbitUrl: string,
  { edgeFiles }: EdgeTls,
): Promise<{ readonly port: number; readonly server: ChildProcess }> {
  const port = await freePort();
  const { EDGE_CERT_FILE = '', EDGE_KEY_FILE = '', EDGE_CLIENT_CA_FILE = '' } = edgeFiles;
  const files = [EDGE_CERT_FILE, EDGE_KEY_FILE, EDGE_CLIENT_CA_FILE];
  return { port, server: await forkWorker('cdr-floor', [rabbitUrl, String(port), ...files]) };
}
