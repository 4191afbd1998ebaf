import type { AgentOptions } from 'node:https';
import { authorizationDatabase } from '../../../apps/authorization/src/database.js';
import { gatewayDatabase } from '../../../apps/gateway/src/database.js';
import { TestCertificates } from '../../support/certificates.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { EdgeCaller } from '../../support/edge-caller.js';
import type { ServiceProcess } from '../../support/service-process.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';
import { startReadyProcess, startEdgeProcess, type EdgeTls } from './edge-process.js';

/** HBS calls over a few connections that stay open. */
const CONNECTIONS = 32;

export interface AuthorizeSuite {
  readonly database: TestDatabase;
  readonly hbs: EdgeCaller;
  /** Where HBS calls, and with what. */
  readonly edgePort: number;
  readonly tls: EdgeTls;
  readonly rabbitUrl: string;
  /** UIDs of cards that may charge. */
  readonly cards: readonly string[];
  readonly replicas: ServiceProcess[];
  /** Starts one more replica of authorization; resolves when it is ready. */
  startReplica(): Promise<ServiceProcess>;
  /** Counts the sessions, of these, with a decision that authorises them. */
  authorizedSessions(sessionIds: readonly string[]): Promise<number>;
  /** Counts the events that are not published yet. */
  outboxRows(): Promise<number>;
  stop(): Promise<void>;
}

/** A gateway and two replicas of authorization as processes of their own, and a thousand cards. */
export async function startAuthorizeSuite(deadlineMs: number): Promise<AuthorizeSuite> {
  const [host, database, certificates] = await Promise.all([
    createVirtualHost(),
    createDatabase(),
    TestCertificates.create(),
  ]);
  const tables = await database.connect(authorizationDatabase);
  await tables.query(`insert into auth.contract (evco_key, evco_id, status, revision)
    values ('DEEMPC12345678X', 'DE-EMP-C12345678-X', 'active', nextval('auth.revision'))`);
  await database.connect(gatewayDatabase);
  const rows = await tables.query<{ uid: string }[]>(`insert into auth.token (uid, evco_key, status, revision)
    select upper(lpad(to_hex(n), 14, '0')), 'DEEMPC12345678X', 'active', nextval('auth.revision')
    from generate_series(1, 1000) n returning uid`);
  const servers = {
    // Straight to the broker: the proxy that a test can cut runs in the process that makes the load.
    RABBITMQ_URL: host.directUrl,
    DATABASE_URL: database.settings.DATABASE_URL,
    LOG_LEVEL: 'warn',
    SHUTDOWN_GRACE: 'PT15S',
  };
  const replicas: ServiceProcess[] = [];
  const startReplica = async (): Promise<ServiceProcess> => {
    const replica = await startReadyProcess('authorization', { ...servers, EMP_PROVIDER_IDS: 'DE-EMP' });
    replicas.push(replica);
    return replica;
  };
  const { gateway, edgePort, tls } = await startEdgeProcess(certificates, {
    ...servers,
    AUTHORIZE_DEADLINE_MS: String(deadlineMs),
  });
  await Promise.all([startReplica(), startReplica()]);
  const { ca, cert, key } = tls;
  const pool: AgentOptions = { ca, cert, key, maxSockets: CONNECTIONS };
  const hbs = new EdgeCaller(edgePort, pool);
  const count = async (sql: string, parameters: unknown[] = []): Promise<number> => {
    const [row] = await tables.query<{ count: string }[]>(sql, parameters);
    return Number(row?.count);
  };
  return {
    database,
    hbs,
    edgePort,
    tls,
    rabbitUrl: host.directUrl,
    cards: rows.map(({ uid }) => uid),
    replicas,
    startReplica,
    authorizedSessions: (sessionIds) =>
      count(`select count(*) from auth.decision where code = '000' and session_key = any($1)`, [sessionIds]),
    outboxRows: () => count('select count(*) from auth.outbox'),
    stop: () => stop({ hbs, processes: [gateway, ...replicas], host, database, certificates }),
  };
}

interface Started {
  readonly hbs: EdgeCaller;
  readonly processes: readonly ServiceProcess[];
  readonly host: VirtualHost;
  readonly database: TestDatabase;
  readonly certificates: TestCertificates;
}

async function stop({ hbs, processes, host, database, certificates }: Started): Promise<void> {
  hbs.close();
  await Promise.all(
    processes
      .filter(({ child }) => child.exitCode === null && child.signalCode === null)
      .map((each) => each.stop()),
  );
  await Promise.all([host.drop(), database.drop()]);
  certificates.remove();
}
