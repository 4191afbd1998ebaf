import { connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cdrDatabase } from '../../../apps/cdr/src/database.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { startServiceProcess, type ServiceProcess } from '../../support/service-process.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';

describe('a service that is asked to stop', () => {
  let host: VirtualHost;
  let database: TestDatabase;
  beforeAll(async () => {
    [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    await database.connect(cdrDatabase);
  });
  afterAll(() => Promise.all([host.drop(), database.drop()]));

  async function aReadyCdr(): Promise<ServiceProcess> {
    const service = await startServiceProcess('cdr', {
      RABBITMQ_URL: host.settings.RABBITMQ_URL,
      DATABASE_URL: database.settings.DATABASE_URL,
      EMP_PROVIDER_IDS: 'DE-EMP',
    });
    await eventually(async () => expect((await service.readyz()).status).toBe(200));
    return service;
  }

  it('runs on the Node that runs its tests', async () => {
    const service = await aReadyCdr();
    expect(await service.metrics()).toContain(`nodejs_version_info{version="${process.version}"`);
    await service.stop();
  });

  it('stops in order on SIGTERM', async () => {
    const service = await aReadyCdr();
    await service.stop();
    expect(await service.ended).toBe(0);
    expect(service.output()).toContain('"msg":"stopped"');
  });

  it('stops at once while its call waits for an unreachable gateway', async () => {
    const connection = await connect(host.directUrl);
    const channel = await connection.createChannel();
    await channel.assertQueue('rpc.hbs.cdr');
    const service = await aReadyCdr();
    await eventually(async () =>
      expect((await channel.checkQueue('rpc.hbs.cdr')).messageCount).toBeGreaterThan(0),
    );
    await service.stop();
    expect(await service.ended).toBe(0);
    expect(service.output()).toContain('"msg":"stopped"');
    await channel.deleteQueue('rpc.hbs.cdr');
    await connection.close();
  });

  it('stops in order when its supervisor has died', async () => {
    const service = await aReadyCdr();
    service.child.disconnect();
    expect(await service.ended).toBe(0);
  });
});
