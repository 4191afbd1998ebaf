import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import type { ExchangeView } from '../../../apps/gateway/src/api/exchanges/exchange-view.js';
import { RpcClient } from '#messaging';
import type { SuiteMessages } from '#suite';
import { API_KEY, EdgeSuite, journaled, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import { anAuthorizeStart, type EdgeCaller } from '../../support/edge-caller.js';
import { answering, FakeHbsServer } from '../../support/fake-hbs-server.js';

interface Answer {
  readonly status: number;
  readonly body: { items: ExchangeView[]; next?: string; code?: string };
}

const SESSION = 'b2688855-7f00-0002-6d8e-48d883f6abb6';

describe('the journal of exchanges with HBS, over real TLS, RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let hbsServer: FakeHbsServer;
  let gateway: RunningGateway;
  let hbs: EdgeCaller;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    hbsServer = await FakeHbsServer.start({
      certificates: suite.certificates,
      behaviour: answering(200, { Result: true, StatusCode: { Code: '000' }, SessionID: SESSION }),
    });
    gateway = await suite.startGateway({ HBS_BASE_URL: hbsServer.baseUrl });
    hbs = await suite.hbs(gateway);
  });
  beforeEach(() => suite.database.network.open());
  afterAll(async () => {
    suite.database.network.open();
    await suite.stop();
    await hbsServer.stop();
  });

  async function find(query: Record<string, string> = {}, key = API_KEY): Promise<Answer> {
    const answer = await request(`${gateway.apiUrl}/v1/exchanges?${new URLSearchParams(query).toString()}`, {
      headers: { authorization: `Bearer ${key}` },
      reset: true,
    });
    return { status: answer.statusCode, body: (await answer.body.json()) as Answer['body'] };
  }
  const found = async (query: Record<string, string>, count: number): Promise<ExchangeView[]> =>
    eventually(async () => {
      const { status, body } = await find(query);
      expect([status, body.items.length]).toEqual([200, count]);
      return body.items;
    });
  /** The answer is 320, since authorization does not run here. */
  const swipe = async (uid: string, exchanged: Record<string, unknown> = {}): Promise<void> => {
    const { status } = await hbs.send({ body: JSON.stringify(anAuthorizeStart(uid, exchanged)) });
    expect(status).toBe(200);
  };

  it('stores requests of HBS, and finds them by card, session, EVSE and code in any spelling', async () => {
    const session = 'F98EFBA4-02D8-4FA0-B810-000000000001';
    await swipe('04A1B2C3D4E5F6', { SessionID: session, EvseID: 'DE*ABC*E777' });
    const [exchange] = await found({ card: '04a1b2c3d4e5f6' }, 1);
    expect(exchange).toMatchObject({
      direction: 'inbound',
      operation: 'authorizeStart',
      partner: 'DE*ABC',
      peer: 'hbs.example',
      sessionId: session,
      evseId: 'DE*ABC*E777',
      identification: '04…F6',
      httpStatus: 200,
      code: '320',
      findings: [],
      durationMs: expect.any(Number),
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    for (const query of [
      { sessionId: session.toLowerCase() },
      { evseId: 'deabce777' },
      { sessionId: session.replaceAll('-', '') },
      { evseId: 'DE ABC E777' },
      { evseId: 'de-abc-e777', direction: 'Inbound' },
      { operation: 'authorize_start', card: '04:A1:B2:C3:D4:E5:F6' },
      { code: '320', operation: 'authorizeStart', card: '04A1B2C3D4E5F6' },
      { card: '04A1B2C3D4E5F6', from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00+01:00' },
    ])
      expect(await found(query, 1)).toEqual([exchange]);
    for (const query of [{ card: '04A1B2C3D4E5F7' }, { to: '2020-01-01T00:00:00Z' }, { code: '999' }])
      await found(query, 0);
  });

  it.each([
    ['a Process-ID of HBS', '6a6c0b21-0f4a-4f0e-9d57-3a51b5e9a001', true],
    ['a Process-ID of 101 characters', 'x'.repeat(101), false],
    ['two Process-IDs in one header', 'one, two', false],
  ])('stores %s only if it is usable', async (_, processId, isStored) => {
    const session = randomUUID();
    const body = JSON.stringify(anAuthorizeStart('0B0B0B0B', { SessionID: session }));
    await hbs.send({ body, headers: { 'Process-ID': processId } });
    const [exchange] = await found({ sessionId: session }, 1);
    expect(exchange?.processId).toBe(isStored ? processId : undefined);
    await found({ processId, direction: 'inbound' }, isStored ? 1 : 0);
  });

  it('stores our calls to HBS with the Process-ID, and finds them by contract', async () => {
    const rpc: RpcClient<SuiteMessages> = gateway.application.get(RpcClient);
    const body = JSON.stringify({
      ProviderID: 'DE-EMP',
      EvseID: 'DE*ABC*E12345*1',
      Identification: { RemoteIdentification: { EvcoID: 'DE-EMP-C12345678-X' } },
    });
    await rpc.call('hbs.authorize-remote-start', { providerId: 'DE-EMP', body });
    const [exchange] = await found({ card: 'DEEMPC12345678X' }, 1);
    expect(exchange).toMatchObject({
      direction: 'outbound',
      operation: 'authorizeRemoteStart',
      partner: 'DE-EMP',
      processId: 'test-process',
      code: '000',
      sessionId: SESSION,
      identification: 'DE…-X',
    });
    for (const card of ['DE-EMP-C12345678', 'de emp c12345678 x'])
      expect(await found({ card }, 1)).toEqual([exchange]);
    expect(await found({ processId: 'test-process', direction: 'outbound' }, 1)).toEqual([exchange]);
  });

  it('contains no card and no contract in full', async () => {
    const source = suite.database;
    const rows = await (
      await source.connect({ schema: 'gateway', entities: [], migrations: [] })
    ).query<object[]>('select exchange::text as row from gateway.exchange');
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(rows)).not.toMatch(/04A1B2C3D4E5F6|C12345678/);
  });

  it('stores texts that PostgreSQL cannot hold in a storable form, findings included', async () => {
    await swipe('0A0B0C0D', { SessionID: 'a\u0000b\ud800c', EvseID: 'x'.repeat(5_000) });
    const [exchange] = await found({ card: '0A0B0C0D' }, 1);
    await swipe('0A0B0C0E', { EvseID: 'Station 7' });
    await found({ card: '0A0B0C0E' }, 1);
    await found({ evseId: 'Station 7' }, 1);
    expect(exchange?.evseId).toHaveLength(500);
    expect(exchange?.findings.join()).toContain('/SessionID');
  });

  it('masks a card or a contract that a partner wrote in the place of a name or another identifier', async () => {
    const [card, contract] = ['04DEADBEEF1122', 'DE-EMP-C00C0FFEE-X'];
    const identification = { RFIDMifareFamilyIdentification: { UID: '0C0C0C0C' }, [card]: 1, NewMember: 1 };
    const body = anAuthorizeStart('0C0C0C0C', { SessionID: card, EvseID: contract });
    await hbs.send({
      body: JSON.stringify({ ...body, Identification: identification, [contract]: 1 }),
      headers: { 'Process-ID': card },
    });
    await hbs.send({ path: `/api/oicp/foo/${card}/${contract}?uid=${card}` });
    const [exchange] = await found({ card: '0C0C0C0C' }, 1);
    expect(exchange).toMatchObject({ sessionId: '04…22', evseId: 'DE…-X', processId: '04…22' });
    expect(exchange?.findings).toEqual(
      expect.arrayContaining([
        'unknown-field /Identification/04…22',
        'unknown-field /Identification/NewMember',
        'unknown-field /DE…-X',
      ]),
    );
    const [unknown] = await found({ operation: 'unknown path' }, 1);
    expect(unknown?.reason).toBe('POST /api/oicp/foo/04…22/DE…-X');
    const lines = JSON.stringify(gateway.platform.recorded.lines);
    expect(lines).toContain('unknown-field /Identification/04…22');
    expect(lines).not.toMatch(/04DEADBEEF1122|C00C0FFEE/);
  });

  it('masks in the log identifiers without a valid form, and stores them in the journal', async () => {
    await swipe('0C0C0C0D', { SessionID: 'session-of-jane-doe', EvseID: 'Station of Jane' });
    const [exchange] = await found({ card: '0C0C0C0D' }, 1);
    expect(exchange).toMatchObject({ sessionId: 'session-of-jane-doe', evseId: 'Station of Jane' });
    expect(JSON.stringify(journaled(gateway))).not.toMatch(/jane-doe|of Jane/);
  });

  it('finds an operation by the name that Hubject gives it', async () => {
    expect(await found({ operation: 'eRoamingAuthorizeStart', card: '0C0C0C0D' }, 1)).toMatchObject([
      { operation: 'authorizeStart' },
    ]);
  });

  it('is read page by page, newest first, each exchange once', async () => {
    for (let swiped = 0; swiped < 7; swiped += 1) await swipe('0E0E0E0E');
    await found({ card: '0E0E0E0E' }, 7);
    const seen: ExchangeView[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await find({ card: '0E0E0E0E', limit: '3', ...(cursor !== undefined && { cursor }) });
      seen.push(...body.items);
      cursor = body.next;
      await swipe('0E0E0E0E');
    } while (cursor !== undefined);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(7);
    expect(seen.map(({ at }) => at)).toEqual(
      seen
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
  });

  it.each([
    [{ cursor: 'nonsense' }, 422, 'CURSOR_INVALID'],
    [{ cursor: Buffer.from('["now","me"]').toString('base64url') }, 422, 'CURSOR_INVALID'],
    [{ from: 'yesterday' }, 422, 'PARAMETER_INVALID'],
    [{ from: '2026-01-01T00:00:00' }, 422, 'PARAMETER_INVALID'],
    [{ limit: '0' }, 422, 'PARAMETER_INVALID'],
    [{ direction: 'sideways' }, 422, 'PARAMETER_INVALID'],
    [{ operation: 'authorizeStrat' }, 422, 'FILTER_INVALID'],
    [{ code: '1O2' }, 422, 'FILTER_INVALID'],
    [{ sessionId: '4711' }, 422, 'FILTER_INVALID'],
    [{ evseId: 'Station 8' }, 422, 'FILTER_INVALID'],
    [{ card: 'nobody' }, 422, 'FILTER_INVALID'],
    [{ uid: '04A1B2C3D4E5F6' }, 422, 'PARAMETER_INVALID'],
  ])('refuses %j with %d %s', async (query, status, code) => {
    expect(await find(query as Record<string, string>)).toMatchObject({ status, body: { code } });
  });

  it('is for keys with its scope', async () => {
    expect((await find({}, 'nobody')).status).toBe(401);
  });

  it('neither delays nor fails an exchange while the database is unavailable, and has all of them afterwards', async () => {
    suite.database.network.close();
    for (let swiped = 0; swiped < 20; swiped += 1) await swipe('0F0F0F0F');
    expect(await find()).toMatchObject({ status: 503, body: { code: 'JOURNAL_AWAY' } });
    suite.database.network.open();
    await found({ card: '0F0F0F0F' }, 20);
  });

  it('neither delays nor fails an exchange while the database does not answer', async () => {
    suite.database.network.setSilent(true);
    for (let swiped = 0; swiped < 20; swiped += 1) await swipe('0D0D0D0D');
    suite.database.network.open();
    expect(await found({ card: '0D0D0D0D' }, 20)).toHaveLength(20);
  });
});

describe('a gateway whose database is unavailable from the start', () => {
  let suite: EdgeSuite;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    suite.database.network.close();
  });
  afterAll(async () => {
    suite.database.network.open();
    await suite.stop();
  });

  it('answers HBS, is ready, raises alarms, and writes its journal once the database is available', async () => {
    const gateway = await suite.startGateway();
    const hbs = await suite.hbs(gateway);
    const { status } = await hbs.send({ body: JSON.stringify(anAuthorizeStart('04A1B2C3D4E5F6')) });
    expect(status).toBe(200);
    await eventually(() => expect(gateway.platform.recorded.alarms()).toContain('DATABASE_AWAY'));
    expect(await gateway.platform.readiness.report()).toEqual({ ready: true, waiting: [] });
    suite.database.network.open();
    const source = await suite.database.connect({ schema: 'gateway', entities: [], migrations: [] });
    await eventually(async () => {
      expect(await source.query('select operation from gateway.exchange')).toEqual([
        { operation: 'authorizeStart' },
      ]);
    }, 30_000);
  });
});
