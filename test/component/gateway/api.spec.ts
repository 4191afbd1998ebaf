import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { API_KEY, EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';

const READ_KEY = 'a-key-that-may-read';

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
    expect((await ask('GET', '/v1/contracts/deempc12345678x')).body).toEqual({ evcoId, status: 'active' });
    const expiresAt = '2030-01-01T00:00:00+01:00';
    const stored = await ask('PUT', '/v1/tokens/04a1b2c3d4e5f6', { evcoId, expiresAt });
    const token = { uid: '04A1B2C3D4E5F6', evcoId, status: 'active', expiresAt: '2029-12-31T23:00:00.000Z' };
    expect(stored.body).toEqual(token);
    expect((await ask('GET', '/v1/tokens/04A1B2C3D4E5F6')).body).toEqual(token);
    expect((await ask('DELETE', '/v1/tokens/04A1B2C3D4E5F6')).status).toBe(204);
    expect(await ask('GET', '/v1/tokens/04A1B2C3D4E5F6')).toMatchObject(problem(404, 'TOKEN_UNKNOWN'));
    expect(await ask('DELETE', '/v1/tokens/04A1B2C3D4E5F6')).toMatchObject(problem(404, 'TOKEN_UNKNOWN'));
  });

  it.each<[string, Method, string, unknown, number, string]>([
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
      'REQUEST_REFUSED',
    ],
    [
      'prototype keys',
      'PUT',
      '/v1/contracts/DE-EMP-C12345678-X',
      '{"__proto__": {"status": "active"}}',
      400,
      'REQUEST_REFUSED',
    ],
    ['a path that is none', 'GET', '/v1/nothing', undefined, 404, 'REQUEST_REFUSED'],
  ])('answers %s with a problem that says what it is', async (_, method, path, body, status, code) => {
    const answer = await ask(method, path, body);
    expect(answer).toMatchObject(problem(status, code));
    expect(JSON.stringify(answer.body)).not.toMatch(/rabbit|postgres|select |node_modules|at .*\.js/i);
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
