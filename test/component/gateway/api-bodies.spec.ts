import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { ApiProbe, bodyWith } from '../../support/api-probe.js';
import { API_KEY } from '../../support/edge-suite.js';

describe('bodies of requests to the API, with every service on a real PostgreSQL and RabbitMQ', () => {
  let api: ApiProbe;
  beforeAll(async () => {
    api = await ApiProbe.start();
  });
  afterAll(() => api.stop());

  it('are accepted as uncompressed JSON only', async () => {
    for (const headers of [
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/jsonp' },
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    ]) {
      const { statusCode, body } = await request(`${api.url}/v1/sync/evse-status`, {
        method: 'POST',
        reset: true,
        headers: { authorization: `Bearer ${API_KEY}`, ...headers },
        body: 'maxDeleteShare=1',
      });
      expect([headers, statusCode, await body.json()]).toMatchObject([
        headers,
        415,
        { code: 'MEDIA_TYPE_UNSUPPORTED' },
      ]);
    }
  });

  async function sendToken(contentType: string, body: Uint8Array): Promise<readonly [number, unknown]> {
    const answer = await request(`${api.url}/v1/tokens/04A1B2C3D4E5F6`, {
      method: 'PUT',
      reset: true,
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': contentType },
      body,
    });
    return [answer.statusCode, await answer.body.json()];
  }
  const evcoIdIn = (encoding: BufferEncoding): Buffer =>
    Buffer.from(JSON.stringify({ evcoId: 'DE-EMP-Cü2345678-X' }), encoding);

  it.each(['windows-1252', 'koi8-r', 'utf-7', 'utf-16', '"ISO-8859-1"'])(
    'refuses a body in the charset %s, naming it',
    async (charset) => {
      const [status, problem] = await sendToken(`application/json; Charset=${charset}`, evcoIdIn('latin1'));
      const detail = `A body must be sent in UTF-8, and its charset is ${charset.replaceAll('"', '')}.`;
      expect([status, problem]).toMatchObject([415, { code: 'MEDIA_TYPE_UNSUPPORTED', detail }]);
    },
  );

  it('are refused if they have bytes that are not UTF-8', async () => {
    for (const type of ['application/json', 'application/json;charset=utf-8'])
      expect(await sendToken(type, evcoIdIn('latin1'))).toMatchObject([
        400,
        { code: 'REQUEST_REFUSED', detail: expect.stringContaining('not UTF-8') },
      ]);
  });

  it('are read in UTF-8 in any spelling of its charset, also with a byte order mark', async () => {
    for (const type of ['application/json; charset="UTF-8"', 'application/json;charset=us-ascii'])
      for (const mark of ['', '\ufeff'])
        expect(await sendToken(type, Buffer.from(`${mark}{"colour":1}`))).toMatchObject([
          422,
          { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/colour' })]) },
        ]);
  });

  it('and queries with an unknown member are refused by every operation, also by those without a query or a body', async () => {
    for (const operation of api.operations) {
      const answer = await api.send(operation, { query: 'colour=1' });
      const errors = [{ in: 'query', name: 'colour', detail: 'colour is not known here.' }];
      expect([operation.name, answer]).toMatchObject([operation.name, { status: 422, errors }]);
    }
    const bodiless = api.operations.filter(
      ({ method, body }) => method.toLowerCase() !== 'get' && body === undefined,
    );
    expect(bodiless.length).toBeGreaterThan(3);
    for (const operation of bodiless) {
      const answer = await api.send(operation, { body: '{"colour":1}' });
      const errors = [{ in: 'body', pointer: '/colour', detail: 'colour is not known here.' }];
      expect([operation.name, answer]).toMatchObject([operation.name, { status: 422, errors }]);
    }
  });

  it('with a value of the wrong type are refused for the type only, not for every other rule it violates', async () => {
    const contract = api.operationNamed('put /v1/contracts/{evcoId}');
    const { errors } = await api.send(contract, { body: '{"pin":1234}' });
    expect(errors.filter(({ pointer }) => pointer === '/pin')).toEqual([
      { in: 'body', pointer: '/pin', detail: 'pin must be a string.' },
    ]);
    for (const query of ['limit=1&limit=2', 'limit='])
      expect(await api.send(api.operationNamed('get /v1/contracts'), { query })).toMatchObject({
        status: 422,
        errors: [{ in: 'query', name: 'limit', detail: 'limit must be an integer number.' }],
      });
  });

  it('are refused if they are nested deeper than the stack, or are not an object', async () => {
    for (const operation of api.operations.filter(({ body }) => body !== undefined)) {
      const deep = await api.send(operation, { body: `${'['.repeat(200_000)}${']'.repeat(200_000)}` });
      expect([operation.name, deep]).toMatchObject([operation.name, { status: 422, code: 'BODY_INVALID' }]);
      for (const [json, found] of [
        ['null', 'null'],
        ['[]', 'a list'],
        ['[{}]', 'a list'],
        ['"text"', 'a text'],
        ['7', 'a number'],
        ['true', 'true or false'],
      ] as const) {
        const answer = await api.send(operation, { body: json });
        expect([operation.name, json, answer]).toMatchObject([
          operation.name,
          json,
          {
            status: 422,
            code: 'BODY_INVALID',
            detail: `The body must be a JSON object, but it is ${found}.`,
          },
        ]);
      }
    }
  });

  it('may have null for an optional member, which counts as absent', async () => {
    const places = api.membersWhere(({ body }, member) => body?.required?.includes(member) !== true);
    expect(places.length).toBeGreaterThan(7);
    for (const [operation, member] of places) {
      const { status, code } = await api.send(operation, {});
      const answer = await api.send(operation, { body: bodyWith(operation, member, 'null') });
      expect([operation.name, member, answer]).toMatchObject([operation.name, member, { status, code }]);
      expect([operation.name, answer.status < 400 || code === 'SYNC_NO_WATERMARK']).toEqual([
        operation.name,
        true,
      ]);
    }
  });

  it('are refused for a mandatory member that is null as missing, and for an unknown one as unknown', async () => {
    const places = api.membersWhere(({ body }, member) => body?.required?.includes(member) === true);
    expect(places.length).toBeGreaterThan(7);
    for (const [operation, member] of places) {
      const answer = await api.send(operation, { body: bodyWith(operation, member, 'null') });
      const errors = [
        { in: 'body', pointer: `/${member}`, detail: `${member} is missing; null counts as absent.` },
      ];
      expect([operation.name, answer]).toMatchObject([
        operation.name,
        { status: 422, code: 'BODY_INVALID', errors },
      ]);
    }
    for (const operation of api.operations.filter(({ body }) => body !== undefined)) {
      const answer = await api.send(operation, { body: bodyWith(operation, 'colour', 'null') });
      expect([operation.name, answer]).toMatchObject([
        operation.name,
        { status: 422, errors: [{ pointer: '/colour', detail: 'colour is not known here.' }] },
      ]);
    }
  });
});
