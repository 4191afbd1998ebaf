import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { cursorOf } from '#persistence';
import {
  leastBody,
  operationsOf,
  validValue,
  type ApiDocument,
  type ApiOperation,
  type DocumentedParameter,
} from '../../support/api-document.js';
import { API_KEY, EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly detail: string;
  readonly errors: readonly { in: string; name?: string; pointer?: string; detail: string }[];
}

/** What is sent beside what an operation must have. */
interface Sent {
  /** Encoded already. */
  readonly path?: Readonly<Record<string, string>>;
  /** Encoded already. */
  readonly query?: string;
  /** As JSON text. */
  readonly body?: string;
}

const NUL_IN_JSON = String.raw`"a\u0000b"`;
const HALF_IN_JSON = String.raw`"a\ud83d"`;
/** NUL, a surrogate, a byte that begins no character, no percent-encoding at all. */
const ODD_IN_URL = ['a%00b', '%ed%a0%80', '%ff', '%zz', '%'];
const CURSORS = [
  'x',
  cursorOf(),
  cursorOf(''),
  cursorOf('a\0b'),
  cursorOf('\uD83D'),
  cursorOf('9'.repeat(30)),
  cursorOf('2026-99-99 99:99:99+00', '-'.repeat(36)),
  cursorOf('+275760-09-13T00:00:00.000Z', '4f9c1a0e-8f0b-4c5a-9a63-2f2d0f4f3a11'),
  cursorOf('2026-01-31T12:00:00Z', 'a\0b'),
  cursorOf('0x10', 'DEABCE1'),
  cursorOf('1e999', 'DEABCE1'),
  cursorOf('1', '2', '3'),
];
const NUMBERS = ['1e30', '1e999', '-1e999', '', 'NaN', '0x10', '9'.repeat(400), '1&%NAME%=2', '１'];

describe('the API, whatever a value of a request is, with every service on a real PostgreSQL and RabbitMQ', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  let operations: readonly ApiOperation[];
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    gateway = await suite.startGateway();
    const idle = { SYNC_EVSE_STATUS_INTERVAL: 'PT0S', SYNC_EVSE_DELTA_INTERVAL: 'PT0S' };
    await Promise.all([
      suite.startAuthorization(),
      suite.start('cdr', { EMP_PROVIDER_IDS: 'DE-EMP', CDR_RECONCILE_INTERVAL: 'P1D' }),
      suite.start('evse-sync', { EMP_PROVIDER_IDS: 'DE-EMP', ...idle, SYNC_PRICING_CRON: 'off' }),
      suite.start('remote-session', { EMP_PROVIDER_IDS: 'DE-EMP' }),
    ]);
    const { body } = await request(`${gateway.apiUrl}/docs-json`, { reset: true });
    operations = operationsOf((await body.json()) as ApiDocument);
    await send(operationNamed('put /v1/contracts/{evcoId}'), {});
  });
  afterAll(async () => {
    const failures = gateway.platform.recorded.lines.filter(({ code }) => code === 'API_FAILED');
    await suite.stop();
    expect(failures).toEqual([]);
  });

  function operationNamed(wanted: string): ApiOperation {
    const found = operations.find(({ name }) => name === wanted);
    if (found === undefined) throw new Error(`the API has no operation ${wanted}`);
    return found;
  }

  /** Sends a request with what the operation must have, and looks whether the document knows the answer. */
  async function send(operation: ApiOperation, { path = {}, query = '', body }: Sent): Promise<Answer> {
    const { method, name, parameters, responses } = operation;
    const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
      const { schema = {}, example } = parameters.find((each) => each.name === parameter) ?? {};
      return path[parameter] ?? encodeURIComponent(String(validValue(parameter, schema, example)));
    });
    const least = operation.isBodyRequired ? JSON.stringify(leastBody(operation.body ?? {})) : undefined;
    const content = body ?? least;
    const answer = await request(`${gateway.apiUrl}${filled}${query === '' ? '' : `?${query}`}`, {
      method: method as 'GET',
      reset: true,
      headers: {
        authorization: `Bearer ${API_KEY}`,
        ...(content !== undefined && { 'content-type': 'application/json' }),
      },
      ...(content !== undefined && { body: content }),
    });
    const text = await answer.body.text();
    const type = String(answer.headers['content-type'] ?? '').split(';', 1)[0];
    const documented = responses[answer.statusCode]?.content ?? {};
    expect([name, Object.keys(responses)]).toEqual([
      name,
      expect.arrayContaining([String(answer.statusCode)]),
    ]);
    const types = Object.keys(documented);
    expect([name, answer.statusCode === 204 ? types.length === 0 : types.includes(type ?? '')]).toEqual([
      name,
      true,
    ]);
    const problem = type === 'application/problem+json' ? (JSON.parse(text) as Partial<Answer>) : {};
    const { code, detail = '', errors = [] } = problem;
    return { status: answer.statusCode, code, detail, errors };
  }

  const parametersIn = (
    place: DocumentedParameter['in'],
    isWanted: (parameter: DocumentedParameter) => boolean = () => true,
  ): readonly (readonly [ApiOperation, DocumentedParameter])[] =>
    operations.flatMap((operation) =>
      operation.parameters
        .filter((each) => each.in === place && isWanted(each))
        .map((parameter) => [operation, parameter] as const),
    );

  const membersWhere = (
    isWanted: (operation: ApiOperation, member: string) => boolean,
  ): readonly (readonly [ApiOperation, string])[] =>
    operations.flatMap((operation) =>
      Object.keys(operation.body?.properties ?? {})
        .filter((member) => isWanted(operation, member))
        .map((member) => [operation, member] as const),
    );

  const bodyWith = ({ body = {} }: ApiOperation, member: string, json: string): string => {
    const others = Object.entries(leastBody(body)).filter(([name]) => name !== member);
    const members = others.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
    return `{${[...members, `${JSON.stringify(member)}:${json}`].join(',')}}`;
  };

  it('refuses a text that no database stores in every parameter of a path, naming it', async () => {
    const places = parametersIn('path');
    expect(places.length).toBeGreaterThan(14);
    for (const [operation, { name }] of places) {
      for (const odd of ODD_IN_URL) {
        const answer = await send(operation, { path: { [name]: odd } });
        const named = odd === 'a%00b' ? name : odd;
        expect([operation.name, odd, answer]).toMatchObject([
          operation.name,
          odd,
          { status: 422, code: 'PARAMETER_INVALID', errors: [{ in: 'path', name: named }] },
        ]);
      }
      const long = await send(operation, { path: { [name]: 'x'.repeat(1_000) } });
      expect([operation.name, long]).toMatchObject([operation.name, { status: 422, errors: [{ name }] }]);
    }
  });

  it('refuses a text that no database stores in every parameter of a query, and in a name of one', async () => {
    const places = parametersIn('query');
    expect(places.length).toBeGreaterThan(40);
    for (const [operation, { name }] of places) {
      for (const odd of ODD_IN_URL) {
        const answer = await send(operation, { query: `${name}=${odd}` });
        expect([operation.name, odd, answer]).toMatchObject([
          operation.name,
          odd,
          { status: 422, code: 'PARAMETER_INVALID', errors: [{ in: 'query', name }] },
        ]);
        expect(answer.detail).not.toContain('body');
      }
    }
    for (const operation of operations) {
      for (const odd of ODD_IN_URL) {
        const answer = await send(operation, { query: `x${odd}=1` });
        expect([operation.name, answer]).toMatchObject([
          operation.name,
          { status: 422, code: 'PARAMETER_INVALID' },
        ]);
      }
    }
  });

  it('refuses a text that no database stores in every member of a body, in a name of one, and at any depth', async () => {
    const places = membersWhere(() => true);
    expect(places.length).toBeGreaterThan(12);
    for (const [operation, member] of places) {
      for (const [json, pointer] of [
        [NUL_IN_JSON, `/${member}`],
        [HALF_IN_JSON, `/${member}`],
        [`{"a":[1,{"b":${NUL_IN_JSON}}]}`, `/${member}/a/1/b`],
        [`[{${NUL_IN_JSON}:1}]`, `/${member}/0/a\uFFFDb`],
      ] as const) {
        const answer = await send(operation, { body: bodyWith(operation, member, json) });
        expect([operation.name, json, answer]).toMatchObject([
          operation.name,
          json,
          { status: 422, code: 'BODY_INVALID', errors: [{ in: 'body', pointer }] },
        ]);
      }
    }
  });

  it('refuses names that mean something to JavaScript as any other that it does not know', async () => {
    const odd = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'limit[]', ''];
    for (const name of odd) {
      for (const [operation] of parametersIn('query', (each) => each.name === 'cursor')) {
        const answer = await send(operation, { query: `${name}=1` });
        expect([operation.name, name, answer.status]).toEqual([operation.name, name, expect.any(Number)]);
        expect(answer.status).toBeLessThan(500);
      }
      for (const operation of operations.filter(({ body }) => body !== undefined)) {
        for (const json of ['1', 'null', '{"prototype":{"a":1}}']) {
          const { status } = await send(operation, { body: bodyWith(operation, name, json) });
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

  it('takes bodies as JSON only, and sent as they are', async () => {
    for (const headers of [
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/jsonp' },
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    ]) {
      const { statusCode, body } = await request(`${gateway.apiUrl}/v1/sync/evse-status`, {
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

  it('refuses a body that is nested deeper than a stack, and one that is no object', async () => {
    for (const operation of operations.filter(({ body }) => body !== undefined)) {
      const deep = await send(operation, { body: `${'['.repeat(200_000)}${']'.repeat(200_000)}` });
      expect([operation.name, deep]).toMatchObject([operation.name, { status: 422, code: 'BODY_INVALID' }]);
      for (const [json, found] of [
        ['null', 'null'],
        ['[]', 'a list'],
        ['[{}]', 'a list'],
        ['"text"', 'a text'],
        ['7', 'a number'],
        ['true', 'true or false'],
      ] as const) {
        const answer = await send(operation, { body: json });
        expect([operation.name, json, answer]).toMatchObject([
          operation.name,
          json,
          { status: 422, code: 'BODY_INVALID', detail: `The body must be a JSON object, and is ${found}.` },
        ]);
      }
    }
  });

  it('takes null for an optional member as if it were not there', async () => {
    const places = membersWhere(({ body }, member) => body?.required?.includes(member) !== true);
    expect(places.length).toBeGreaterThan(7);
    for (const [operation, member] of places) {
      const { status, code } = await send(operation, {});
      const answer = await send(operation, { body: bodyWith(operation, member, 'null') });
      expect([operation.name, member, answer]).toMatchObject([operation.name, member, { status, code }]);
      expect([operation.name, answer.status < 400 || code === 'SYNC_NO_WATERMARK']).toEqual([
        operation.name,
        true,
      ]);
    }
  });

  it('says of a mandatory member that is null that it is missing, and of an unknown one that it is unknown', async () => {
    const places = membersWhere(({ body }, member) => body?.required?.includes(member) === true);
    expect(places.length).toBeGreaterThan(7);
    for (const [operation, member] of places) {
      const answer = await send(operation, { body: bodyWith(operation, member, 'null') });
      const errors = [
        { in: 'body', pointer: `/${member}`, detail: `${member} is missing: null is the same as absent` },
      ];
      expect([operation.name, answer]).toMatchObject([
        operation.name,
        { status: 422, code: 'BODY_INVALID', errors },
      ]);
    }
    for (const operation of operations.filter(({ body }) => body !== undefined)) {
      const answer = await send(operation, { body: bodyWith(operation, 'colour', 'null') });
      expect([operation.name, answer]).toMatchObject([
        operation.name,
        { status: 422, errors: [{ pointer: '/colour', detail: 'colour is not known here' }] },
      ]);
    }
  });

  it('takes an instant with any offset of RFC 3339 wherever it takes instants, and refuses others with their name', async () => {
    const inQuery = parametersIn('query', ({ schema }) => schema.format === 'date-time');
    const inBody = membersWhere(({ body }, member) => body?.properties?.[member]?.format === 'date-time');
    expect([inQuery.length, inBody.length]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.min(inQuery.length, inBody.length)).toBeGreaterThan(4);
    const instants = [
      ['2026-01-31T12:00:00+16:00', true],
      ['2026-01-31T12:00:00-23:59', true],
      ['2026-01-31t12:00:00.123456789z', true],
      ['2026-01-31T23:59:60Z', true],
      ['2026-01-31T12:00:00+24:00', false],
      ['1969-12-31T12:00:00Z', false],
      ['9999-12-31T23:59:59-23:59', false],
      ['2026-02-30T12:00:00Z', false],
      ['+275760-09-13T00:00:00Z', false],
    ] as const;
    for (const [instant, isTaken] of instants) {
      for (const [operation, { name }] of inQuery) {
        const answer = await send(operation, { query: `${name}=${encodeURIComponent(instant)}` });
        expect([operation.name, instant, answer]).toMatchObject([
          operation.name,
          instant,
          isTaken
            ? { status: 200 }
            : { status: 422, code: 'PARAMETER_INVALID', errors: [{ in: 'query', name }] },
        ]);
      }
      for (const [operation, member] of inBody) {
        const answer = await send(operation, { body: bodyWith(operation, member, JSON.stringify(instant)) });
        const isTakenInForm =
          answer.errors.every(({ pointer }) => pointer !== `/${member}`) || answer.code === 'RANGE_INVALID';
        expect([operation.name, member, instant, answer.status < 500 && isTakenInForm]).toEqual([
          operation.name,
          member,
          instant,
          isTaken,
        ]);
      }
    }
  });

  it('refuses a number that is none, or out of range, with its name', async () => {
    const places = parametersIn(
      'query',
      ({ schema }) => schema.type === 'integer' || schema.type === 'number',
    );
    expect(places.length).toBeGreaterThan(12);
    for (const [operation, { name }] of places.filter(([, { name: each }]) => each !== 'minPower')) {
      for (const number of NUMBERS) {
        const answer = await send(operation, { query: `${name}=${number.replace('%NAME%', name)}` });
        expect([operation.name, number, answer]).toMatchObject([
          operation.name,
          number,
          {
            status: 422,
            code: 'PARAMETER_INVALID',
            errors: expect.arrayContaining([expect.objectContaining({ name })]),
          },
        ]);
      }
    }
    const search = operationNamed('get /v1/evses');
    expect(await send(search, { query: 'minPower=1e308' })).toMatchObject({ status: 200 });
    for (const number of NUMBERS.filter((each) => each !== '1e30'))
      expect(await send(search, { query: `minPower=${number.replace('%NAME%', 'minPower')}` })).toMatchObject(
        { status: 422 },
      );
  });

  it('refuses a cursor that is none of its list, with its name', async () => {
    const places = parametersIn('query', ({ name }) => name === 'cursor');
    expect(places.length).toBeGreaterThan(9);
    for (const [operation] of places) {
      for (const cursor of CURSORS) {
        const answer = await send(operation, { query: `cursor=${cursor}` });
        // A text that is a key of this list is a place in it, whether anything is there or not.
        if (answer.status === 200) continue;
        expect([operation.name, cursor, answer]).toMatchObject([
          operation.name,
          cursor,
          { status: 422, code: 'CURSOR_INVALID', errors: [{ in: 'query', name: 'cursor' }] },
        ]);
      }
    }
  });

  it('knows nothing by an id that nothing has, whatever its form', async () => {
    for (const [operation, { name }] of parametersIn('path', ({ schema }) => schema.format === 'uuid')) {
      for (const id of [
        'x',
        '-'.repeat(36),
        '00000000-0000-0000-0000-000000000000',
        'aaaaaaaa-aaaa-0aaa-0aaa-aaaaaaaaaaaa',
      ]) {
        const answer = await send(operation, { path: { [name]: id } });
        expect([operation.name, id, answer.status]).toEqual([operation.name, id, 404]);
      }
    }
  });
});
