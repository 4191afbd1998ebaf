import { randomUUID } from 'node:crypto';
import type { INestMicroservice } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { cdrDatabase } from '../../../apps/cdr/src/database.js';
import { aCdr } from '../../support/cdr.js';
import { openCdrIntake, type CdrIntake } from '../../support/cdr-intake.js';
import { CdrListener, startCdrListener } from '../../support/cdr-listener.js';
import { EdgeSuite } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import type { TestPlatform } from '../../support/test-platform.js';

describe('charge detail records while the database is unavailable, on a real RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let stored: DataSource;
  let cdr: TestPlatform;
  let listening: INestMicroservice;
  let intake: CdrIntake;
  const listener = new CdrListener();
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    stored = await suite.database.connect(cdrDatabase);
    listening = await startCdrListener(suite.host, listener);
    cdr = await suite.start('cdr');
    intake = await openCdrIntake(suite.host.directUrl);
  });
  afterAll(async () => {
    suite.database.network.open();
    await intake.close();
    await listening.close();
    await suite.stop();
  });

  it('wait, spend no attempt, and are all stored and published once when it is back', async () => {
    suite.database.network.close();
    const sessions = Array.from({ length: 30 }, () => randomUUID());
    for (const SessionID of sessions) await intake.enqueue(aCdr({ SessionID }));
    await eventually(() => expect(cdr.recorded.alarms()).toContain('CONSUMER_PAUSED'));
    suite.database.network.open();
    await eventually(async () => {
      const rows = await stored.query<unknown[]>('select from cdr.record where session_key = any($1)', [
        sessions,
      ]);
      expect(rows).toHaveLength(sessions.length);
    }, 60_000);
    await eventually(() => {
      for (const each of sessions) expect(listener.typesOf(each)).toEqual(['cdr.received']);
    });
    for (const spent of ['MESSAGE_RETRIED', 'MESSAGE_DEAD']) {
      expect(cdr.recorded.alarms()).not.toContain(spent);
    }
  }, 120_000);
});
