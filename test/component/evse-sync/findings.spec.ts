import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { MissingRecordStore } from '../../../apps/evse-sync/src/findings/missing-record-store.js';
import { SyncSettings } from '../../../apps/evse-sync/src/sync-settings.js';
import { FindingMetric } from '../../../apps/evse-sync/src/findings/finding-metric.js';
import { EvseSyncSuite, type RunningReplica } from '../../support/network/evse-sync-suite.js';
import { aRecord } from '../../support/network/wire-records.js';

const google = (Coordinates: string): object => ({ GeoCoordinates: { Google: { Coordinates } } });
const power = (Power: unknown): object => ({ ChargingFacilities: [{ PowerType: 'DC', Power }] });
const swiss = {
  Address: {
    Country: 'CHE',
    City: 'Musterstadt',
    Street: 'Beispielgasse 2',
    PostalCode: '8000',
    HouseNum: '2',
  },
};

describe('findings about charging points, on a real PostgreSQL and RabbitMQ', () => {
  let suite: EvseSyncSuite;
  let replica: RunningReplica;
  beforeAll(async () => {
    suite = await EvseSyncSuite.create();
    suite.hbs.records = [
      aRecord('DE*ABC*E1'),
      aRecord('DE*ABC*E2', { ...power('150 kW'), MaxCapacity: '50 kWh', ...google('52,520000 13,405000') }),
      aRecord('CH*XYZ*E3', { ...swiss, ...google('8.540000,47.370000'), OperatorID: 'CH*XYZ' }),
      aRecord('DE*ABC*E4', { ...google('0.000000 0.000000'), ...power(22_000) }),
    ];
    replica = await suite.start();
    expect(await suite.firstPull()).toMatchObject({ state: 'succeeded', reasons: [] });
  });
  afterAll(() => suite.close());

  async function listed(query: object = {}): Promise<readonly string[]> {
    const { items } = await suite.rpc.call('evse.findings', { limit: 500, ...query });
    return items.map(({ evseId, code, pointer }) => `${evseId} ${code} ${pointer}`);
  }
  const ofE2 = [
    'DE*ABC*E2 unreadable /ChargingFacilities/0/Power',
    'DE*ABC*E2 unreadable /MaxCapacity',
    'DE*ABC*E2 wrong-form /GeoCoordinates/Google/Coordinates',
  ];
  const ofOthers = [
    'CH*XYZ*E3 position-swapped /GeoCoordinates',
    'DE*ABC*E4 position-nowhere /GeoCoordinates',
    'DE*ABC*E4 power-implausible /ChargingFacilities/0/Power',
  ];
  const all = [ofOthers[0], ...ofE2, ofOthers[1], ofOthers[2]];

  it('are shown with the charging point, and listed by operator, code and date', async () => {
    const { findings, record, position } = await suite.rpc.call('evse.get', { evseId: 'DE*ABC*E2' });
    expect(findings?.map(({ code, pointer }) => `DE*ABC*E2 ${code} ${pointer}`).toSorted()).toEqual(ofE2);
    expect(position).toEqual({ latitude: 52.52, longitude: 13.405 });
    expect(record).toMatchObject(google('52,520000 13,405000'));
    expect((await suite.rpc.call('evse.get', { evseId: 'DE*ABC*E1' })).findings).toEqual([]);

    const now = new Date().toISOString();
    expect(await listed()).toEqual(all);
    expect(await listed({ operatorId: 'chxyz' })).toEqual([all[0]]);
    expect(await listed({ code: 'unreadable' })).toEqual(ofE2.slice(0, 2));
    expect(await listed({ from: now })).toEqual([]);
    expect(await listed({ to: now })).toEqual(all);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await suite.rpc.call('evse.findings', { limit: 2, cursor });
      paged.push(...page.items.map(({ evseId, code, pointer }) => `${evseId} ${code} ${pointer}`));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(paged).toEqual(all);
  });

  it('are counted by a metric', async () => {
    const text = await replica.platform.metrics.getSingleMetricAsString('evse_findings');
    expect(text).toContain('evse_findings{code="unreadable"} 2');
    expect(text).toContain('evse_findings{code="position-elsewhere"} 0');
  });

  it('leave the record available as HBS sent it', async () => {
    const { bytes } = await suite.rpc.call('evse.raw', { evseId: 'deabce2' });
    expect(bytes.toString()).toBe(JSON.stringify(suite.hbs.records[1]));
    await expect(suite.rpc.call('evse.raw', { evseId: 'DE*ABC*E404' })).rejects.toMatchObject({
      code: 'EVSE_UNKNOWN',
    });
  });

  it('let a search find a swapped position where it really is, nothing at 0/0, and no absurd power', async () => {
    const near = { latitude: 47.37, longitude: 8.54, radius: 1_000 };
    const found = await suite.rpc.call('evse.search', { limit: 10, near });
    expect(found.items.map(({ evseId }) => evseId)).toEqual(['CH*XYZ*E3']);
    for (const [latitude, longitude] of [
      [8.54, 47.37],
      [0, 0],
    ] as const) {
      const there = { latitude, longitude, radius: 1_000_000 };
      expect((await suite.rpc.call('evse.search', { limit: 10, near: there })).items).toEqual([]);
    }
    const strong = await suite.rpc.call('evse.search', { limit: 10, minPowerKw: 151 });
    expect(strong.items).toEqual([]);
    expect((await suite.rpc.call('evse.get', { evseId: 'DE*ABC*E4' })).record).toMatchObject(power(22_000));
  });

  it('keep their `since`, change with the records, and are deleted with the charging point', async () => {
    const sinceOf = async (evseId: string): Promise<ReadonlyMap<string, string>> => {
      const { items } = await suite.rpc.call('evse.findings', { limit: 500 });
      return new Map(items.filter((each) => each.evseId === evseId).map((each) => [each.code, each.since]));
    };
    const before = await sinceOf('DE*ABC*E4');
    suite.hbs.records = [
      ...suite.hbs.records.slice(0, 1),
      aRecord('DE*ABC*E2'),
      ...suite.hbs.records.slice(3, 3),
      aRecord('DE*ABC*E4', { ...google('0.000000 0.000000'), MaxCapacity: -1 }),
    ];
    expect(await suite.pull()).toMatchObject({ counts: { updated: 2, deleted: 1 } });
    expect(await listed()).toEqual([
      'DE*ABC*E4 capacity-implausible /MaxCapacity',
      'DE*ABC*E4 position-nowhere /GeoCoordinates',
    ]);
    const after = await sinceOf('DE*ABC*E4');
    expect(after.get('position-nowhere')).toBe(before.get('position-nowhere'));
    expect(Date.parse(after.get('capacity-implausible') ?? '')).toBeGreaterThan(
      Date.parse(before.get('position-nowhere') ?? ''),
    );
  });

  it('about records that the release before wrote are stored by the next full pull, which changes no record', async () => {
    const listedBefore = await listed();
    const publishedBefore = suite.published.events.length;
    await suite.source.query('delete from evse.evse_finding');
    expect(await suite.pull()).toMatchObject({ counts: { unchanged: 3, updated: 0 } });
    expect(await listed()).toEqual(listedBefore);
    expect(suite.published.events).toHaveLength(publishedBefore);
  });

  it('name what an index cannot hold, and the page is written nevertheless', async () => {
    const long = randomBytes(5_000).toString('hex');
    suite.hbs.records = [
      ...suite.hbs.records,
      aRecord('DE*ABC*E5', { OperatorID: long, OperatorName: long, Plugs: [long], ChargingStationID: long }),
      aRecord('DE*ABC*E6', { [long]: long, AuthenticationModes: [long], Address: { Country: long } }),
    ];
    expect(await suite.pull()).toMatchObject({ state: 'succeeded', counts: { inserted: 2 } });
    expect(await listed()).toContain('DE*ABC*E5 too-long /OperatorID');
    const { operatorId } = await suite.rpc.call('evse.get', { evseId: 'DE*ABC*E5' });
    expect(operatorId).toBe(long.slice(0, 100));
  });

  it('are also about statuses: those that OICP does not list, and those that contradict each other', async () => {
    const status = (EvseID: unknown, EvseStatus: unknown): object => ({ EvseID, EvseStatus });
    suite.hbs.operators = [
      {
        OperatorID: 'DE*ABC',
        EvseStatusRecord: [
          status('DE*ABC*E1', 'Charging'),
          status('DE*ABC*E2', 'Available'),
          status('de*abc*e2', 'Occupied'),
          status('DE*ABC*E4', 'Occupied'),
          status('DE*ABC*E4', 'Occupied'),
          status(null, 'Occupied'),
          status('DE*ABC*E7', null),
          status('DE*ABC*E5', ''),
          status('DE*ABC*E8', 'Available'),
        ] as { EvseID: string; EvseStatus: string }[],
      },
    ];
    const run = await suite.pullStatus();
    expect(run).toMatchObject({
      state: 'succeeded',
      counts: { quarantined: 3, repeated: 2, withoutRecord: 1 },
    });
    const { items } = await suite.rpc.call('evse.findings', { limit: 500 });
    const ofStatuses = items.filter(({ about }) => about === 'status');
    expect(ofStatuses.map(({ evseId, code, message }) => [evseId, code, message])).toEqual([
      ['DE*ABC*E1', 'unknown-value', 'EvseStatus is "Charging", which OICP 2.3 does not list.'],
      [
        'DE*ABC*E2',
        'status-contradicts',
        'EvseStatus was received more than once in one snapshot, as Available and last as Occupied.',
      ],
      ['DE*ABC*E5', 'status-unreadable', 'EvseStatus is empty.'],
      ['DE*ABC*E8', 'record-missing', 'HBS sent a status of this EVSE but no record, so no search finds it.'],
    ]);
    const { findings } = await suite.rpc.call('evse.get', { evseId: 'DE*ABC*E1' });
    expect(findings).toMatchObject([{ about: 'status', code: 'unknown-value', pointer: '/EvseStatus' }]);
    const ofUnreadable = await suite.rpc.call('evse.get', { evseId: 'DE*ABC*E5' });
    expect(ofUnreadable.status).toBeUndefined();
    expect(ofUnreadable.findings?.map(({ about, code }) => `${about} ${code}`)).toContain(
      'status status-unreadable',
    );
    expect(await listed({ code: 'record-missing' })).toEqual(['DE*ABC*E8 record-missing undefined']);
    const alone = await suite.rpc.call('evse.get', { evseId: 'DE*ABC*E8' });
    expect(alone).toMatchObject({
      status: 'Available',
      findings: [{ about: 'status', code: 'record-missing' }],
    });

    const quarantined = await suite.rpc.call('sync.quarantine', { limit: 10, runId: run.id });
    const sent = (record: object): string =>
      JSON.stringify({ OperatorID: 'DE*ABC', EvseStatusRecord: record });
    expect(quarantined.items.map(({ raw, reasons }) => [raw, reasons[0]?.message])).toEqual([
      [sent(status('DE*ABC*E5', '')), 'EvseStatus is empty.'],
      [sent(status('DE*ABC*E7', null)), 'EvseStatus is mandatory and missing.'],
      [sent(status(null, 'Occupied')), 'EvseID is mandatory and missing.'],
    ]);

    const [since] = ofStatuses.map((each) => each.since);
    suite.hbs.operators = [
      { OperatorID: 'DE*ABC', EvseStatusRecord: [{ EvseID: 'DE*ABC*E1', EvseStatus: 'Charging' }] },
    ];
    expect((await suite.pullStatus()).counts.quarantined).toBe(0);
    const later = await suite.rpc.call('evse.findings', { limit: 500, code: 'unknown-value' });
    expect(later.items[0]).toMatchObject({ evseId: 'DE*ABC*E1', about: 'status', since });
    expect(await listed({ code: 'status-contradicts' })).toEqual([]);
    expect((await suite.rpc.call('sync.quarantine', { limit: 10 })).items).toEqual([]);
  });

  it('count statuses without a record again after each pull of records', async () => {
    const withoutRecord = async (): Promise<number | undefined> =>
      (await suite.pullStatus()).counts.withoutRecord;
    suite.hbs.operators = [
      { OperatorID: 'DE*ABC', EvseStatusRecord: [{ EvseID: 'DE*ABC*E9', EvseStatus: 'Occupied' }] },
    ];
    expect(await withoutRecord()).toBe(1);
    expect(await withoutRecord()).toBe(1);
    const before = await suite.rpc.call('evse.findings', { limit: 10, code: 'record-missing' });
    expect(before.items).toMatchObject([{ evseId: 'DE*ABC*E9', about: 'status' }]);
    const [known] = suite.hbs.operators;
    const record = (EvseID: string): object => ({ EvseID, EvseStatus: 'Available' });
    suite.hbs.operators = [
      known!,
      {
        OperatorID: 'DE*XYZ',
        EvseStatusRecord: ['DE*XYZ*E1', 'DE*XYZ*E2', 'DE*ABC*E1'].map(record) as never,
      },
    ];
    expect(await withoutRecord()).toBe(3);
    expect(await listed({ code: 'record-missing' })).toEqual([
      'DE*ABC*E9 record-missing undefined',
      'DE*XYZ*E1 record-missing undefined',
      'DE*XYZ*E2 record-missing undefined',
    ]);
    suite.hbs.operators = [known!];
    expect(await withoutRecord()).toBe(1);
    const after = await suite.rpc.call('evse.findings', { limit: 10, code: 'record-missing' });
    expect(after.items).toEqual(before.items);
    suite.hbs.records = [aRecord('DE*ABC*E9', {})];
    await suite.pull();
    expect(await listed({ code: 'record-missing' })).toEqual([]);
    expect(await withoutRecord()).toBe(0);
    suite.hbs.records = [aRecord('DE*ABC*E1', {})];
    await suite.pull('full', 1);
    expect(await listed({ code: 'record-missing' })).toEqual(['DE*ABC*E9 record-missing undefined']);
    expect(await withoutRecord()).toBe(1);
    const metrics = new Registry();
    new FindingMetric(suite.source, metrics).onApplicationBootstrap();
    expect(await metrics.getSingleMetricAsString('evse_findings')).toContain('{code="record-missing"} 1');

    // Statuses name no country: with only some countries pulled, an absent record is not missing.
    const limits = { SYNC_OPERATOR_IDS: [], SYNC_COUNTRY_CODES: ['DEU'] };
    const missing = new MissingRecordStore(Object.assign(new SyncSettings(), limits));
    await suite.source.transaction((manager) => missing.replace(manager));
    expect(await listed({ code: 'record-missing' })).toEqual([]);
  });
});
