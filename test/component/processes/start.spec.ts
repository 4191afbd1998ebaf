import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePorts } from '../../../tools/suite-for-tests.js';
import { authorizationDatabase } from '../../../apps/authorization/src/database.js';
import { TestCertificates } from '../../support/certificates.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { startServiceProcess } from '../../support/service-process.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';

const EXIT_WRONG_SETTINGS = 78;

describe('a service as a process, on a real PostgreSQL and RabbitMQ', () => {
  let host: VirtualHost;
  let database: TestDatabase;
  let certificates: TestCertificates;
  let authorization: Record<string, string>;
  let gateway: Record<string, string>;
  beforeAll(async () => {
    [host, database, certificates] = await Promise.all([
      createVirtualHost(),
      createDatabase(),
      TestCertificates.create(),
    ]);
    await database.connect(authorizationDatabase);
    const servers = {
      RABBITMQ_URL: host.settings.RABBITMQ_URL,
      DATABASE_URL: database.settings.DATABASE_URL,
    };
    authorization = { ...servers, EMP_PROVIDER_IDS: 'DE-EMP' };
    const keys = [{ name: 'test', key: 'a-key-for-tests-only', scopes: ['*'] }];
    gateway = {
      ...servers,
      ...(await certificates.edgeSettings()),
      ...(await certificates.hbsSettings()),
      JOURNAL_HASH_KEY: 'a-key-for-tests-only',
      API_KEYS_FILE: certificates.file('keys.json', JSON.stringify(keys)),
      EDGE_HOST: '127.0.0.1',
      API_HOST: '127.0.0.1',
    };
  });
  afterAll(async () => {
    await Promise.all([host.drop(), database.drop()]);
    certificates.remove();
  });

  it('ends with all wrong settings named, and nothing of their secrets', async () => {
    const wrong = {
      RABBITMQ_URL: 'http://emp:hunter2@broker',
      EDGE_PORT: 'x',
      LOG_LEVEL: 'loud',
      HEALTH_PORT: '-1',
    };
    const service = await startServiceProcess('gateway', wrong);
    expect(await service.ended).toBe(EXIT_WRONG_SETTINGS);
    expect(service.output()).toMatch(/^gateway cannot start\. 13 settings are wrong:\n/);
    for (const setting of [
      'RABBITMQ_URL',
      'EDGE_PORT',
      'LOG_LEVEL',
      'HEALTH_PORT',
      'EDGE_CERT_FILE',
      'HBS_BASE_URL',
      'HBS_CLIENT_KEY_FILE',
      'JOURNAL_HASH_KEY',
      'API_KEYS_FILE',
    ]) {
      expect(service.output()).toContain(`\n  ${setting}`);
    }
    expect(service.output()).not.toContain('hunter2');
    expect(service.output()).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['HEALTH_PORT', 'authorization'],
    ['EDGE_PORT', 'gateway'],
    ['API_PORT', 'gateway'],
  ])('ends when %s is in use, saying which setting to change', async (setting, name) => {
    const holder = createServer().listen(0);
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    const { edge, api } = await freePorts({ edge: 0, api: 0 });
    const others = { EDGE_PORT: String(edge), API_PORT: String(api) };
    const settings = { ...authorization, ...gateway, ...others, [setting]: String(port) };
    const service = await startServiceProcess(name, settings);
    expect(await service.ended).toBe(EXIT_WRONG_SETTINGS);
    expect(service.output()).toContain(
      `${setting} ${port} is in use by another process: stop that process, or set ${setting} to a free port`,
    );
    holder.close();
  });

  it.each([
    [
      'the broker',
      'RABBITMQ_URL',
      'there was no connection to RabbitMQ yet',
      'BROKER_AWAY',
      () => host.network,
    ],
    ['the database', 'DATABASE_URL', 'database', 'DATABASE_AWAY', () => database.network],
  ])(
    'waits for %s, says so in log and readiness, and is ready when it is there',
    async (_, __, reason, alarm, network) => {
      network().close();
      const service = await startServiceProcess('authorization', authorization);
      await eventually(() => expect(service.output()).toContain(`"code":"${alarm}"`));
      await eventually(async () => {
        const { status, body } = await service.readyz();
        expect(status).toBe(503);
        expect(JSON.stringify(body.waiting)).toContain(reason);
      });
      network().open();
      await eventually(async () => expect((await service.readyz()).status).toBe(200), 30_000);
      await service.stop();
      expect(await service.ended).toBe(0);
    },
  );

  it.each([
    ['RABBITMQ_URL', (url: string) => url.replace(/:[^:@]+@/, ':wrong@'), 'user or password are wrong'],
    ['DATABASE_URL', (url: string) => url.replace(/:[^:@]+@/, ':wrong@'), 'password authentication failed'],
  ])('ends when the server refuses the password in %s', async (setting, spoil, reason) => {
    const settings = { ...authorization, [setting]: spoil(authorization[setting] ?? '') };
    const service = await startServiceProcess('authorization', settings);
    expect(await service.ended).toBe(EXIT_WRONG_SETTINGS);
    expect(service.output()).toMatch(new RegExp(`${setting}\\s+is refused by the server: .*${reason}`));
  });
});
