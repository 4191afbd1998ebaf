import { setTimeout as sleep } from 'node:timers/promises';
import type { INestMicroservice } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { AuthorizationModule } from '../../../apps/authorization/src/authorization.module.js';
import { ContractCache } from '../../../apps/authorization/src/cache/contract-cache.js';
import { authorizationDatabase } from '../../../apps/authorization/src/database.js';
import { authorizationSettings } from '../../../apps/authorization/src/settings.js';
import { Broker, RpcClient, startMicroservice } from '#messaging';
import { suiteMessages, type SuiteMessages } from '#suite';
import { loadSettings } from '#platform';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { recordedLog } from '../../support/recorded-log.js';
import { testPlatform } from '../../support/test-platform.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';

const EVCO_ID = 'DE-EMP-C12345678-X';
const UID = '04A1B2C3D4E5F6';

describe('replicas of authorization, on a real PostgreSQL and RabbitMQ', () => {
  let host: VirtualHost;
  let database: TestDatabase;
  let broker: Broker;
  let rpc: RpcClient<SuiteMessages>;
  const replicas: INestMicroservice[] = [];
  beforeAll(async () => {
    [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    await database.connect(authorizationDatabase);
    replicas.push(await startReplica(), await startReplica());
    const { log } = recordedLog();
    broker = await Broker.open(host.settings, 'test', log);
    rpc = new RpcClient({ map: suiteMessages, connection: broker.publishing, log, metrics: new Registry() });
    rpc.start();
    await rpc.call('authorization.put-contract', { evcoId: EVCO_ID, status: 'active' });
    await rpc.call('authorization.put-token', { uid: UID, evcoId: EVCO_ID, status: 'active' });
  });
  afterAll(async () => {
    await Promise.all(replicas.map((each) => each.close()));
    await rpc.close();
    await broker.close();
    await Promise.all([host.drop(), database.drop()]);
  });

  async function startReplica(): Promise<INestMicroservice> {
    const settings = loadSettings(authorizationSettings, {
      RABBITMQ_URL: host.settings.RABBITMQ_URL,
      DATABASE_URL: database.settings.DATABASE_URL,
      EMP_PROVIDER_IDS: 'DE-EMP',
    });
    return await startMicroservice(testPlatform('authorization', ...settings), AuthorizationModule);
  }
  const caches = (): ContractCache[] => replicas.map((each) => each.get(ContractCache));
  const decide = async (): Promise<string> => {
    const reply = await rpc.call('authorization.start', {
      medium: { kind: 'rfid', uid: UID },
      operatorId: 'DE*ABC',
    });
    return reply.decision === 'authorized' ? '000' : reply.code;
  };
  /** Both replicas answer in turn; this many answers come from both. */
  const decideOften = async (): Promise<Set<string>> =>
    new Set(await Promise.all(Array.from({ length: 30 }, () => decide())));

  it('both read a new contract, its block and a deleted card within two seconds', async () => {
    await eventually(async () => expect(await decideOften()).toEqual(new Set(['000'])), 2_000);
    await rpc.call('authorization.put-contract', { evcoId: EVCO_ID, status: 'blocked' });
    await eventually(async () => expect(await decideOften()).toEqual(new Set(['200'])), 2_000);
    await rpc.call('authorization.put-contract', { evcoId: EVCO_ID.toLowerCase(), status: 'active' });
    await eventually(async () => expect(await decideOften()).toEqual(new Set(['000'])), 2_000);
    await rpc.call('authorization.delete-token', { uid: UID });
    await eventually(async () => expect(await decideOften()).toEqual(new Set(['102'])), 2_000);
    await rpc.call('authorization.put-token', { uid: UID, evcoId: EVCO_ID, status: 'active' });
    await eventually(async () => expect(await decideOften()).toEqual(new Set(['000'])), 2_000);
  });

  it('read every change of many that are made at once', async () => {
    const uids = Array.from({ length: 25 }, (_, index) => `0A0000${String(index).padStart(2, '0')}`);
    const put = (uid: string, status: 'active' | 'blocked'): Promise<unknown> =>
      rpc.call('authorization.put-token', { uid, evcoId: EVCO_ID, status });
    await Promise.all(uids.flatMap((uid) => [put(uid, 'blocked'), put(uid, 'active'), put(uid, 'blocked')]));
    await Promise.all(uids.map((uid) => put(uid, 'active')));
    await eventually(() => {
      for (const cache of caches()) {
        for (const uid of uids) expect(cache.findToken(uid)).toMatchObject({ status: 'active' });
      }
    }, 3_000);
  });

  it('decide while the database is unavailable, and read its changes once it is available again', async () => {
    database.network.close();
    await sleep(1_500);
    expect(await decideOften()).toEqual(new Set(['000']));
    database.network.open();
    await eventually(() => rpc.call('authorization.put-contract', { evcoId: EVCO_ID, status: 'blocked' }));
    await eventually(async () => expect(await decideOften()).toEqual(new Set(['200'])));
    await rpc.call('authorization.put-contract', { evcoId: EVCO_ID, status: 'active' });
  });

  it.each([
    ['an invalid EvcoID', { evcoId: 'contract 7', status: 'active' as const }, 'EVCO_ID_INVALID'],
    [
      'a contract of another provider',
      { evcoId: 'DE-ABC-C12345678-X', status: 'active' as const },
      'PROVIDER_FOREIGN',
    ],
  ])('refuse %s', async (_, contract, code) => {
    await expect(rpc.call('authorization.put-contract', contract)).rejects.toMatchObject({ code });
  });

  it.each([
    ['an invalid UID', { uid: 'card', evcoId: EVCO_ID, status: 'active' as const }, 'UID_INVALID'],
    [
      'a card of no contract',
      { uid: UID, evcoId: 'DE-EMP-C99999999-X', status: 'active' as const },
      'CONTRACT_UNKNOWN',
    ],
  ])('refuse %s', async (_, token, code) => {
    await expect(rpc.call('authorization.put-token', token)).rejects.toMatchObject({ code });
  });

  it('load at a restart what they knew before', async () => {
    await replicas.pop()?.close();
    const started = await startReplica();
    replicas.push(started);
    expect(started.get(ContractCache).findToken(UID)).toMatchObject({ status: 'active' });
  });
});
