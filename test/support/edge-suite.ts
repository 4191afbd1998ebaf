import type { INestMicroservice, Type } from '@nestjs/common';
import type { ConnectionOptions } from 'node:tls';
import { AuthorizationModule } from '../../apps/authorization/src/authorization.module.js';
import { authorizationDatabase } from '../../apps/authorization/src/database.js';
import { authorizationSettings } from '../../apps/authorization/src/settings.js';
import { CdrModule } from '../../apps/cdr/src/cdr.module.js';
import { cdrDatabase } from '../../apps/cdr/src/database.js';
import { cdrSettings } from '../../apps/cdr/src/settings.js';
import { evseSyncDatabase } from '../../apps/evse-sync/src/database.js';
import { EvseSyncModule } from '../../apps/evse-sync/src/evse-sync.module.js';
import { evseSyncSettings } from '../../apps/evse-sync/src/settings.js';
import { gatewayDatabase } from '../../apps/gateway/src/database.js';
import { gatewaySettings } from '../../apps/gateway/src/settings.js';
import { startGateway, type Gateway } from '../../apps/gateway/src/start-gateway.js';
import { remoteSessionDatabase } from '../../apps/remote-session/src/database.js';
import { RemoteSessionModule } from '../../apps/remote-session/src/remote-session.module.js';
import { remoteSessionSettings } from '../../apps/remote-session/src/settings.js';
import { startMicroservice } from '#messaging';
import type { ServiceDatabase } from '#persistence';
import { loadSettings, type SettingsClass } from '#platform';
import { freePorts } from '../../tools/suite-for-tests.js';
import { TestCertificates } from './certificates.js';
import { createDatabase, type TestDatabase } from './database.js';
import { EdgeCaller } from './edge-caller.js';
import { testPlatform, type TestPlatform } from './test-platform.js';
import { createVirtualHost, type VirtualHost } from './virtual-host.js';

/** The name in the certificate of HBS in these tests. */
export const HBS_NAME = 'hbs.example';
export const API_KEY = 'a-key-for-tests-only';

interface SuiteService {
  readonly module: Type;
  readonly settings: readonly SettingsClass[];
  readonly database: ServiceDatabase;
}

/** The services that a suite can run beside its gateway. */
const services = {
  authorization: {
    module: AuthorizationModule,
    settings: authorizationSettings,
    database: authorizationDatabase,
  },
  cdr: { module: CdrModule, settings: cdrSettings, database: cdrDatabase },
  'evse-sync': { module: EvseSyncModule, settings: evseSyncSettings, database: evseSyncDatabase },
  'remote-session': {
    module: RemoteSessionModule,
    settings: remoteSessionSettings,
    database: remoteSessionDatabase,
  },
} satisfies Record<string, SuiteService>;
export type SuiteServiceName = keyof typeof services;
/** Services whose schema is migrated at the start of the suite; that of the others is at their own start. */
const MIGRATED: readonly SuiteServiceName[] = ['authorization', 'cdr'];

/** Gateway and services in this process, over a real broker, database and TLS. */
export class EdgeSuite {
  private readonly clients: EdgeCaller[] = [];
  private readonly gateways: Gateway[] = [];
  private readonly running = new Map<SuiteServiceName, INestMicroservice>();

  private constructor(
    readonly host: VirtualHost,
    readonly database: TestDatabase,
    readonly certificates: TestCertificates,
  ) {}

  static async create(): Promise<EdgeSuite> {
    const [host, database, certificates] = await Promise.all([
      createVirtualHost(),
      createDatabase(),
      TestCertificates.create(),
    ]);
    for (const name of MIGRATED) await database.connect(services[name].database);
    await database.connect(gatewayDatabase);
    return new EdgeSuite(host, database, certificates);
  }

  /** Starts authorization; some settings exchanged. */
  startAuthorization(exchanged: Record<string, string> = {}): Promise<TestPlatform> {
    return this.start('authorization', { AUTHORIZE_PIN_COST: '4', ...exchanged });
  }

  stopAuthorization(): Promise<void> {
    return this.stopService('authorization');
  }

  /** Starts a service; some settings exchanged. */
  async start(name: SuiteServiceName, exchanged: Record<string, string> = {}): Promise<TestPlatform> {
    const { module, settings, database }: SuiteService = services[name];
    if (!MIGRATED.includes(name)) await this.database.connect(database);
    // The records of tests have fixed dates, and must not become late.
    const dated = { CDR_LATE_AFTER: 'P36500D' };
    const environment = { ...this.servers(), EMP_PROVIDER_IDS: 'DE-EMP,DE*DIN', ...dated, ...exchanged };
    const platform = testPlatform(name, ...loadSettings(settings, environment));
    this.running.set(name, await startMicroservice(platform, module));
    return platform;
  }

  async stopService(name: SuiteServiceName): Promise<void> {
    await this.running.get(name)?.close();
    this.running.delete(name);
  }

  /** Starts a gateway; some settings exchanged. */
  async startGateway(exchanged: Record<string, string> = {}): Promise<RunningGateway> {
    const { edge, api } = await freePorts({ edge: 0, api: 0 });
    const keys = [{ name: 'test', key: API_KEY, scopes: ['*'] }];
    const environment = {
      ...this.servers(),
      ...(await this.certificates.edgeSettings()),
      ...(await this.certificates.hbsSettings()),
      JOURNAL_HASH_KEY: 'a-key-for-tests-only',
      EDGE_HOST: '127.0.0.1',
      EDGE_PORT: String(edge),
      EDGE_CLIENT_NAMES: HBS_NAME,
      API_HOST: '127.0.0.1',
      API_PORT: String(api),
      API_KEYS_FILE: this.certificates.file('api-keys.json', JSON.stringify(keys)),
      ...exchanged,
    };
    const platform = testPlatform('gateway', ...loadSettings(gatewaySettings, environment));
    const running = await startGateway(platform);
    this.gateways.push(running);
    return { ...running, platform, edgePort: edge, apiUrl: `http://127.0.0.1:${api}`, environment };
  }

  /** HBS with its certificate; with other `tls`, another caller. */
  async hbs({ edgePort }: Pick<RunningGateway, 'edgePort'>, tls?: ConnectionOptions): Promise<EdgeCaller> {
    const { certificate: cert, key } = await this.certificates.issue({ name: HBS_NAME });
    const client = new EdgeCaller(edgePort, {
      ca: this.certificates.authority.certificate,
      ...(tls ?? { cert, key }),
    });
    this.clients.push(client);
    return client;
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.close();
    await Promise.all(this.gateways.map((each) => each.close()));
    await Promise.all([...this.running.keys()].map((name) => this.stopService(name)));
    await Promise.all([this.host.drop(), this.database.drop()]);
    this.certificates.remove();
  }

  private servers(): Record<string, string> {
    return {
      RABBITMQ_URL: this.host.settings.RABBITMQ_URL,
      DATABASE_URL: this.database.settings.DATABASE_URL,
    };
  }
}

export interface RunningGateway extends Gateway {
  readonly platform: TestPlatform;
  readonly edgePort: number;
  readonly apiUrl: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The exchanges that a gateway has journaled so far. */
export function journaled({
  platform,
}: Pick<RunningGateway, 'platform'>): readonly Record<string, unknown>[] {
  return platform.recorded.lines
    .map(({ exchange }) => exchange)
    .filter((each): each is Record<string, unknown> => typeof each === 'object');
}
