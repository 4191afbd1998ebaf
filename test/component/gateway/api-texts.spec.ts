import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiProbe, bodyWith } from '../../support/api-probe.js';

const NUL_IN_JSON = String.raw`"a\u0000b"`;
const HALF_IN_JSON = String.raw`"a\ud83d"`;

/** NUL, a surrogate, a byte that begins no character, and broken percent-encoding. */
const ODD_IN_URL = ['a%00b', '%ed%a0%80', '%ff', '%zz', '%'];

describe('texts in requests to the API, with every service on a real PostgreSQL and RabbitMQ', () => {
  let api: ApiProbe;
  beforeAll(async () => {
    api = await ApiProbe.start();
  });
  afterAll(() => api.stop());

  it('that no database can store are refused in every parameter of a path, by its name', async () => {
    const places = api.parametersIn('path');
    expect(places.length).toBeGreaterThan(14);
    for (const [operation, { name }] of places) {
      for (const odd of ODD_IN_URL) {
        const answer = await api.send(operation, { path: { [name]: odd } });
        const named = odd === 'a%00b' ? name : odd;
        expect([operation.name, odd, answer]).toMatchObject([
          operation.name,
          odd,
          { status: 422, code: 'PARAMETER_INVALID', errors: [{ in: 'path', name: named }] },
        ]);
      }
      const long = await api.send(operation, { path: { [name]: 'x'.repeat(1_000) } });
      expect([operation.name, long]).toMatchObject([operation.name, { status: 422, errors: [{ name }] }]);
    }
  });

  it('that no database can store are refused in every parameter of a query, and in its name', async () => {
    const places = api.parametersIn('query');
    expect(places.length).toBeGreaterThan(40);
    for (const [operation, { name }] of places) {
      for (const odd of ODD_IN_URL) {
        const answer = await api.send(operation, { query: `${name}=${odd}` });
        expect([operation.name, odd, answer]).toMatchObject([
          operation.name,
          odd,
          { status: 422, code: 'PARAMETER_INVALID', errors: [{ in: 'query', name }] },
        ]);
        expect(answer.detail).not.toContain('body');
      }
    }
    for (const operation of api.operations) {
      for (const odd of ODD_IN_URL) {
        const answer = await api.send(operation, { query: `x${odd}=1` });
        expect([operation.name, answer]).toMatchObject([
          operation.name,
          { status: 422, code: 'PARAMETER_INVALID' },
        ]);
      }
    }
  });

  it('that no database can store are refused in every member of a body, in its name, and at any depth', async () => {
    const places = api.membersWhere(() => true);
    expect(places.length).toBeGreaterThan(12);
    for (const [operation, member] of places) {
      for (const [json, pointer] of [
        [NUL_IN_JSON, `/${member}`],
        [HALF_IN_JSON, `/${member}`],
        [`{"a":[1,{"b":${NUL_IN_JSON}}]}`, `/${member}/a/1/b`],
        [`[{${NUL_IN_JSON}:1}]`, `/${member}/0/a\uFFFDb`],
      ] as const) {
        const answer = await api.send(operation, { body: bodyWith(operation, member, json) });
        expect([operation.name, json, answer]).toMatchObject([
          operation.name,
          json,
          { status: 422, code: 'BODY_INVALID', errors: [{ in: 'body', pointer }] },
        ]);
      }
    }
  });

  it('that are names with a meaning in JavaScript are refused like any unknown name', async () => {
    const odd = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'limit[]', ''];
    for (const name of odd) {
      for (const [operation] of api.parametersIn('query', (each) => each.name === 'cursor')) {
        const answer = await api.send(operation, { query: `${name}=1` });
        expect([operation.name, name, answer.status]).toEqual([operation.name, name, expect.any(Number)]);
        expect(answer.status).toBeLessThan(500);
      }
      for (const operation of api.operations.filter(({ body }) => body !== undefined)) {
        for (const json of ['1', 'null', '{"prototype":{"a":1}}']) {
          const { status } = await api.send(operation, { body: bodyWith(operation, name, json) });
          expect([operation.name, name, json, [400, 422].includes(status)]).toEqual([
            operation.name,
            name,
            json,
            true,
          ]);
        }
      }
    }
  });

  it('that are names with a meaning in JavaScript are named in the refusal', async () => {
    for (const operation of api.operations.filter(({ body }) => body !== undefined))
      for (const [name, json] of [
        ['__proto__', '{"admin":true}'],
        ['constructor', '{"prototype":{"a":1}}'],
      ] as const) {
        const answer = await api.send(operation, { body: bodyWith(operation, name, json) });
        const errors = [{ in: 'body', pointer: `/${name}`, detail: `${name} is not known here.` }];
        expect([operation.name, answer]).toMatchObject([operation.name, { status: 422, errors }]);
      }
  });
});
