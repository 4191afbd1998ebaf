import type { INestMicroservice } from '@nestjs/common';
import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';
import type { DataSource } from 'typeorm';
import { AuthorizationModule } from '../../../apps/authorization/src/authorization.module.js';
import { authorizationDatabase } from '../../../apps/authorization/src/database.js';
import { authorizationSettings } from '../../../apps/authorization/src/settings.js';
import { remoteSessionDatabase } from '../../../apps/remote-session/src/database.js';
import { RemoteSessionModule } from '../../../apps/remote-session/src/remote-session.module.js';
import { remoteSessionSettings } from '../../../apps/remote-session/src/settings.js';
import { RpcClient, startMicroservice } from '#messaging';
import type {
  AuthorizationDecided,
  CdrSummary,
  SessionStart,
  SessionView,
  SessionWithTimeline,
  SuiteMessages,
} from '#suite';
import { loadSettings } from '#platform';
import { createDatabase, type TestDatabase } from '../database.js';
import { eventually } from '../eventually.js';
import { testPlatform, type TestPlatform } from '../test-platform.js';
import { createVirtualHost, type VirtualHost } from '../virtual-host.js';
import { FakeHbsRemote, startFakeGateway } from './fake-gateway.js';
import { SessionEvents } from './session-events.js';

export const EVCO_ID = 'DE-EMP-C12345678-X';
export const BLOCKED_EVCO_ID = 'DE-EMP-CBLOCKED1-X';

export interface RunningRemoteSession {
  readonly application: INestMicroservice;
  readonly platform: TestPlatform;
}

type Servers = Readonly<Record<'RABBITMQ_URL' | 'DATABASE_URL', string>>;

/** Starts remote-session in this process; some settings exchanged. */
export async function startRemoteSession(
  servers: Servers,
  exchanged: Readonly<Record<string, string>> = {},
): Promise<RunningRemoteSession> {
  const settings = loadSettings(remoteSessionSettings, {
    EMP_PROVIDER_IDS: 'DE-EMP,DE*DIN',
    ...servers,
    ...exchanged,
  });
  const platform = testPlatform('remote-session', ...settings);
  return { application: await startMicroservice(platform, RemoteSessionModule), platform };
}

/** Remote-session and authorization in this process, and a fake gateway, over a real broker and database. */
export class SessionSuite {
  readonly hbs = new FakeHbsRemote();
  readonly events: SessionEvents;
  /** The RPC client of authorization, in the place of the gateway's. */
  readonly rpc: RpcClient<SuiteMessages>;
  private readonly running = new Set<INestMicroservice>();

  private constructor(
    readonly host: VirtualHost,
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
    private readonly authorization: INestMicroservice,
    private readonly publisher: { connection: ChannelModel; channel: ConfirmChannel },
  ) {
    this.rpc = authorization.get(RpcClient);
    this.events = new SessionEvents(publisher.channel);
  }

  static async create(): Promise<SessionSuite> {
    const [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    await database.connect(authorizationDatabase);
    const dataSource = await database.connect(remoteSessionDatabase);
    const settings = loadSettings(authorizationSettings, {
      ...serversOf(host, database),
      EMP_PROVIDER_IDS: 'DE-EMP,DE*DIN',
    });
    const authorization = await startMicroservice(
      testPlatform('authorization', ...settings),
      AuthorizationModule,
    );
    const connection = await connect(host.directUrl);
    const channel = await connection.createConfirmChannel();
    const suite = new SessionSuite(host, database, dataSource, authorization, { connection, channel });
    await suite.rpc.call('authorization.put-contract', { evcoId: EVCO_ID, status: 'active' });
    await suite.rpc.call('authorization.put-contract', { evcoId: BLOCKED_EVCO_ID, status: 'blocked' });
    await suite.events.listen();
    return suite;
  }

  get servers(): Servers {
    return serversOf(this.host, this.database);
  }

  async startGateway(): Promise<INestMicroservice> {
    const gateway = await startFakeGateway(this.host.settings, this.hbs);
    this.running.add(gateway);
    return gateway;
  }

  async startRemoteSession(exchanged: Readonly<Record<string, string>> = {}): Promise<RunningRemoteSession> {
    const started = await startRemoteSession(this.servers, exchanged);
    this.running.add(started.application);
    return started;
  }

  async stopService(application: INestMicroservice): Promise<void> {
    this.running.delete(application);
    await application.close();
  }

  start(evseId: string, more: Partial<SessionStart> = {}): Promise<SessionView> {
    return this.rpc.call('session.start', { evseId, evcoId: EVCO_ID, ...more });
  }

  get(id: string): Promise<SessionWithTimeline> {
    return this.rpc.call('session.get', { id });
  }

  /** Resolves with the session once it is in this state. */
  async untilState(id: string, state: SessionView['state']): Promise<SessionWithTimeline> {
    return await eventually(async () => {
      const session = await this.get(id);
      if (session.state !== state) throw new Error(`${id} is ${session.state}, not ${state}`);
      return session;
    });
  }

  /** Resolves with the session of this SessionID once `check` passes. */
  async untilFound(
    sessionId: string,
    check: (session: SessionWithTimeline) => void,
  ): Promise<SessionWithTimeline> {
    return await eventually(async () => {
      const { items } = await this.rpc.call('session.list', { sessionId, limit: 10 });
      if (items.length !== 1) throw new Error(`${items.length} sessions have the SessionID`);
      const session = await this.get(items[0]?.id ?? '');
      check(session);
      return session;
    });
  }

  publishDecision(decided: Partial<AuthorizationDecided>): Promise<void> {
    return this.events.publish('authorization.decided', {
      decision: 'authorized',
      code: '000',
      at: new Date().toISOString(),
      medium: 'rfid',
      uid: '04A1B2C3D4E5F6',
      evcoId: EVCO_ID,
      providerId: 'DE-EMP',
      empPartnerSessionId: crypto.randomUUID(),
      operatorId: 'DE*ABC',
      ...decided,
    });
  }

  publishRecord(cdr: Partial<CdrSummary> & { sessionId: string }): Promise<void> {
    return this.events.publish('cdr.received', aSummary(cdr));
  }

  /** Publishes a version of a record. @param sequence of the event; by default the next one */
  publishRecordVersion(
    type: 'cdr.received' | 'cdr.updated',
    cdr: Partial<CdrSummary> & { sessionId: string },
    sequence?: number,
  ): Promise<void> {
    return this.events.publish(type, aSummary(cdr), sequence);
  }

  publishConflict(
    stored: Partial<CdrSummary> & { sessionId: string },
    other: Partial<CdrSummary>,
  ): Promise<void> {
    const { sessionId } = stored;
    return this.events.publish('cdr.conflicted', {
      sessionId,
      stored: aSummary(stored),
      other: aSummary({ ...other, sessionId }),
    });
  }

  async stop(): Promise<void> {
    this.host.network.open();
    this.database.network.open();
    this.hbs.end();
    await Promise.all([...this.running, this.authorization].map((each) => each.close()));
    await this.publisher.connection.close();
    await this.database.drop();
    await this.host.drop();
  }
}

function aSummary(cdr: Partial<CdrSummary> & { sessionId: string }): CdrSummary {
  return { findings: [], source: 'forwarded', receivedAt: new Date().toISOString(), ...cdr };
}

function serversOf(host: VirtualHost, database: TestDatabase): Servers {
  return { RABBITMQ_URL: host.settings.RABBITMQ_URL, DATABASE_URL: database.settings.DATABASE_URL };
}
