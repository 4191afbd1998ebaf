import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { askApi, problem, type ApiAnswer, type Method } from '../../support/ask-api.js';
import { API_KEY, EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';

describe('the API, over a real RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    await suite.startAuthorization();
    gateway = await suite.startGateway();
  });
  afterAll(() => suite.stop());

  const ask = (method: Method, path: string, body?: unknown, key?: string): Promise<ApiAnswer> =>
    askApi(gateway, method, path, body, key);

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
      422,
      'BODY_INVALID',
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
  ])('answers %s with its problem', async (_, method, path, body, status, code) => {
    const answer = await ask(method, path, body);
    expect(answer).toMatchObject(problem(status, code));
    expect(JSON.stringify(answer.body)).not.toMatch(/rabbit|postgres|select |node_modules|at .*\.js/i);
  });

  it.each([
    ['windows-1252', 415],
    ['"utf-16"', 415],
    ['UTF-8', 200],
    ['us-ascii', 200],
  ])('answers a body whose stated charset is %s with %d', async (charset, status) => {
    const answer = await request(`${gateway.apiUrl}/v1/contracts/DE-EMP-C12345678-X`, {
      method: 'PUT',
      reset: true,
      headers: {
        authorization: `Bearer ${API_KEY}`,
        'content-type': `application/json; charset=${charset}`,
      },
      body: '{"status":"active"}',
    });
    expect(answer.statusCode).toBe(status);
    const { detail } = (await answer.body.json()) as { detail?: string };
    expect(detail?.includes(charset.replaceAll('"', ''))).toBe(status === 200 ? undefined : true);
  });

  it('answers what is not HTTP with a problem as well, and closes the connection', async () => {
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

  it('answers a wrong method with those that the path accepts, and a wrong type of body with the right one', async () => {
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

  it('reports a missing member as missing only, also where the whole body is missing', async () => {
    for (const body of [{}, '']) {
      const answer = await ask('PUT', '/v1/tokens/04A1B2C3', body);
      expect(answer).toMatchObject(problem(422, 'BODY_INVALID'));
      expect(answer.body['errors']).toEqual([
        { in: 'body', pointer: '/evcoId', detail: 'evcoId is missing.' },
      ]);
    }
  });

  it('shows the health of the suite to everyone, naming what is unavailable', async () => {
    const { status, body } = await ask('GET', '/readyz', undefined, '');
    expect(status).toBe(503);
    expect(body['services']).toMatchObject({
      gateway: { ready: true, waiting: [] },
      authorization: { ready: true, waiting: [] },
      cdr: {
        ready: false,
        waiting: [{ check: 'health', reason: expect.stringContaining('has no consumer') }],
      },
    });
  });

  it('answers 503 while a service is unavailable, and works again afterwards', async () => {
    await suite.stopAuthorization();
    const away = await ask('GET', '/v1/contracts/DE-EMP-C12345678-X');
    expect(away).toMatchObject(problem(503, 'SERVICE_AWAY'));
    await suite.startAuthorization();
    await eventually(async () =>
      expect((await ask('GET', '/v1/contracts/DE-EMP-C12345678-X')).status).toBe(200),
    );
  });
});
