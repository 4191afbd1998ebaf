import { randomUUID } from 'node:crypto';
import type { INestMicroservice } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { cdrDatabase } from '../../../apps/cdr/src/database.js';
import { aCdr } from '../../support/cdr.js';
import { openCdrIntake, type CdrIntake } from '../../support/cdr-intake.js';
import { CdrListener, startCdrListener } from '../../support/cdr-listener.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { startServiceProcess, type ServiceProcess } from '../../support/service-process.js';
import type { TcpProxy } from '../../support/tcp-proxy.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';

describe('a cdr process that is killed between its commit and its acknowledgement', () => {
  let host: VirtualHost;
  let database: TestDatabase;
  let stored: DataSource;
  let others: TcpProxy;
  let listening: INestMicroservice;
  let intake: CdrIntake;
  let processes: ServiceProcess[];
  const listener = new CdrListener();
  beforeEach(async () => {
    [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    stored = await database.connect(cdrDatabase);
    const othersWay = await host.openSecondPath();
    others = othersWay.network;
    listening = await startCdrListener(othersWay, listener);
    processes = [];
    await startCdr();
    intake = await openCdrIntake(host.directUrl);
  });
  afterEach(async () => {
    await Promise.all(processes.map((each) => each.stop()));
    await intake.close();
    await listening.close();
    await others.stop();
    await Promise.all([host.drop(), database.drop()]);
  });

  async function startCdr(): Promise<ServiceProcess> {
    const cdr = await startServiceProcess('cdr', {
      RABBITMQ_URL: host.settings.RABBITMQ_URL,
      DATABASE_URL: database.settings.DATABASE_URL,
      EMP_PROVIDER_IDS: 'DE-EMP',
    });
    processes.push(cdr);
    await eventually(async () => expect((await cdr.readyz()).status).toBe(200), 60_000);
    return cdr;
  }
  const records = (
    sessionId: string,
  ): Promise<{ forwarded: number; variants: number; conflicts: number }[]> =>
    stored.query('select forwarded, variants, conflicts from cdr.record where session_key = $1', [sessionId]);

  it('leaves one record and one event, though the record comes a second time', async () => {
    const sessionId = randomUUID();
    const holder = stored.createQueryRunner();
    await holder.connect();
    await holder.startTransaction();
    // Nobody can commit an event while this is held, so that the network can be taken away in the middle.
    await holder.query('lock table cdr.outbox in exclusive mode');
    await intake.enqueue(aCdr({ SessionID: sessionId }));
    await eventually(async () => {
      const waiting = await stored.query<unknown[]>(
        `select from pg_locks where not granted and relation = 'cdr.outbox'::regclass`,
      );
      expect(waiting.length).toBeGreaterThan(0);
    });
    host.network.setSilent(true);
    await holder.commitTransaction();
    await holder.release();
    await eventually(async () => expect(await records(sessionId)).toHaveLength(1));
    expect(listener.typesOf(sessionId)).toEqual([]);
    processes[0]?.child.kill('SIGKILL');
    await processes[0]?.ended;
    // What the process still wrote must not reach the broker.
    host.network.cut();
    host.network.setSilent(false);
    await startCdr();
    await eventually(async () =>
      expect(await records(sessionId)).toEqual([{ forwarded: 2, variants: 0, conflicts: 0 }]),
    );
    const marker = randomUUID();
    await intake.enqueue(aCdr({ SessionID: marker }));
    await eventually(() => expect(listener.typesOf(marker)).toEqual(['cdr.received']));
    expect(listener.typesOf(sessionId)).toEqual(['cdr.received']);
  }, 120_000);
});
