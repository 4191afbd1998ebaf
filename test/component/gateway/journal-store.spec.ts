import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { gatewayDatabase } from '../../../apps/gateway/src/database.js';
import { DayPartitions } from '../../../apps/gateway/src/journal/day-partitions.js';
import type { Exchange } from '../../../apps/gateway/src/journal/exchange.js';
import { ExchangeStore } from '../../../apps/gateway/src/journal/exchange-store.js';
import { IdentityHash } from '../../../apps/gateway/src/journal/identity-hash.js';
import { JournalSettings } from '../../../apps/gateway/src/journal/journal-settings.js';
import { loadSettings } from '#platform';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { recordedLog } from '../../support/recorded-log.js';

const [settings] = loadSettings([JournalSettings], { JOURNAL_HASH_KEY: 'a-key-for-tests-only' });
const hash = new IdentityHash(settings);
const anExchange: Exchange = {
  direction: 'inbound',
  operation: 'authorizeStart',
  address: '::1',
  httpStatus: 200,
  durationMs: 1,
};

describe('the tables of the journal, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let source: DataSource;
  const recorded = recordedLog();
  beforeAll(async () => {
    database = await createDatabase();
    source = await database.connect(gatewayDatabase);
  });
  afterAll(() => database.drop());

  const partitionsAt = (day: string, dataSource = source): DayPartitions =>
    new DayPartitions({
      dataSource,
      log: recorded.log,
      retentionDays: 2,
      now: () => new Date(`${day}T23:59:59Z`),
    });
  const partitions = async (): Promise<string[]> => {
    const rows = await source.query<{ name: string }[]>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'gateway.exchange'::regclass order by 1`,
    );
    return rows.map(({ name }) => name.slice(-4));
  };

  it('are created three days ahead and dropped after their retention, by any number of replicas', async () => {
    await partitionsAt('2026-02-27').maintainOnce();
    expect(await partitions()).toEqual(['0226', '0227', '0228', '0301', '0302']);
    const others = await Promise.all([1, 2, 3].map(() => database.connect(gatewayDatabase)));
    await Promise.all(others.map((each) => partitionsAt('2026-03-02', each).maintainOnce()));
    expect(await partitions()).toEqual(['0228', '0301', '0302', '0303', '0304', '0305']);
  });

  it('receive what was recorded before they existed', async () => {
    const store = new ExchangeStore({ dataSource: source, hash, log: recorded.log, metrics: new Registry() });
    store.start();
    store.add(anExchange, undefined);
    await new DayPartitions({ dataSource: source, log: recorded.log, retentionDays: 2 }).maintainOnce();
    await eventually(async () =>
      expect(await source.query('select 1 from gateway.exchange')).toHaveLength(1),
    );
    await store.close();
  });

  it('lack what exceeded the buffer, which raises one alarm and is counted', async () => {
    const metrics = new Registry();
    const store = new ExchangeStore({
      dataSource: source,
      hash,
      log: recorded.log,
      metrics,
      maxPending: 100,
    });
    for (let row = 0; row < 150; row += 1) store.add(anExchange, undefined);
    expect(recorded.alarms().filter((code) => code === 'JOURNAL_INCOMPLETE')).toHaveLength(1);
    expect(await metrics.getSingleMetricAsString('journal_dropped_total')).toContain(
      'journal_dropped_total 50',
    );
    store.start();
    await store.close();
    expect(await source.query('select 1 from gateway.exchange')).toHaveLength(101);
  });

  it('lack only the batch that could not be written', async () => {
    const store = new ExchangeStore({ dataSource: source, hash, log: recorded.log, metrics: new Registry() });
    for (let row = 0; row < 500; row += 1) store.add({ ...anExchange, httpStatus: 2 ** 40 }, undefined);
    store.add(anExchange, undefined);
    store.start();
    await store.close();
    expect(await source.query('select 1 from gateway.exchange')).toHaveLength(102);
  });
});
