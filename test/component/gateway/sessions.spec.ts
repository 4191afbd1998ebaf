import { createHash } from 'node:crypto';
import type { INestMicroservice } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { remoteSessionDatabase } from '../../../apps/remote-session/src/database.js';
import { acknowledgement } from '#oicp';
import { API_KEY, EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import type { EdgeCaller } from '../../support/edge-caller.js';
import { aNotification } from '../../support/remote-session/notifications.js';
import { startRemoteSession } from '../../support/remote-session/session-suite.js';

const PATH = '/api/oicp/notificationmgmt/v11/charging-notifications';
const READ_KEY = 'a-key-that-may-read';
const EVCO_ID = 'DE-EMP-C12345678-X';

interface ApiAnswer {
  readonly status: number;
  readonly body: Record<string, unknown> & { items?: Record<string, unknown>[]; next?: string };
}

describe('sessions at the edge and in the API, over real TLS, RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  let hbs: EdgeCaller;
  let remoteSession: INestMicroservice;
  const servers = (): { RABBITMQ_URL: string; DATABASE_URL: string } => ({
    RABBITMQ_URL: suite.host.settings.RABBITMQ_URL,
    DATABASE_URL: suite.database.settings.DATABASE_URL,
  });
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    await suite.database.connect(remoteSessionDatabase);
    await suite.startAuthorization();
    remoteSession = (await startRemoteSession(servers())).application;
    const readKey = createHash('sha256').update(READ_KEY).digest('hex');
    const keys = [
      { name: 'all', key: API_KEY, scopes: ['*'] },
      { name: 'reader', sha256: readKey, scopes: ['sessions:read'] },
    ];
    gateway = await suite.startGateway({
      API_KEYS_FILE: suite.certificates.file('session-keys.json', JSON.stringify(keys)),
    });
    hbs = await suite.hbs(gateway);
    await ask('PUT', `/v1/contracts/${EVCO_ID}`, { body: { status: 'active' } });
  });
  afterAll(async () => {
    suite.host.network.open();
    await remoteSession.close();
    await suite.stop();
  });

  async function ask(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    {
      body,
      key = API_KEY,
      headers = {},
    }: { body?: object; key?: string; headers?: Record<string, string> } = {},
  ): Promise<ApiAnswer> {
    const answer = await request(`${gateway.apiUrl}${path}`, {
      method,
      reset: true,
      headers: {
        authorization: `Bearer ${key}`,
        ...headers,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: (await answer.body.json()) as ApiAnswer['body'] };
  }

  /** Sends a notification, and checks the envelope of the answer. */
  async function notify(
    body: string | object,
    headers: Record<string, string> = {},
  ): Promise<ReturnType<typeof acknowledgement.read>['value']> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await hbs.send({ path: PATH, body: text, headers });
    expect(answer.status).toBe(200);
    const { value, violations } = acknowledgement.read(answer.text);
    expect(violations).toEqual([]);
    expect(answer.text).not.toMatch(/rabbit|postgres|amqp|sql|node_modules|\.ts|\.js/i);
    return value;
  }

  it('accept a notification, and show its content and Process-ID', async () => {
    const sessionId = crypto.randomUUID();
    const taken = await notify(aNotification('Start', sessionId), { 'Process-ID': 'process-of-hbs' });
    expect(taken).toMatchObject({ Result: true, StatusCode: { Code: '000' }, SessionID: sessionId });
    const found = await eventually(async () => {
      const { body } = await ask('GET', `/v1/sessions?sessionId=${sessionId}`);
      expect(body.items).toHaveLength(1);
      return body.items?.[0] ?? {};
    });
    expect(found).toMatchObject({
      sessionId,
      state: 'active',
      startedBy: 'other',
      evseId: 'DE*ABC*E12345*1',
    });
    const { body } = await ask('GET', `/v1/sessions/${String(found['id'])}`, { key: READ_KEY });
    expect(body).toMatchObject({
      sessionId,
      timeline: [{ who: 'CPO', what: 'charging-started', processId: 'process-of-hbs' }],
    });
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['no SessionID', aNotification('Start', '')],
    ['a SessionID that is no GUID', aNotification('Start', 'my-session')],
    ['a SessionID of ten thousand characters', aNotification('End', 'x'.repeat(10_000))],
    ['a list', []],
  ])('refuse with 022 a notification that is or has %s', async (_, body) => {
    expect(await notify(body)).toMatchObject({ Result: false, StatusCode: { Code: '022' } });
  });

  it.each<[string, (sessionId: string) => string]>([
    ['without hyphens', (sessionId) => sessionId.replaceAll('-', '')],
    ['in capitals and braces', (sessionId) => `{${sessionId.toUpperCase()}}`],
    ['with blanks around it', (sessionId) => ` ${sessionId} `],
  ])('assign a notification with its SessionID %s to the same session', async (_, written) => {
    const sessionId = crypto.randomUUID();
    expect(await notify(aNotification('Start', written(sessionId)))).toMatchObject({ Result: true });
    expect(await notify(aNotification('End', sessionId))).toMatchObject({ Result: true });
    await eventually(async () => {
      const { body } = await ask('GET', `/v1/sessions?sessionId=${sessionId}`);
      expect(body.items).toEqual([expect.objectContaining({ state: 'ended' })]);
      const id = String(body.items?.[0]?.['id']);
      const { body: session } = await ask('GET', `/v1/sessions/${id}`);
      expect(session['timeline']).toHaveLength(2);
    });
  });

  it.each([
    ['of an unknown type', { Type: 'Foo' }],
    ['of no type', { Type: null }],
    ['of 1970', { ChargingStart: '1970-01-01T00:00:00Z' }],
    ['without anything else', { EvseID: null, ChargingStart: null, OperatorID: null }],
    ['with numbers as texts', { MeterValueStart: '12.5' }],
  ])('accept a notification %s', async (_, exchanged) => {
    const sessionId = crypto.randomUUID();
    expect(await notify(aNotification('Start', sessionId, exchanged))).toMatchObject({ Result: true });
    await eventually(async () => {
      const { body } = await ask('GET', `/v1/sessions?sessionId=${sessionId}`);
      expect(body.items).toHaveLength(1);
    });
  });

  it('show notifications that were accepted while remote-session was unavailable', async () => {
    await remoteSession.close();
    const sessionId = crypto.randomUUID();
    expect(await notify(aNotification('End', sessionId))).toMatchObject({ Result: true });
    expect((await ask('GET', '/v1/sessions')).status).toBe(503);
    remoteSession = (await startRemoteSession(servers())).application;
    await eventually(async () => {
      const { body } = await ask('GET', `/v1/sessions?sessionId=${sessionId}`);
      expect(body.items).toMatchObject([{ state: 'ended', energyKwh: '7.2' }]);
    });
  });

  it('answer a start with 202 before its outcome is known, and start once for one Idempotency-Key', async () => {
    const body = { evseId: 'DE*ABC*E1', evcoId: EVCO_ID };
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await ask('POST', '/v1/sessions', { body, headers });
    expect(first).toMatchObject({ status: 202, body: { state: 'requested', startedBy: 'app', ...body } });
    const again = await ask('POST', '/v1/sessions', { body, headers });
    expect(again).toMatchObject({ status: 202, body: { id: first.body['id'] } });
    const other = await ask('POST', '/v1/sessions', { body: { ...body, evseId: 'DE*ABC*E2' }, headers });
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
  });

  it.each<[string, Parameters<typeof ask>, number, string]>([
    [
      'a start without a charging point',
      ['POST', '/v1/sessions', { body: { evcoId: EVCO_ID } }],
      422,
      'BODY_INVALID',
    ],
    [
      'a start of an unknown contract',
      ['POST', '/v1/sessions', { body: { evseId: 'DE*ABC*E1', evcoId: 'DE-EMP-C99999999-X' } }],
      422,
      'CONTRACT_NOT_FOUND',
    ],
    [
      'a start at a place that is none',
      ['POST', '/v1/sessions', { body: { evseId: '?', evcoId: EVCO_ID } }],
      422,
      'START_INVALID',
    ],
    [
      'a key that is none',
      [
        'POST',
        '/v1/sessions',
        { body: { evseId: 'DE*ABC*E1', evcoId: EVCO_ID }, headers: { 'idempotency-key': 'a b' } },
      ],
      422,
      'IDEMPOTENCY_KEY_INVALID',
    ],
    [
      'a start by who may only read',
      ['POST', '/v1/sessions', { body: { evseId: 'DE*ABC*E1', evcoId: EVCO_ID }, key: READ_KEY }],
      403,
      'SCOPE_MISSING',
    ],
    ['a session that is not there', ['GET', `/v1/sessions/${crypto.randomUUID()}`], 404, 'SESSION_UNKNOWN'],
    ['an id that is none', ['GET', '/v1/sessions/7'], 404, 'SESSION_UNKNOWN'],
    [
      'a stop of what is not there',
      ['POST', `/v1/sessions/${crypto.randomUUID()}/stop`],
      404,
      'SESSION_UNKNOWN',
    ],
    ['a cursor that is none', ['GET', '/v1/sessions?cursor=x'], 422, 'CURSOR_INVALID'],
    ['a state that is none', ['GET', '/v1/sessions?state=open'], 422, 'PARAMETER_INVALID'],
    ['an EvseID that is none', ['GET', '/v1/sessions?evseId=Station'], 422, 'FILTER_INVALID'],
    ['an EvcoID that is none', ['GET', '/v1/sessions?evcoId=nobody'], 422, 'FILTER_INVALID'],
    ['a SessionID that is none', ['GET', '/v1/sessions?sessionId=4711'], 422, 'FILTER_INVALID'],
    ['an EvseID of reservations that is none', ['GET', '/v1/reservations?evseId=+49'], 422, 'FILTER_INVALID'],
    ['a time without offset', ['GET', '/v1/sessions?from=2026-01-01T00:00:00'], 422, 'PARAMETER_INVALID'],
  ])('answer %s with its problem', async (_, parameters, status, code) => {
    const answer = await ask(...parameters);
    expect(answer).toMatchObject({ status, body: { status, code } });
  });

  it('refuse to stop what has ended, with 409', async () => {
    const sessionId = crypto.randomUUID();
    await notify(aNotification('End', sessionId));
    const id = await eventually(async () => {
      const { body } = await ask('GET', `/v1/sessions?sessionId=${sessionId}`);
      expect(body.items).toHaveLength(1);
      return String(body.items?.[0]?.['id']);
    });
    const answer = await ask('POST', `/v1/sessions/${id}/stop`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'SESSION_OVER' } });
  });

  it('are listed page by page, each once, by every filter', async () => {
    const evseId = 'DE*ABC*EPAGES';
    const ids = Array.from({ length: 5 }, () => crypto.randomUUID());
    for (const id of ids) await notify(aNotification('Start', id, { EvseID: evseId }));
    const list = (more: string): Promise<ApiAnswer> =>
      ask('GET', `/v1/sessions?evseId=deabcepages&state=active&limit=2${more}`);
    await eventually(async () => {
      const { body } = await ask('GET', `/v1/sessions?evseId=${encodeURIComponent(evseId)}`);
      expect(body.items).toHaveLength(5);
    });
    const seen: unknown[] = [];
    for (let more = ''; ;) {
      const { body } = await list(more);
      seen.push(...(body.items ?? []).map(({ sessionId }) => sessionId));
      if (body.next === undefined) break;
      more = `&cursor=${body.next}`;
    }
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen).toHaveLength(5);
    const [first = ''] = ids;
    for (const query of [
      `evseId=de-abc-epages&sessionId=${first}`,
      `evseId=DE%20ABC%20E%20PAGES&sessionId=${first.replaceAll('-', '')}`,
      `state=ACTIVE&sessionId=${first.toUpperCase()}`,
    ])
      expect((await ask('GET', `/v1/sessions?${query}`)).body.items).toEqual([
        expect.objectContaining({ sessionId: first }),
      ]);
    expect((await list('&from=2100-01-01T00:00:00Z')).body.items).toEqual([]);
    expect((await list('&to=2100-01-01T00:00:00Z')).body.items).toHaveLength(2);
  });

  it('have reservations next to them, which are answered with 202 and follow what HBS answers', async () => {
    const reservation = { evseId: 'DE*ABC*ERESERVED', evcoId: EVCO_ID, minutes: 30 };
    const { status, body } = await ask('POST', '/v1/reservations', { body: reservation });
    expect(status).toBe(202);
    expect(body).toMatchObject({ state: 'requested', evseId: reservation.evseId, evcoId: EVCO_ID });
    const path = `/v1/reservations/${String(body['id'])}`;
    // HBS is unavailable in this suite: nothing was sent, and so nothing is reserved.
    const failed = await eventually(async () => {
      const answer = await ask('GET', path, { key: READ_KEY });
      expect(answer.body).toMatchObject({ state: 'failed', reason: expect.any(String) });
      return answer.body;
    });
    const listed = await ask('GET', '/v1/reservations?state=failed&evseId=deabcereserved');
    expect(listed.body.items).toEqual([failed]);
    const spelled = `state=Failed&evseId=DE%20ABC%20ERESERVED&evcoId=${EVCO_ID.slice(0, -2)}`;
    expect((await ask('GET', `/v1/reservations?${spelled}`)).body.items).toEqual([failed]);
    const nearest = await ask('GET', '/v1/reservations?state=relesed');
    expect(JSON.stringify(nearest.body)).toContain('is not a state of reservations; it must be requested');
    expect(await ask('POST', `${path}/release`)).toMatchObject({
      status: 409,
      body: { code: 'RESERVATION_OVER' },
    });
  });

  it('accept a command without a body from a client that always sends a Content-Type', async () => {
    const { statusCode, body } = await request(
      `${gateway.apiUrl}/v1/reservations/${crypto.randomUUID()}/release`,
      {
        method: 'POST',
        reset: true,
        headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
      },
    );
    expect(await body.json()).toMatchObject({ code: 'RESERVATION_UNKNOWN' });
    expect(statusCode).toBe(404);
  });

  it.each([
    ['without a charging point', { evcoId: EVCO_ID }, '/evseId'],
    ['for no time', { evseId: 'DE*ABC*E1', evcoId: EVCO_ID, minutes: 0 }, '/minutes'],
    ['for longer than HBS allows', { evseId: 'DE*ABC*E1', evcoId: EVCO_ID, minutes: 100 }, '/minutes'],
    ['for half a minute', { evseId: 'DE*ABC*E1', evcoId: EVCO_ID, minutes: 0.5 }, '/minutes'],
    ['for a time in words', { evseId: 'DE*ABC*E1', evcoId: EVCO_ID, minutes: 'ten' }, '/minutes'],
    ['with a member that is none', { evseId: 'DE*ABC*E1', evcoId: EVCO_ID, until: 'noon' }, '/until'],
  ])('refuse a reservation %s by the name of the member', async (_, body, pointer) => {
    expect(await ask('POST', '/v1/reservations', { body })).toMatchObject({
      status: 422,
      body: { code: 'BODY_INVALID', errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
    });
  });

  it('refuse a reservation by a key that may only read, and answer an unknown one with 404', async () => {
    const body = { evseId: 'DE*ABC*E1', evcoId: EVCO_ID };
    expect((await ask('POST', '/v1/reservations', { body, key: READ_KEY })).status).toBe(403);
    for (const id of [crypto.randomUUID(), 'x'])
      expect(await ask('GET', `/v1/reservations/${id}`)).toMatchObject({
        status: 404,
        body: { code: 'RESERVATION_UNKNOWN' },
      });
  });

  it('refuse a start with 503 while authorization is unavailable', async () => {
    await suite.stopAuthorization();
    const answer = await ask('POST', '/v1/sessions', { body: { evseId: 'DE*ABC*E1', evcoId: EVCO_ID } });
    expect(answer).toMatchObject({ status: 503, body: { code: 'AUTHORIZATION_AWAY' } });
  });

  it('answer a notification with 021 while the broker is unavailable, and accept the next', async () => {
    suite.host.network.close();
    const away = await notify(aNotification('Start', crypto.randomUUID()));
    expect(away).toMatchObject({ Result: false, StatusCode: { Code: '021' } });
    expect(gateway.platform.recorded.alarms()).toContain('NOTIFICATION_NOT_TAKEN');
    suite.host.network.open();
    await eventually(async () =>
      expect(await notify(aNotification('Start', crypto.randomUUID()))).toMatchObject({ Result: true }),
    );
  });
});
