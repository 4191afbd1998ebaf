import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { ApiKeyRing } from '../../../apps/gateway/src/api/api-key-ring.js';
import { API_KEY, EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';

const READ_KEY = 'a-key-that-may-read';
const keysOf = (key: string): string => JSON.stringify([{ name: 'one', key, scopes: ['*'] }]);

interface ApiAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Record<string, unknown>;
}

describe('the API, over a real RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    await suite.startAuthorization();
    const readKey = createHash('sha256').update(READ_KEY).digest('hex');
    const keys = [
      { name: 'all', key: API_KEY, scopes: ['*'] },
      { name: 'reader', sha256: readKey, scopes: ['authorization:read'] },
    ];
    gateway = await suite.startGateway({
      API_KEYS_FILE: suite.certificates.file('keys.json', JSON.stringify(keys)),
    });
  });
  afterAll(() => suite.stop());

  type Method = 'GET' | 'PUT' | 'DELETE' | 'POST';
  async function ask(
    method: Method,
    path: string,
    body?: unknown,
    key: string | undefined = API_KEY,
  ): Promise<ApiAnswer> {
    const answer = await request(`${gateway.apiUrl}${path}`, {
      method,
      reset: true,
      headers: {
        ...(key !== '' && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    return {
      status: answer.statusCode,
      type: String(answer.headers['content-type']),
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  }
  const problem = (status: number, code: string): object => ({
    status,
    type: expect.stringContaining('application/problem+json'),
    body: expect.objectContaining({
      status,
      code,
      type: `/docs/problems#${code.toLowerCase().replaceAll('_', '-')}`,
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
      title: expect.any(String),
      detail: expect.any(String),
    }),
  });

  it('stores a contract and a card, shows them, and forgets the card', async () => {
    const evcoId = 'DE-EMP-C12345678-X';
    expect(await ask('PUT', `/v1/contracts/${evcoId}`, { status: 'active' })).toMatchObject({ status: 200 });
    expect((await ask('GET', '/v1/contracts/deempc12345678x')).body).toEqual({
      evcoId,
      status: 'active',
      hasPin: false,
    });
    const expiresAt = '2030-01-01T00:00:00+01:00';
    const stored = await ask('PUT', '/v1/tokens/04a1b2c3d4e5f6', { evcoId, expiresAt });
    const token = { uid: '04A1B2C3D4E5F6', evcoId, status: 'active', expiresAt: '2029-12-31T23:00:00.000Z' };
    expect(stored.body).toEqual(token);
    expect((await ask('GET', '/v1/tokens/04A1B2C3D4E5F6')).body).toEqual(token);
    expect((await ask('DELETE', '/v1/tokens/04A1B2C3D4E5F6')).status).toBe(204);
    expect(await ask('GET', '/v1/tokens/04A1B2C3D4E5F6')).toMatchObject(problem(404, 'TOKEN_UNKNOWN'));
    expect(await ask('DELETE', '/v1/tokens/04A1B2C3D4E5F6')).toMatchObject(problem(404, 'TOKEN_UNKNOWN'));
  });

  it('takes validity and a PIN of a contract, shows that there is one and never which', async () => {
    const path = '/v1/contracts/DE-EMP-CPIN00001-X';
    const validity = { validFrom: '2026-01-01T00:00:00+01:00', validUntil: '2030-01-01T00:00:00Z' };
    const stored = await ask('PUT', path, { status: 'active', ...validity, pin: '735-gate' });
    expect(stored.body).toEqual({
      evcoId: 'DE-EMP-CPIN00001-X',
      status: 'active',
      validFrom: '2025-12-31T23:00:00.000Z',
      validUntil: '2030-01-01T00:00:00.000Z',
      hasPin: true,
    });
    expect((await ask('GET', path)).body).toEqual(stored.body);
    expect((await ask('PUT', path, { status: 'blocked' })).body).toMatchObject({ hasPin: true });
    expect((await ask('PUT', path, { status: 'active', pin: null })).body).toMatchObject({ hasPin: false });
    expect(JSON.stringify(gateway.platform.recorded.lines)).not.toContain('735-gate');
  });

  it.each([
    ['empty', ''],
    ['of 21 characters', 'x'.repeat(21)],
    ['of 10,000 characters', '7'.repeat(10_000)],
    ['of 80 bytes', '🔋'.repeat(20)],
    ['with control characters', '12\u000034'],
    ['a number', 7351],
    ['an object', { a: 1 }],
  ])('refuses a PIN that is %s without repeating it', async (_, pin) => {
    const { status, body } = await ask('PUT', '/v1/contracts/DE-EMP-CPIN00001-X', { status: 'active', pin });
    expect(status).toBe(422);
    expect(JSON.stringify(body)).not.toMatch(/7351|x{21}|7{21}|🔋/u);
  });

  it('lists contracts and cards in pages, all or those of a contract', async () => {
    const evcoIds = Array.from({ length: 5 }, (_, index) => `DE-EMP-CLIST000${index}-X`);
    for (const [index, evcoId] of evcoIds.entries()) {
      await ask('PUT', `/v1/contracts/${evcoId}`, { status: 'active' });
      await ask('PUT', `/v1/tokens/0A0000${index}0`, { evcoId: evcoIds[0], group: 'fleet' });
    }
    await ask('PUT', '/v1/tokens/0A000099', { evcoId: evcoIds[1] });
    await ask('DELETE', '/v1/tokens/0A000000');
    async function all(path: string): Promise<Record<string, unknown>[]> {
      const items: Record<string, unknown>[] = [];
      for (let next: string | undefined = ''; next !== undefined;) {
        const cursor = next === '' ? '' : `&cursor=${next}`;
        const { status, body } = await ask('GET', `${path}limit=2${cursor}`);
        expect(status).toBe(200);
        const page = body['items'] as Record<string, unknown>[];
        expect(page.length).toBeLessThanOrEqual(2);
        items.push(...page);
        next = body['next'] as string | undefined;
      }
      return items;
    }
    const contracts = (await all('/v1/contracts?')).map(({ evcoId }) => evcoId);
    expect(contracts).toEqual([...new Set(contracts)]);
    expect(contracts).toEqual(expect.arrayContaining(evcoIds));
    const cards = await all(`/v1/tokens?evcoId=${evcoIds[0]?.toLowerCase()}&`);
    expect(cards.map(({ uid }) => uid)).toEqual(['0A000010', '0A000020', '0A000030', '0A000040']);
    expect(cards[0]).toEqual({ uid: '0A000010', evcoId: evcoIds[0], status: 'active', group: 'fleet' });
    expect((await all('/v1/tokens?')).map(({ uid }) => uid)).toContain('0A000099');
    expect(await all('/v1/tokens?evcoId=de%20emp%20clist0000&')).toEqual(cards);
    expect(await all('/v1/tokens?evcoId=DE-EMP-CLIST0009&')).toEqual([]);
    expect(await ask('GET', '/v1/tokens/0a:00:00:10')).toMatchObject({
      status: 200,
      body: { uid: '0A000010' },
    });
  });

  it('finds a contract without its check digit where one only fits, and stores it as OICP writes it', async () => {
    const stored = await ask('PUT', '/v1/contracts/DE%20EMP%20CFIT00001%20X', { status: 'Active' });
    expect(stored).toMatchObject({ status: 200, body: { evcoId: 'DEEMPCFIT00001X', status: 'active' } });
    const byDigit = (written: string): Promise<unknown> => ask('GET', `/v1/contracts/${written}`);
    for (const written of ['DE-EMP-CFIT00001', 'de%20emp%20cfit00001', 'DE-EMP-CFIT00001-X'])
      expect(await byDigit(written)).toMatchObject({ status: 200, body: stored.body });
    expect(await byDigit('DE-EMP-CFIT00001-Y')).toMatchObject({ status: 404 });
    await ask('PUT', '/v1/contracts/DE-EMP-CFIT00001-Y', { status: 'active' });
    expect(await byDigit('DE-EMP-CFIT00001')).toMatchObject({ status: 404 });
    expect(await byDigit('DE-EMP-CFIT00001-X')).toMatchObject({ status: 200, body: stored.body });
  });

  it.each<[string, Method, string, unknown, number, string]>([
    ['a cursor that is none', 'GET', '/v1/contracts?cursor=x', undefined, 422, 'CURSOR_INVALID'],
    [
      'a cursor of another list',
      'GET',
      `/v1/tokens?cursor=${Buffer.from('["a b"]').toString('base64url')}`,
      undefined,
      422,
      'CURSOR_INVALID',
    ],
    ['a page too large', 'GET', '/v1/tokens?limit=501', undefined, 422, 'PARAMETER_INVALID'],
    ['cards of no EvcoID', 'GET', '/v1/tokens?evcoId=nobody', undefined, 422, 'EVCO_ID_INVALID'],
    [
      'a validity that ends before it begins',
      'PUT',
      '/v1/contracts/DE-EMP-C12345678-X',
      { status: 'active', validFrom: '2027-01-01T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' },
      422,
      'VALIDITY_INVALID',
    ],
    [
      'a validity without offset',
      'PUT',
      '/v1/contracts/DE-EMP-C12345678-X',
      { status: 'active', validFrom: '2027-01-01T00:00:00' },
      422,
      'BODY_INVALID',
    ],
    [
      'a group that is too long',
      'PUT',
      '/v1/tokens/04A1B2C3',
      { evcoId: 'DE-EMP-C12345678-X', group: 'x'.repeat(65) },
      422,
      'BODY_INVALID',
    ],
    [
      'a contract that is not there',
      'GET',
      '/v1/contracts/DE-EMP-C99999999-X',
      undefined,
      404,
      'CONTRACT_UNKNOWN',
    ],
    ['an EvcoID that is none', 'GET', '/v1/contracts/nobody', undefined, 422, 'EVCO_ID_INVALID'],
    [
      'a contract of another provider',
      'PUT',
      '/v1/contracts/DE-ABC-C12345678-X',
      { status: 'active' },
      422,
      'PROVIDER_FOREIGN',
    ],
    ['a UID that is none', 'PUT', '/v1/tokens/card', { evcoId: 'DE-EMP-C12345678-X' }, 422, 'UID_INVALID'],
    [
      'a status that is none',
      'PUT',
      '/v1/contracts/DE-EMP-C12345678-X',
      { status: 'on' },
      422,
      'BODY_INVALID',
    ],
    ['no status', 'PUT', '/v1/contracts/DE-EMP-C12345678-X', {}, 422, 'BODY_INVALID'],
    [
      'a member that is not known',
      'PUT',
      '/v1/contracts/DE-EMP-C12345678-X',
      { status: 'active', x: 1 },
      422,
      'BODY_INVALID',
    ],
    [
      'a time without offset',
      'PUT',
      '/v1/tokens/04A1B2C3',
      { evcoId: 'x', expiresAt: '2030-01-01T00:00:00' },
      422,
      'BODY_INVALID',
    ],
    ['an array', 'PUT', '/v1/contracts/DE-EMP-C12345678-X', [], 422, 'BODY_INVALID'],
    ['null', 'PUT', '/v1/contracts/DE-EMP-C12345678-X', 'null', 422, 'BODY_INVALID'],
    ['broken JSON', 'PUT', '/v1/contracts/DE-EMP-C12345678-X', '{', 400, 'REQUEST_REFUSED'],
    [
      'a body too large',
      'PUT',
      '/v1/contracts/DE-EMP-C12345678-X',
      { status: 'x'.repeat(2_000_000) },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'prototype keys',
      'PUT',
      '/v1/contracts/DE-EMP-C12345678-X',
      '{"__proto__": {"status": "active"}}',
      400,
      'REQUEST_REFUSED',
    ],
    [
      'a query of more than 16 KiB',
      'GET',
      `/v1/contracts?cursor=${'x'.repeat(20_000)}`,
      undefined,
      431,
      'HEADERS_TOO_LARGE',
    ],
    ['a path that is none', 'GET', '/v1/nothing', undefined, 404, 'PATH_UNKNOWN'],
    ['a path under the documentation that is none', 'GET', '/docs/nothing', undefined, 404, 'PATH_UNKNOWN'],
    ['a file of the documentation that is none', 'GET', '/docs/no.css', undefined, 404, 'PATH_UNKNOWN'],
    ['a path that climbs out', 'GET', '/docs/..%2f..%2fREADME.md', undefined, 404, 'PATH_UNKNOWN'],
    [
      'a method that the path does not take',
      'DELETE',
      '/v1/contracts/x',
      undefined,
      405,
      'METHOD_NOT_ALLOWED',
    ],
  ])('answers %s with a problem that says what it is', async (_, method, path, body, status, code) => {
    const answer = await ask(method, path, body);
    expect(answer).toMatchObject(problem(status, code));
    expect(JSON.stringify(answer.body)).not.toMatch(/rabbit|postgres|select |node_modules|at .*\.js/i);
  });

  it('answers what is not HTTP with a problem too, and ends the connection', async () => {
    const { port } = new URL(gateway.apiUrl);
    const socket = connect(Number(port), '127.0.0.1');
    socket.end('GET /v1/contracts SMTP/1.0\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      status: 400,
      code: 'REQUEST_REFUSED',
    });
  });

  it('says which methods a path takes, and which types a body may have', async () => {
    const authorization = `Bearer ${API_KEY}`;
    const url = `${gateway.apiUrl}/v1/contracts/DE-EMP-C12345678-X`;
    const posted = await request(url, { method: 'POST', reset: true, headers: { authorization } });
    expect([posted.statusCode, posted.headers['allow']]).toEqual([405, 'GET, HEAD, PUT']);
    await posted.body.dump();
    const xml = { authorization, 'content-type': 'application/xml' };
    const put = await request(url, { method: 'PUT', reset: true, headers: xml, body: '<status/>' });
    expect(put.statusCode).toBe(415);
    expect(await put.body.json()).toMatchObject({ code: 'MEDIA_TYPE_UNSUPPORTED', status: 415 });
  });

  it('names the members of a body that are wrong', async () => {
    const { body } = await ask('PUT', '/v1/tokens/04A1B2C3', { evcoId: 7, status: 'on' });
    expect(body['errors']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/evcoId' }),
        expect.objectContaining({ pointer: '/status' }),
      ]),
    );
  });

  it('says of a member that is missing that it is, and nothing else, also where the whole body is', async () => {
    for (const body of [{}, '']) {
      const answer = await ask('PUT', '/v1/tokens/04A1B2C3', body);
      expect(answer).toMatchObject(problem(422, 'BODY_INVALID'));
      expect(answer.body['errors']).toEqual([
        { in: 'body', pointer: '/evcoId', detail: 'evcoId is missing' },
      ]);
    }
  });

  it('lets in by a key, in plain or by its digest, and only as far as its scopes reach', async () => {
    expect(await ask('GET', '/v1/contracts/x', undefined, '')).toMatchObject(problem(401, 'KEY_MISSING'));
    expect(await ask('GET', '/v1/contracts/x', undefined, 'wrong')).toMatchObject(
      problem(401, 'KEY_MISSING'),
    );
    const read = await ask('GET', '/v1/contracts/nobody', undefined, READ_KEY);
    expect(read).toMatchObject(problem(422, 'EVCO_ID_INVALID'));
    const written = await ask('PUT', '/v1/contracts/x', { status: 'active' }, READ_KEY);
    expect(written).toMatchObject(problem(403, 'SCOPE_MISSING'));
    expect(written.body['detail']).toContain('authorization:write');
  });

  it('answers a key that asks too often with 429 and when it may again, and no other key', async () => {
    const keys = [API_KEY, READ_KEY].map((key) => ({ name: key, key, scopes: ['*'] }));
    const slow = await suite.startGateway({
      API_REQUESTS_PER_MINUTE: '3',
      API_KEYS_FILE: suite.certificates.file('slow-keys.json', JSON.stringify(keys)),
    });
    const get = async (key: string): Promise<{ status: number; after: unknown; body: unknown }> => {
      const { statusCode, headers, body } = await request(`${slow.apiUrl}/v1/contracts/nobody`, {
        reset: true,
        headers: { authorization: `Bearer ${key}` },
      });
      return { status: statusCode, after: headers['retry-after'], body: await body.json() };
    };
    for (let asked = 0; asked < 3; asked += 1) expect(await get(API_KEY)).toMatchObject({ status: 422 });
    const refused = await get(API_KEY);
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'RATE_LIMITED', title: 'Too Many Requests' },
    });
    expect(Number(refused.after)).toBeGreaterThan(0);
    expect(Number(refused.after)).toBeLessThanOrEqual(20);
    expect(await get(READ_KEY)).toMatchObject({ status: 422 });
  });

  it('takes keys anew when their file changes, and keeps those it has when the file is broken', async () => {
    const file = suite.certificates.file('changing-keys.json', keysOf('first-key-for-tests'));
    const changing = await suite.startGateway({ API_KEYS_FILE: file });
    const ring = changing.application.get(ApiKeyRing);
    const statusWith = async (key: string): Promise<number> => {
      const authorization = `Bearer ${key}`;
      const { statusCode, body } = await request(`${changing.apiUrl}/v1/contracts/nobody`, {
        reset: true,
        headers: { authorization },
      });
      await body.dump();
      return statusCode;
    };
    expect(await statusWith('first-key-for-tests')).toBe(422);
    suite.certificates.file('changing-keys.json', keysOf('the-second-key-for-tests'));
    ring.reload();
    expect(await statusWith('first-key-for-tests')).toBe(401);
    expect(await statusWith('the-second-key-for-tests')).toBe(422);
    suite.certificates.file('changing-keys.json', '[{');
    ring.reload();
    expect(await statusWith('the-second-key-for-tests')).toBe(422);
    expect(changing.platform.recorded.lines).toContainEqual(
      expect.objectContaining({ code: 'API_KEYS_UNUSABLE' }),
    );
  });

  it('shows the health of the suite, naming what is away, to everyone', async () => {
    const { status, body } = await ask('GET', '/readyz', undefined, '');
    expect(status).toBe(503);
    expect(body['services']).toMatchObject({
      gateway: { ready: true, waiting: [] },
      authorization: { ready: true, waiting: [] },
      cdr: {
        ready: false,
        waiting: [{ check: 'health', reason: expect.stringContaining('nobody listens') }],
      },
    });
  });

  it('answers 503 while the service is away, and works again when it is back', async () => {
    await suite.stopAuthorization();
    const away = await ask('GET', '/v1/contracts/DE-EMP-C12345678-X');
    expect(away).toMatchObject(problem(503, 'SERVICE_AWAY'));
    await suite.startAuthorization();
    await eventually(async () =>
      expect((await ask('GET', '/v1/contracts/DE-EMP-C12345678-X')).status).toBe(200),
    );
  });
});
