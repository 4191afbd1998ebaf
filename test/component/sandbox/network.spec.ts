import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  evseData,
  evseStatuses,
  evseStatusesById,
  outboundOperations,
  parseOperatorId,
  positionOf,
  readHbsAnswer,
  type ReceivedEvseData,
} from '#oicp';
import {
  hasSwissData,
  needsSwissData,
  swissFile,
  swissRecords,
  swissSnapshots,
  swissStatuses,
} from '../../support/network/swiss-data.js';
import { TestSandbox, type SandboxAnswer } from '../../support/sandbox.js';

interface PricedOperator {
  readonly OperatorID: string;
  readonly PricingProductDataRecords: readonly { readonly ProductID: string }[];
}

interface PricedEvses {
  readonly OperatorID: string;
  readonly EVSEPricing: readonly { readonly EvseIDProductList: readonly string[] }[];
}

const EVSES = 500;
const ASKED = { ProviderID: 'DE-EMP', GeoCoordinatesResponseFormat: 'Google' };

describe('the charging network of the sandbox, over real mutual TLS', () => {
  let sandbox: TestSandbox;
  const folder = mkdtempSync(join(tmpdir(), 'emp-suite-feed-'));

  beforeAll(async () => {
    sandbox = await TestSandbox.start({
      SANDBOX_EVSES: String(EVSES),
      SANDBOX_STATUS_CHANGES_PER_MINUTE: '0',
      SANDBOX_ENFORCE_LIMITS: 'false',
    });
  });
  afterEach(async () => {
    await sandbox.control('DELETE', 'faults');
    await sandbox.control('POST', 'network', { evses: EVSES });
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const pull = async (number: number, size: number, filters: object = {}): Promise<ReceivedEvseData> => {
    const answer = await sandbox.call('pullEvseData', { ...ASKED, ...filters }, { page: { number, size } });
    expect(answer.status).toBe(200);
    return evseData.read(answer.body).value;
  };

  /** Every record of a pull, as sent. */
  const pullAll = async (filters: object = {}): Promise<readonly Record<string, unknown>[]> => {
    const answer = await sandbox.call(
      'pullEvseData',
      { ...ASKED, ...filters },
      { page: { number: 0, size: 2_000 } },
    );
    expect(answer.json).toMatchObject({ last: true });
    return answer.json['content'] as Record<string, unknown>[];
  };

  const statuses = async (body: object = {}): Promise<ReadonlyMap<string, string>> => {
    const answer = await sandbox.call('pullEvseStatus', { ProviderID: 'DE-EMP', ...body });
    return statusesIn(answer);
  };

  it('is served in pages with correct totals, each record once', async () => {
    const pages = await Promise.all([0, 1, 2].map((number) => pull(number, 200)));
    expect(pages).toMatchObject([
      {
        number: 0,
        size: 200,
        numberOfElements: 200,
        totalElements: 500,
        totalPages: 3,
        first: true,
        last: false,
      },
      { number: 1, numberOfElements: 200, first: false, last: false },
      { number: 2, numberOfElements: 100, first: false, last: true },
    ]);
    const ids = pages.flatMap(({ content }) => content ?? []).flatMap(({ value }) => value.EvseID ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(EVSES - 5);
    expect((await pull(3, 200)).content).toEqual([]);
    expect(await sandbox.call('pullEvseData', ASKED)).toMatchObject({
      json: { size: 20, numberOfElements: 20 },
    });
  });

  it('is accepted by the suite’s own reader of answers', async () => {
    const calls = [
      ['pullEvseData', ASKED],
      ['pullEvseStatus', { ProviderID: 'DE-EMP' }],
      ['pullEvseStatusById', { ProviderID: 'DE-EMP', EvseID: ['DE*ABC*E12345*1'] }],
      ['pullEvseStatusByOperatorId', { ProviderID: 'DE-EMP', OperatorID: ['DE*ABC'] }],
      ['pullPricingProductData', { OperatorIDs: ['DE*ABC'] }],
      ['pullEvsePricing', { ProviderID: 'DE-EMP', OperatorIDs: ['DE*ABC'] }],
    ] as const;
    for (const [name, body] of calls) {
      const { status, headers, body: bytes } = await sandbox.call(name, body);
      const answer = readHbsAnswer(outboundOperations[name], { status, headers, body: bytes });
      expect([name, answer.outcome]).toEqual([name, 'accepted']);
    }
  });

  it('has prices of most operators, and for each of their charging points one of their tariffs', async () => {
    const records = await pullAll();
    const all = new Set(records.map((each) => String(each['OperatorID'])));
    const OperatorIDs = [...all].filter((each) => parseOperatorId(each) !== undefined);
    const { json: products } = await sandbox.call('pullPricingProductData', { OperatorIDs });
    const tariffs = new Map(
      (products['PricingProductData'] as PricedOperator[]).map((each) => [
        each.OperatorID,
        each.PricingProductDataRecords.map(({ ProductID }) => ProductID),
      ]),
    );
    expect(tariffs.size).toBeGreaterThan(OperatorIDs.length / 2);
    expect(tariffs.size).toBeLessThan(OperatorIDs.length);
    const { json: named } = await sandbox.call('pullEvsePricing', { ProviderID: 'DE-EMP', OperatorIDs });
    for (const { OperatorID, EVSEPricing } of named['EVSEPricing'] as PricedEvses[])
      for (const { EvseIDProductList } of EVSEPricing)
        expect(tariffs.get(OperatorID)).toEqual(expect.arrayContaining([...EvseIDProductList]));
    expect(named['EVSEPricing']).toHaveLength(tariffs.size);
    expect((await sandbox.call('pullPricingProductData', {})).status).toBe(400);
  });

  it('has coordinates in the requested notation', async () => {
    const positions = await Promise.all(
      ['Google', 'DecimalDegree', 'DegreeMinuteSeconds'].map(async (GeoCoordinatesResponseFormat) => {
        const { content = [] } = await pull(0, 100, { GeoCoordinatesResponseFormat });
        const readable = content.flatMap(({ value }) => {
          const position = positionOf(value.GeoCoordinates);
          return position ? [{ notation: Object.keys(value.GeoCoordinates ?? {}), position }] : [];
        });
        expect(readable.every(({ notation }) => notation.includes(GeoCoordinatesResponseFormat))).toBe(true);
        return readable.map(({ position: { latitude, longitude } }) => [
          latitude.toFixed(6),
          longitude.toFixed(6),
        ]);
      }),
    );
    expect(positions[1]).toEqual(positions[0]);
    expect(positions[2]).toEqual(positions[0]);
  });

  it('is filtered as requested, and by operators only under the name OperatorIds', async () => {
    const german = await pullAll({ CountryCodes: ['DEU'] });
    expect(german.length).toBeGreaterThan(20);
    expect(german.every(({ Address }) => (Address as { Country: string }).Country === 'DEU')).toBe(true);
    const ofAbc = await pullAll({ OperatorIds: ['DEABC'] });
    expect(ofAbc.map(({ EvseID }) => EvseID)).toEqual([
      'DE*ABC*E12345*1',
      'DE*ABC*E12345*2',
      'DE*ABC*E99999*1',
    ]);
    expect(await pullAll({ OperatorIDs: ['DE*ABC'] })).toHaveLength(EVSES);
    const payable = await pullAll({ AuthenticationModes: ['Direct Payment'] });
    expect(payable.length).toBeGreaterThan(20);
    expect(payable.length).toBeLessThan(EVSES / 2);
    const near = await pullAll({
      SearchCenter: { GeoCoordinates: { Google: { Coordinates: '52.480495 13.356465' } }, Radius: 0.1 },
    });
    expect(near.map(({ EvseID }) => EvseID)).toContain('+49*810*000*438');
    expect(near.length).toBeLessThan(30);
  });

  it.each([
    { LastCall: '2026-01-01T00:00:00Z', CountryCodes: ['DEU'] },
    { LastCall: '2026-01-01T00:00:00Z', OperatorIds: ['DE*ABC'] },
    { CountryCodes: ['DEU'], OperatorIds: ['DE*ABC'] },
    { GeoCoordinatesResponseFormat: 'Morse' },
  ])('refuses what HBS refuses: %j', async (filters) => {
    const { status, json } = await sandbox.call('pullEvseData', { ...ASKED, ...filters });
    expect([status, json]).toMatchObject([400, { validationErrors: [{}] }]);
  });

  it('answers a pull by LastCall with exactly what was inserted, updated and deleted since', async () => {
    const before = await pullAll();
    const lastCall = new Date().toISOString();
    const { json: made } = await sandbox.control('POST', 'network/changes', {
      insert: 3,
      update: 5,
      delete: 4,
      seed: 7,
    });
    const delta = await pullAll({ LastCall: lastCall });
    const ofType = (type: string): string[] =>
      delta
        .filter(({ deltaType }) => deltaType === type)
        .map(({ EvseID }) => String(EvseID))
        .toSorted();
    expect(ofType('insert')).toEqual((made['inserted'] as string[]).toSorted());
    expect(ofType('update')).toEqual((made['updated'] as string[]).toSorted());
    expect(ofType('delete')).toEqual((made['deleted'] as string[]).toSorted());
    expect(delta).toHaveLength(12);
    const after = new Map((await pullAll()).map((record) => [record['EvseID'], record]));
    expect(after.size).toBe(before.length - 1);
    for (const evseId of made['updated'] as string[]) {
      const earlier = before.find(({ EvseID }) => EvseID === evseId);
      expect(after.get(evseId)).not.toEqual(earlier);
    }
    expect(await pullAll({ LastCall: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    expect(await pullAll({ LastCall: '2020-01-01T00:00:00Z' })).toHaveLength(EVSES - 1);
  });

  it('restores deleted charging points', async () => {
    const lastCall = new Date().toISOString();
    const { json: made } = await sandbox.control('POST', 'network/changes', { delete: 5 });
    const { json: later } = await sandbox.control('POST', 'network/changes', { restore: 5 });
    expect((later['restored'] as string[]).toSorted()).toEqual((made['deleted'] as string[]).toSorted());
    // Deleted and restored is an update for an EMP that last pulled before.
    const delta = await pullAll({ LastCall: lastCall });
    expect(delta.map(({ deltaType }) => deltaType)).toEqual(Array.from({ length: 5 }, () => 'update'));
  });

  it('has a status for every EvseID, changed by count or by EvseID', async () => {
    const before = await statuses();
    const { json: summary } = await sandbox.control('POST', 'network/statuses', { change: 40, seed: 3 });
    const after = await statuses();
    expect([...after].filter(([evseId, status]) => before.get(evseId) !== status)).toHaveLength(40);
    const counted = Object.values(summary['statuses'] as Record<string, number>);
    expect(counted.reduce((sum, each) => sum + each, 0)).toBe(after.size);
    const set = [{ evseId: 'de abc-e12345 1', status: 'OCCUPIED' }];
    await sandbox.control('POST', 'network/statuses', { set });
    expect((await statuses()).get('DE*ABC*E12345*1')).toBe('Occupied');
    const occupied = await statuses({ EVSEStatus: 'Occupied' });
    expect(new Set(occupied.values())).toEqual(new Set(['Occupied']));
    const unknown = await sandbox.control('POST', 'network/statuses', {
      set: [{ evseId: 'DE*XYZ*E1', status: 'Occupied' }],
    });
    expect(unknown).toMatchObject({ status: 400, json: { message: expect.stringContaining('DE*XYZ*E1') } });
  });

  it('answers statuses for up to 100 EvseIDs in any spelling, and for an operator', async () => {
    const asked = ['DE*ABC*E12345*1', 'DEABCE123452', 'DE*NOT*E1'];
    const byId = await sandbox.call('pullEvseStatusById', { ProviderID: 'DE-EMP', EvseID: asked });
    const records = evseStatusesById.read(byId.body).value.EVSEStatusRecords?.EvseStatusRecord;
    expect(records).toEqual([
      { EvseID: 'DE*ABC*E12345*1', EvseStatus: 'Available' },
      { EvseID: 'DE*ABC*E12345*2', EvseStatus: 'Available' },
      { EvseID: 'DE*NOT*E1', EvseStatus: 'EvseNotFound' },
    ]);
    const tooMany = Array.from({ length: 101 }, (_, index) => `DE*ABC*E${index}`);
    expect(await sandbox.call('pullEvseStatusById', { ProviderID: 'DE-EMP', EvseID: tooMany })).toMatchObject(
      {
        status: 400,
        json: { validationErrors: [{}] },
      },
    );
    const ofOperator = await sandbox.call('pullEvseStatusByOperatorId', {
      ProviderID: 'DE-EMP',
      OperatorID: ['DEABC'],
    });
    expect([...statusesIn(ofOperator).keys()]).toEqual([
      'DE*ABC*E12345*1',
      'DE*ABC*E12345*2',
      'DE*ABC*E99999*1',
    ]);
  });

  it('is replaced by the content of files, and the next delta has the differences', async () => {
    const dataFile = join(folder, 'evses.json.gz');
    const statusFile = join(folder, 'statuses.json');
    const record = { EvseID: 'CH*REPE1', power: 1, GeoCoordinates: { Google: '47.1 9.2' }, Note: null };
    const group = { OperatorID: 'CH*REP', OperatorName: 'R' };
    writeFileSync(dataFile, gzipSync(JSON.stringify({ EVSEData: [{ ...group, EVSEDataRecord: [record] }] })));
    const beyond = [
      { EvseID: 'CH*REPE1', EVSEStatus: 'Unknown' },
      { EvseID: 'CH*REPE2', EVSEStatus: 'Occupied' },
    ];
    writeFileSync(statusFile, JSON.stringify({ EVSEStatuses: [{ ...group, EVSEStatusRecord: beyond }] }));
    const lastCall = new Date().toISOString();
    expect(await sandbox.control('POST', 'network', { dataFile, statusFile })).toMatchObject({
      status: 200,
      json: { evses: 1, operators: 1, statuses: { Unknown: 1, Occupied: 1 } },
    });
    expect(await pullAll()).toEqual([{ ...group, ...record }]);
    expect(Object.fromEntries(await statuses())).toEqual({ 'CH*REPE1': 'Unknown', 'CH*REPE2': 'Occupied' });
    const types = (await pullAll({ LastCall: lastCall })).map(({ deltaType }) => deltaType);
    expect([types.length, new Set(types)]).toEqual([EVSES + 1, new Set(['delete', 'insert'])]);
  });

  (hasSwissData ? it : it.skip)(
    `serves the real records and each real snapshot exactly${needsSwissData}`,
    async () => {
      await sandbox.control('POST', 'network', { dataFile: swissFile('evse-data-2024') });
      expect(await pullAll()).toEqual(swissRecords());
      for (const snapshot of swissSnapshots) {
        await sandbox.control('POST', 'network', { statusFile: swissFile(snapshot) });
        const records = swissStatuses(snapshot).flatMap(({ EVSEStatusRecord }) => EVSEStatusRecord);
        expect(await statuses()).toEqual(
          new Map(records.map(({ EvseID, EVSEStatus }) => [EvseID, EVSEStatus])),
        );
      }
    },
  );

  it.each([
    ['a missing file', { dataFile: '/nowhere/at-all.json' }, /cannot be read: ENOENT/],
    ['no content', {}, /Name what to load/],
    ['two networks', { evses: 1, dataFile: '/x' }, /either evses/],
    ['an invalid number', { evses: 'many' }, /evses must be/],
  ])('is unchanged after an order with %s', async (_what, source, message) => {
    const { status, json } = await sandbox.control('POST', 'network', source);
    expect([status, String(json['message'])]).toEqual([400, expect.stringMatching(message)]);
    expect((await sandbox.control('GET', 'network')).json).toMatchObject({ evses: EVSES });
  });

  it('distorts a page once per fault', async () => {
    const size = 200;
    const good = await pull(1, size);
    const idsOf = ({ content = [] }: ReceivedEvseData): unknown[] => content.map(({ value }) => value.EvseID);
    const faulty = async (kind: string): Promise<ReceivedEvseData> => {
      await sandbox.control('POST', 'faults', { operation: 'pullEvseData', kind, page: 1 });
      await pull(0, size);
      return pull(1, size);
    };
    expect(await faulty('empty-page')).toMatchObject({
      content: [],
      numberOfElements: 0,
      totalElements: EVSES,
    });
    const repeated = await faulty('repeated-page');
    expect([repeated.number, idsOf(repeated)]).toEqual([1, idsOf(await pull(0, size))]);
    expect(idsOf(await faulty('lost-records'))).toHaveLength(size - size / 10);
    expect(await faulty('contradicting-totals')).toMatchObject({ last: true, totalPages: 3 });
    const twice = idsOf(await faulty('duplicate-records'));
    expect([twice.length, new Set(twice).size]).toEqual([size + 3, new Set(idsOf(good)).size]);
    expect(await pull(1, size)).toEqual(good);
  });

  it('is sent slowly when ordered, and is complete in the end', async () => {
    const whole = await sandbox.call('pullEvseStatus', { ProviderID: 'DE-EMP' });
    const slow = { operation: 'pullEvseStatus', kind: 'slow', delayMs: 300 };
    await sandbox.control('POST', 'faults', slow);
    const slowly = await sandbox.call('pullEvseStatus', { ProviderID: 'DE-EMP' });
    expect(slowly.json).toEqual(whole.json);
  });

  it('is cut in the middle of an answer when ordered', async () => {
    for (const [operation, body] of [
      ['pullEvseStatus', { ProviderID: 'DE-EMP' }],
      ['pullEvseData', ASKED],
    ] as const) {
      await sandbox.control('POST', 'faults', { operation, kind: 'cut-midway' });
      await expect(sandbox.call(operation, body)).rejects.toThrow(/terminated|other side closed|aborted/);
      expect((await sandbox.call(operation, body)).status).toBe(200);
    }
  });
});

function statusesIn({ body }: SandboxAnswer): ReadonlyMap<string, string> {
  const operators = evseStatuses.read(body).value.EvseStatuses?.OperatorEvseStatus ?? [];
  const records = operators.flatMap(({ EvseStatusRecord = [] }) => EvseStatusRecord);
  const statuses = new Map(records.map(({ EvseID = '', EvseStatus = '' }) => [EvseID, EvseStatus]));
  expect(statuses.size).toBe(records.length);
  return statuses;
}
