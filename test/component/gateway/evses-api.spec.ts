import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { request } from 'undici';
import type { EvseView } from '#suite';
import { evseSyncDatabase } from '../../../apps/evse-sync/src/database.js';
import { EvseSyncModule } from '../../../apps/evse-sync/src/evse-sync.module.js';
import { evseSyncSettings } from '../../../apps/evse-sync/src/settings.js';
import { startMicroservice } from '#messaging';
import { loadSettings } from '#platform';
import type { INestMicroservice } from '@nestjs/common';
import { API_KEY, EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';
import { PullHarness } from '../../support/network/pull-harness.js';
import { aPage, aRecord, type WireEvseRecord } from '../../support/network/wire-records.js';
import { hasTestData, needsTestData, testData } from '../../../libs/oicp/test/test-data.js';
import { testPlatform } from '../../support/test-platform.js';

/** Along a meridian, so that a metre is a metre. */
function at(metresNorth: number, evseId: string, exchanged: Record<string, unknown> = {}): WireEvseRecord {
  const latitude = 50 + metresNorth / 111_194.93;
  return aRecord(evseId, {
    GeoCoordinates: { Google: { Coordinates: `${latitude.toFixed(6)} 8` } },
    ...exchanged,
  });
}

const NETWORK: readonly WireEvseRecord[] = [
  at(0, 'DE*ABC*E1'),
  at(500, 'DE*ABC*E2', { Plugs: ['CHAdeMO'], ChargingFacilities: [{ PowerType: 'DC', Power: '50' }] }),
  at(500, 'DE*ABC*E3', { AuthenticationModes: ['Direct Payment'] }),
  at(2_000, 'DE*XYZ*E4', { OperatorID: 'DE*XYZ', OperatorName: 'XYZ' }),
  at(30_000, 'DE*ABC*E5'),
  aRecord('DE*ABC*E6', { GeoCoordinates: { Google: { Coordinates: 'None None' } } }),
  aRecord('DE*ABC*E8', { Plugs: ['MCS Inlet'], AuthenticationModes: ['Autocharge'] }),
  aRecord('+49*810*000*438', { OperatorID: '+49*810' }),
  aRecord('CH*SWISSCHARGE*1', { OperatorID: 'CH*SWISSCHARGE' }),
  aRecord('FJ*ABC*E7', { GeoCoordinates: { Google: { Coordinates: '-16.5 179.999' } } }),
];

describe('the API of charging points, on a real PostgreSQL and RabbitMQ', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  let evseSync: INestMicroservice;
  let source: DataSource;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    source = await suite.database.connect(evseSyncDatabase);
    const laboratory = await PullHarness.on(source);
    await laboratory.pull('full', (page) => aPage(NETWORK, page));
    await source.query(
      `insert into evse.evse_status values ('DEABCE2', 'DE*ABC*E2', 'Occupied', null, '2026-01-01T00:00:00Z'),
       ('DEABCE9', 'DE*ABC*E9', 'Available', null, '2026-01-01T00:00:00Z'),
       ('DEABCE5', 'DE*ABC*E5', 'Available', null, '2026-01-01T00:00:00Z'),
       ('DEABCE8', 'DE*ABC*E8', 'Cleaning', null, '2026-01-01T00:00:00Z')`,
    );
    const settings = loadSettings(evseSyncSettings, {
      RABBITMQ_URL: suite.host.settings.RABBITMQ_URL,
      DATABASE_URL: suite.database.settings.DATABASE_URL,
      EMP_PROVIDER_IDS: 'DE-EMP',
      SYNC_EVSE_STATUS_INTERVAL: 'PT0S',
      SYNC_EVSE_DELTA_INTERVAL: 'PT0S',
      SYNC_PRICING_CRON: 'off',
    });
    evseSync = await startMicroservice(testPlatform('evse-sync', ...settings), EvseSyncModule);
    gateway = await suite.startGateway();
  });
  afterAll(async () => {
    await evseSync.close();
    await suite.stop();
  });

  interface Answer {
    readonly status: number;
    readonly body: {
      items: EvseView[];
      next?: string;
      code?: string;
      errors?: { pointer: string }[];
    } & EvseView;
  }

  async function ask(path: string, method: 'GET' | 'POST' = 'GET', body?: object): Promise<Answer> {
    const answer = await request(`${gateway.apiUrl}/v1/${path}`, {
      method,
      reset: true,
      headers: { authorization: `Bearer ${API_KEY}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: (await answer.body.json()) as Answer['body'] };
  }

  async function found(query: string): Promise<readonly string[]> {
    const { status, body } = await ask(`evses?${query}`);
    expect(status).toBe(200);
    return body.items.map(({ evseId }) => evseId);
  }

  it('finds the nearest first, within the radius and no further', async () => {
    const { body } = await ask('evses?lat=50&lon=8&radius=2500');
    expect(body.items.map(({ evseId, distance }) => [evseId, Math.round((distance ?? 0) / 10) * 10])).toEqual(
      [
        ['DE*ABC*E1', 0],
        ['DE*ABC*E2', 500],
        ['DE*ABC*E3', 500],
        ['DE*XYZ*E4', 2_000],
      ],
    );
    expect(await found('lat=50&lon=8&radius=1999')).not.toContain('DE*XYZ*E4');
    expect(await found('lat=-16.5&lon=-179.999&radius=1000')).toEqual(['FJ*ABC*E7']);
  });

  it.each([
    ['plug=CHAdeMO', ['DE*ABC*E2']],
    ['plug=CHAdeMO,Type%202%20Outlet&minPower=22.1', ['DE*ABC*E2']],
    ['status=Occupied', ['DE*ABC*E2']],
    ['operatorId=dexyz', ['DE*XYZ*E4']],
    ['authenticationMode=Direct%20Payment', ['DE*ABC*E3']],
    ['operatorId=DE*XYZ&plug=CHAdeMO', []],
  ])('finds by %s', async (query, evseIds) => {
    expect(await found(query)).toEqual(evseIds);
    expect(await found(`${query}&lat=50&lon=8&radius=100000`)).toEqual(evseIds);
  });

  it.each([
    ['plug=chademo', ['DE*ABC*E2']],
    ['plug=CHADEMO&minPower=50', ['DE*ABC*E2']],
    ['plug=MCS%20Inlet', ['DE*ABC*E8']],
    ['plug=mcs_inlet', ['DE*ABC*E8']],
    ['plug=ChAdeMo,MCS-INLET', ['DE*ABC*E2', 'DE*ABC*E8']],
    ['status=occupied', ['DE*ABC*E2']],
    ['status=CLEANING', ['DE*ABC*E8']],
    ['status=out_of_service', []],
    ['authenticationMode=direct_payment', ['DE*ABC*E3']],
    ['authenticationMode=AUTOCHARGE', ['DE*ABC*E8']],
    ['operatorId=de-xyz', ['DE*XYZ*E4']],
    ['operatorId=%2B49-810', ['+49*810*000*438']],
    ['operatorId=49%20810', ['+49*810*000*438']],
    ['operatorId=CH*SWISSCHARGE', ['CH*SWISSCHARGE*1']],
    ['operatorId=ch-swisscharge', ['CH*SWISSCHARGE*1']],
    ['operatorId=FR-NOT', []],
  ])('finds values in any spelling, also those that OICP does not list: %s', async (query, evseIds) => {
    expect(await found(query)).toEqual(evseIds);
  });

  it.each([
    [
      'plug=Type%204%20Outlet',
      'The query parameter plug is not valid: "Type 4 Outlet" is not a plug type of OICP; did you mean "Type 2 Outlet" or "Type 3 Outlet"?',
    ],
    [
      'plug=CHAdeMO,Schuko-',
      'The query parameter plug is not valid: "Schuko-" is not a plug type of OICP; did you mean "Type F Schuko"',
    ],
    [
      'status=Free',
      'The query parameter status is not valid: "Free" is not a status of OICP; it must be Available, Reserved, Occupied',
    ],
    [
      'authenticationMode=app',
      'The query parameter authenticationMode is not valid: "app" is not an authentication mode of OICP; it must be',
    ],
    [
      'operatorId=abc',
      'The query parameter operatorId is not valid: "abc" is not an OperatorID such as DE*ABC or +49*536',
    ],
    ['operatorId=%2B49810', 'whose separator is part of it'],
    ['operatorId=abc', 'it must be '],
    ['operatorId=abc', 'DE*XYZ'],
  ])('suggests what may be meant by an invalid value: %s', async (query, detail) => {
    expect(await ask(`evses?${query}`)).toMatchObject({
      status: 422,
      body: { code: 'FILTER_INVALID', detail: expect.stringContaining(detail) },
    });
  });

  (hasTestData ? it : it.skip)(`reads the filters of the field${needsTestData}`, async () => {
    const { input } = testData('field', '13-filter-that-nothing-matches.json') as { input: string[] };
    expect(input.length).toBeGreaterThan(0);
    for (const asked of input) {
      const { status, body } = await ask(asked.replace('GET /v1/', '').replaceAll(' ', '%20'));
      expect({ asked, status }).toEqual({ asked, status: asked.includes('=Free') ? 422 : 200 });
      if (status === 200) expect({ asked, found: body.items.length }).not.toEqual({ asked, found: 0 });
    }
  });

  it.each([
    ['de%20abc%20e2', 'DE*ABC*E2'],
    ['DE-ABC-E2', 'DE*ABC*E2'],
    ['DE%20*%20ABC%20*%20E%202', 'DE*ABC*E2'],
    ['49%20810%20000%20438', '+49*810*000*438'],
    ['%2B49-810-000-438', '+49*810*000*438'],
    ['CH*SWISSCHARGE*1', 'CH*SWISSCHARGE*1'],
  ])('shows the charging point whose EvseID is on a sticker: %s', async (path, evseId) => {
    expect(await ask(`evses/${path}`)).toMatchObject({ status: 200, body: { evseId } });
    expect(await ask(`evses/${path}/prices`)).toMatchObject({ status: 200, body: { evseId } });
  });

  it.each(['', 'lat=50&lon=8&radius=100000&'])('pages through %p, each EVSE once', async (query) => {
    const all = await found(query);
    const paged: string[] = [];
    let cursor = '';
    do {
      const { body } = await ask(`evses?${query}limit=2${cursor}`);
      paged.push(...body.items.map(({ evseId }) => evseId));
      cursor = body.next === undefined ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(4);
  });

  it('shows a charging point by any spelling of its EvseID, with everything known about it', async () => {
    const { status, body } = await ask('evses/deabce2');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      evseId: 'DE*ABC*E2',
      operatorId: 'DE*ABC',
      operatorName: 'ABC Energy',
      position: { latitude: expect.closeTo(50.0045, 3), longitude: 8 },
      status: 'Occupied',
      statusObservedAt: '2026-01-01T00:00:00.000Z',
      record: { EvseID: 'DE*ABC*E2', ChargingFacilities: [{ Power: 50 }] },
    });
    expect((await ask('evses/DE*ABC*E9')).body).toEqual({
      evseId: 'DE*ABC*E9',
      status: 'Available',
      statusObservedAt: '2026-01-01T00:00:00.000Z',
      findings: [
        {
          about: 'status',
          code: 'record-missing',
          message: 'HBS sent a status of this EVSE but no record, so no search finds it.',
        },
      ],
    });
  });

  async function file(path: string): Promise<{
    readonly headers: Readonly<Record<string, unknown>>;
    readonly text: string;
  }> {
    const { headers, body } = await request(`${gateway.apiUrl}/v1/${path}`, {
      reset: true,
      headers: { authorization: `Bearer ${API_KEY}` },
    });
    // `text()` would drop the byte order mark.
    return { headers, text: Buffer.from(await body.arrayBuffer()).toString() };
  }

  it('lists findings about records, and shows them with the record as it was received', async () => {
    const finding = { evseId: 'DE*ABC*E6', operatorId: 'DE*ABC', about: 'record', code: 'unreadable' };
    const { status, body } = await ask('evse-findings?code=unreadable&operatorId=deabc');
    expect({ status, items: body.items }).toMatchObject({ status: 200, items: [finding] });
    const shown = await ask('evses/DE*ABC*E6');
    expect(shown.body).toMatchObject({ findings: [{ code: 'unreadable' }] });
    const { headers, text } = await file('evses/DE*ABC*E6/raw');
    expect(text).toBe(JSON.stringify(NETWORK[5]));
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  });

  it('exports all findings as CSV without formulas', async () => {
    await source.query(
      `insert into evse.evse_finding (key, about, code, pointer, message, since)
       select 'DEABCE5', 'record', 'too-long', '/' || lpad(number::text, 4, '0'), $1, '2026-01-01T00:00:00Z'
       from generate_series(1, 1200) number`,
      ['=cmd|"/C calc"!A1, and more'],
    );
    const { headers, text } = await file('evse-findings?format=csv&code=too-long&limit=1');
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="evse-findings.csv"',
    });
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(1_202);
    expect(lines.slice(0, 2)).toEqual([
      '\uFEFF"evseId","operatorId","operatorName","about","code","pointer","message","since"',
      `"DE*ABC*E5","DE*ABC","ABC Energy","record","too-long","/0001","'=cmd|""/C calc""!A1, and more","2026-01-01T00:00:00.000Z"`,
    ]);
    expect((await file('evse-findings?format=csv&code=too-deep')).text).toBe(`${lines[0]}\r\n`);
  });

  it.each([
    ['evses/DE*ABC*E404', 404, 'EVSE_UNKNOWN'],
    ['evses/nonsense', 422, 'EVSE_ID_INVALID'],
    ['evses/%2B49810000438', 422, 'EVSE_ID_INVALID'],
    ['evses/nonsense/prices', 422, 'EVSE_ID_INVALID'],
    ['evses/DE*ABC*E2?fresh=maybe', 422, 'PARAMETER_INVALID'],
    ['sync/runs?kind=EVSE_DATA&limit=1', 200, undefined],
    ['evses?lat=91&lon=8', 422, 'PARAMETER_INVALID'],
    ['evses?lat=x&lon=8', 422, 'PARAMETER_INVALID'],
    ['evses?lat=50', 422, 'POINT_INCOMPLETE'],
    ['evses?radius=10', 422, 'POINT_INCOMPLETE'],
    ['evses?lat=50&lon=8&radius=-1', 422, 'PARAMETER_INVALID'],
    ['evses?minPower=much', 422, 'PARAMETER_INVALID'],
    ['evses?near=me', 422, 'PARAMETER_INVALID'],
    ['evses?cursor=nonsense', 422, 'CURSOR_INVALID'],
    ['evses?lat=50&lon=8&cursor=WyJ4IiwieSJd', 422, 'CURSOR_INVALID'],
    ['evse-findings?code=wrong', 422, 'PARAMETER_INVALID'],
    ['evse-findings?from=yesterday', 422, 'PARAMETER_INVALID'],
    ['evse-findings?format=xlsx', 422, 'PARAMETER_INVALID'],
    ['evse-findings?format=csv&operatorId=', 422, 'PARAMETER_INVALID'],
    ['evse-findings?cursor=nonsense', 422, 'CURSOR_INVALID'],
    ['evses/DE*ABC*E9/raw', 404, 'EVSE_UNKNOWN'],
    ['sync/runs/x', 404, 'RUN_UNKNOWN'],
    ['sync/runs/4f9c1a0e-8f0b-4c5a-9a63-2f2d0f4f3a11', 404, 'RUN_UNKNOWN'],
    ['sync/runs?kind=cdr', 422, 'PARAMETER_INVALID'],
  ])('answers %s with %d %s', async (path, status, code) => {
    expect(await ask(path)).toMatchObject({ status, body: code === undefined ? {} : { code } });
  });

  it('shows prices, and orders a pull of them', async () => {
    const defaultPrice = { price: '0.69', currency: 'EUR', per: 'KILOWATT_HOUR' };
    const tariff = {
      productId: 'AC',
      price: '0.49',
      currency: 'EUR',
      per: 'MINUTE',
      always: true,
      complete: true,
      findings: [],
    };
    await source.query(
      `insert into evse.operator_pricing values ('DEABC', 'DE*ABC', $1, $2, 'digest', 0, '2026-01-01T00:00:00Z')`,
      [JSON.stringify([tariff]), defaultPrice],
    );
    await source.query(`insert into evse.evse_pricing values ('DEABCE2', 'DEABC', '["AC","DC"]')`);
    expect(await ask('evses/deabce2/prices')).toEqual({
      status: 200,
      body: {
        evseId: 'DE*ABC*E2',
        operatorId: 'DE*ABC',
        complete: false,
        tariffs: [tariff],
        unknownTariffs: ['DC'],
        unreadTariffs: [],
        findings: [expect.objectContaining({ code: 'unknown-tariff' })],
        pulledAt: '2026-01-01T00:00:00.000Z',
      },
    });
    expect(await ask('evses/DE*XYZ*E4/prices')).toEqual({
      status: 200,
      body: {
        evseId: 'DE*XYZ*E4',
        operatorId: 'DE*XYZ',
        complete: false,
        tariffs: [],
        unknownTariffs: [],
        unreadTariffs: [],
        findings: [expect.objectContaining({ code: 'no-price-known' })],
      },
    });
    expect(await ask('evses/DE*ABC*E404/prices')).toMatchObject({
      status: 404,
      body: { code: 'EVSE_UNKNOWN' },
    });
    expect(await ask('sync/pricing')).toMatchObject({ status: 200, body: { state: 'never', operators: 0 } });
    // The worker may be faster than the answer.
    const started = await ask('sync/pricing', 'POST');
    expect(started).toMatchObject({
      status: 202,
      body: { id: expect.any(String), state: expect.stringMatching(/^(?:queued|running)$/) },
    });
    const { id } = started.body as unknown as { id: string };
    const cancelled = await ask(`sync/pricing/runs/${id}/cancel`, 'POST');
    expect(cancelled).toMatchObject({ status: 200, body: { kind: 'pricing', state: 'cancelled' } });
    expect(await ask(`sync/pricing/runs/${id}`)).toEqual(cancelled);
    expect((await ask('sync/pricing/runs?limit=1')).body.items).toEqual([cancelled.body]);
    expect(await ask('sync/pricing')).toMatchObject({ body: { id, state: 'cancelled' } });
  });

  it('starts, shows and cancels runs', async () => {
    const started = await ask('sync/evse-data', 'POST', { mode: 'full' });
    expect(started).toMatchObject({
      status: 202,
      body: { kind: 'evse-data', mode: 'full', requestedBy: 'api' },
    });
    const { id } = started.body as unknown as { id: string };
    // The harness that filled the replica still holds the lease: the pull waits.
    expect(await ask(`sync/runs/${id}`)).toMatchObject({ status: 200, body: { state: 'queued' } });
    const cancelled = await ask(`sync/runs/${id}/cancel`, 'POST');
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect((await ask('sync/runs?limit=1')).body.items[0]).toMatchObject({ id });
    expect(await ask('sync/evse-data', 'POST', { mode: 'half' })).toMatchObject({ status: 422 });
    expect(await ask('sync/evse-status', 'POST')).toMatchObject({ status: 202 });
    expect(await ask('sync/quarantine')).toMatchObject({ status: 200, body: { items: [] } });
  });
});
