import type { INestMicroservice } from '@nestjs/common';
import { Registry } from 'prom-client';
import { connect, type ChannelModel } from 'amqplib';
import type { DataSource } from 'typeorm';
import { AuthorizationModule } from '../../apps/authorization/src/authorization.module.js';
import { authorizationDatabase } from '../../apps/authorization/src/database.js';
import { authorizationSettings } from '../../apps/authorization/src/settings.js';
import { Broker, RpcClient, startMicroservice } from '#messaging';
import {
  suiteMessages,
  type AuthorizationDecided,
  type AuthorizationStartReply,
  type AuthorizationStartRequest,
  type SuiteMessages,
} from '#suite';
import { loadSettings } from '#platform';
import { createDatabase, type TestDatabase } from './database.js';
import { recordedLog } from './recorded-log.js';
import { testPlatform, type TestPlatform } from './test-platform.js';
import { createVirtualHost, type VirtualHost } from './virtual-host.js';

export interface RunningAuthorization {
  readonly application: INestMicroservice;
  readonly platform: TestPlatform;
}

/** Replicas of authorization in this process, a caller, and a consumer of their events. */
export class AuthorizationReplicas {
  readonly running: RunningAuthorization[] = [];
  /** The events published so far, in order. */
  readonly published: AuthorizationDecided[] = [];

  private constructor(
    readonly host: VirtualHost,
    readonly database: TestDatabase,
    /** Reads the tables directly. */
    readonly tables: DataSource,
    readonly rpc: RpcClient<SuiteMessages>,
    private readonly broker: Broker,
    private readonly listener: ChannelModel,
  ) {}

  static async create(): Promise<AuthorizationReplicas> {
    const [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    const tables = await database.connect(authorizationDatabase);
    const { log } = recordedLog();
    const broker = await Broker.open(host.settings, 'test', log);
    const connection = broker.publishing;
    const rpc = new RpcClient({ map: suiteMessages, connection, log, metrics: new Registry() });
    rpc.start();
    const listener = await connect(host.directUrl);
    const replicas = new AuthorizationReplicas(host, database, tables, rpc, broker, listener);
    await replicas.listen();
    return replicas;
  }

  async start(exchanged: Record<string, string> = {}): Promise<RunningAuthorization> {
    const settings = loadSettings(authorizationSettings, { ...this.environment(), ...exchanged });
    const platform = testPlatform('authorization', ...settings);
    const application = await startMicroservice(platform, AuthorizationModule);
    const replica = { application, platform };
    this.running.push(replica);
    return replica;
  }

  async stop(replica: RunningAuthorization): Promise<void> {
    this.running.splice(this.running.indexOf(replica), 1);
    await replica.application.close();
  }

  environment(): Record<string, string> {
    return {
      RABBITMQ_URL: this.host.settings.RABBITMQ_URL,
      DATABASE_URL: this.database.settings.DATABASE_URL,
      EMP_PROVIDER_IDS: 'DE-EMP',
      AUTHORIZE_PIN_COST: '4',
    };
  }

  decide(
    request: Partial<AuthorizationStartRequest> & Pick<AuthorizationStartRequest, 'medium'>,
  ): Promise<AuthorizationStartReply> {
    return this.rpc.call('authorization.start', { operatorId: 'DE*ABC', ...request });
  }

  /** The events of these sessions. */
  publishedOf(...sessionIds: readonly string[]): readonly AuthorizationDecided[] {
    return this.published.filter(({ sessionId }) => sessionIds.includes(sessionId ?? ''));
  }

  async end(): Promise<void> {
    await Promise.all(this.running.splice(0).map(({ application }) => application.close()));
    await this.rpc.close();
    await this.broker.close();
    await this.listener.close();
    await Promise.all([this.host.drop(), this.database.drop()]);
  }

  private async listen(): Promise<void> {
    const channel = await this.listener.createChannel();
    await channel.assertExchange('emp.events', 'topic', { durable: true });
    const { queue } = await channel.assertQueue('', { exclusive: true });
    await channel.bindQueue(queue, 'emp.events', 'authorization.decided');
    await channel.consume(
      queue,
      (message) => {
        if (message)
          this.published.push(
            (JSON.parse(message.content.toString()) as { data: AuthorizationDecided }).data,
          );
      },
      { noAck: true },
    );
  }
}

/** The code of a decision: `000` for authorized. */
export function decisionCode(
  reply: { decision: 'authorized' } | { decision: 'refused'; code: string },
): string {
  return reply.decision === 'authorized' ? '000' : reply.code;
}
