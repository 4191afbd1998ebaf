import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { cdrDatabase } from '../../../apps/cdr/src/database.js';
import { aCdr } from '../../support/cdr.js';
import { EdgeSuite, journaled, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import { FakeHbsCdrs } from '../../support/fake-hbs-cdrs.js';
import { FakeHbsServer } from '../../support/fake-hbs-server.js';
import { serveCdrPages } from '../../support/serve-cdr-pages.js';

const MEGABYTE = 1_000_000;

describe('pages of charge detail records over 16 MiB, over real TLS, RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let hbs: FakeHbsServer;
  let gateway: RunningGateway;
  let stored: DataSource;
  const fakeHbs = new FakeHbsCdrs();
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    hbs = await FakeHbsServer.start({ certificates: suite.certificates, behaviour: serveCdrPages(fakeHbs) });
    gateway = await suite.startGateway(await suite.certificates.hbsSettings(hbs.baseUrl));
    stored = await suite.database.connect(cdrDatabase);
  });
  afterAll(async () => {
    await suite.stop();
    await hbs.stop();
  });

  it('are fetched in smaller ones, byte for byte, and the mark moves', async () => {
    const signed = (length: number): string =>
      JSON.stringify(
        aCdr({
          SessionID: randomUUID(),
          SignedMeteringValues: [{ SignedMeteringValue: 'x'.repeat(length), MeteringStatus: 'End' }],
        }),
      );
    fakeHbs.records = [signed(100), ...Array.from({ length: 4 }, () => signed(5 * MEGABYTE)), signed(100)];
    // All of them were forwarded: the sweep alone has to find them.
    fakeHbs.forwarded = new Set(fakeHbs.records);
    const platform = await suite.start('cdr', { EMP_PROVIDER_IDS: 'DE-EMP', CDR_RECONCILE_INTERVAL: 'P1D' });
    await eventually(async () => {
      const marks = await stored.query<{ kind: string }[]>('select kind from cdr.mark order by kind');
      expect(marks.map(({ kind }) => kind)).toEqual(['sweep', 'unforwarded']);
    }, 45_000);
    const rows = await stored.query<{ raw: Buffer }[]>('select raw from cdr.content where pulled');
    const raws = rows.map(({ raw }) => raw.toString());
    expect(raws.toSorted().map((each) => each.slice(0, 60))).toEqual(
      fakeHbs.records.toSorted().map((each) => each.slice(0, 60)),
    );
    expect(raws.every((each) => fakeHbs.records.includes(each))).toBe(true);
    expect(gateway.platform.recorded.alarms()).toContain('HBS_ANSWER_TOO_LARGE');
    expect(journaled(gateway)).toContainEqual(
      expect.objectContaining({
        operation: 'getChargeDetailRecords',
        reason: expect.stringContaining('more than 15728640 bytes'),
      }),
    );
    expect(platform.recorded.alarms()).toEqual([]);
  });
});
