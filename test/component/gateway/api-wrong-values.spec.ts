import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiProbe, bodyWith, type ProbedAnswer } from '../../support/api-probe.js';

/** Values that are invalid for the parameter of that name. */
const WRONG: Readonly<Record<string, string>> = {
  evseId: 'Station 8',
  evcoId: 'nobody',
  uid: '04A1',
  operatorId: 'xy',
  providerId: 'FR-XYZ',
  sessionId: '4711',
  finding: 'xyz',
  plug: 'xyz',
  status: 'Free',
  authenticationMode: 'xyz',
  operation: 'xyz',
  code: '1O2',
  card: 'nobody',
};
/** Filters that are checked before any service is called. */
const BY_THE_GATEWAY: Readonly<Record<string, readonly string[]>> = { 'get /v1/evse-findings': ['code'] };

const SENTENCE = /^(?:[A-Z"]|[a-z]+[A-Za-z]* ).*[.?]$/s;

describe('wrong values of a request, with every service on a real PostgreSQL and RabbitMQ', () => {
  let api: ApiProbe;
  beforeAll(async () => {
    api = await ApiProbe.start();
  });
  afterAll(() => api.stop());

  const namesIn = ({ errors }: ProbedAnswer): readonly string[] =>
    errors.map(({ name, pointer = '' }) => name ?? pointer).toSorted((one, other) => (one < other ? -1 : 1));

  it('are each named in the refusal of a list, with the expected value', async () => {
    const lists = api.operations
      .map((operation) => ({
        operation,
        names: operation.parameters
          .filter((each) => each.in === 'query' && each.name in WRONG)
          .map(({ name }) => name)
          .filter((name) => BY_THE_GATEWAY[operation.name]?.includes(name) !== true),
      }))
      .filter(({ names }) => names.length > 0);
    expect(lists.length).toBeGreaterThan(6);
    for (const { operation, names } of lists) {
      const query = names.map((name) => `${name}=${encodeURIComponent(WRONG[name] ?? '')}`).join('&');
      const answer = await api.send(operation, { query });
      expect([operation.name, answer.status, namesIn(answer)]).toEqual([
        operation.name,
        422,
        names.toSorted(),
      ]);
      expect(['FILTER_INVALID', 'EVCO_ID_INVALID']).toContain(answer.code);
      for (const { in: place, detail } of answer.errors) {
        expect([operation.name, place]).toEqual([operation.name, 'query']);
        expect(detail).toMatch(SENTENCE);
        expect(detail).not.toContain('nobody');
      }
    }
  });

  it('are each named where one filter has several of them', async () => {
    const answer = await api.send(api.operationNamed('get /v1/evses'), { query: 'plug=xyz,CHAdeMO,Schuko-' });
    expect(answer.errors).toEqual([
      {
        in: 'query',
        name: 'plug',
        detail: '"xyz" is not a plug type of OICP; the documentation at `/docs` lists the values.',
      },
      {
        in: 'query',
        name: 'plug',
        detail: '"Schuko-" is not a plug type of OICP; did you mean "Type F Schuko"?',
      },
    ]);
  });

  it.each([
    [
      'put /v1/tokens/{uid}',
      { path: { uid: 'card' }, body: { evcoId: 'nobody' } },
      'UID_INVALID',
      ['/evcoId', 'uid'],
    ],
    [
      'post /v1/sessions',
      { body: { evseId: 'Station 8', evcoId: 'nobody' } },
      'EVCO_ID_INVALID',
      ['/evcoId', '/evseId'],
    ],
    [
      'post /v1/reservations',
      { body: { evseId: 'Station 8', evcoId: 'DE-ABC-C12345678-X' } },
      'PROVIDER_FOREIGN',
      ['/evcoId', '/evseId'],
    ],
    [
      'put /v1/contracts/{evcoId}',
      {
        path: { evcoId: 'DE-ABC-C12345678-X' },
        body: {
          status: 'active',
          validFrom: '2027-01-01T00:00:00Z',
          validUntil: '2026-01-01T00:00:00Z',
        },
      },
      'PROVIDER_FOREIGN',
      ['/validUntil', 'evcoId'],
    ],
    [
      'post /v1/cdrs/backfill',
      { body: { from: '2017-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z', providerId: 'FR-XYZ' } },
      'RANGE_INVALID',
      ['/from', '/providerId', '/to'],
    ],
  ])('are all named by %s, with the code of the first', async (name, { path, body }: Sent, code, places) => {
    const answer = await api.send(api.operationNamed(name), {
      ...(path && { path }),
      body: JSON.stringify(body),
    });
    expect([answer.status, answer.code, namesIn(answer)]).toEqual([422, code, places]);
    for (const place of places) expect(answer.detail).toContain(` ${place.replace('/', '')} `);
  });

  it.each([
    ['post /v1/sessions', 'START_INVALID'],
    ['post /v1/reservations', 'RESERVATION_INVALID'],
  ])('of a body are named as the API names them, once: %s', async (name, code) => {
    const operation = api.operationNamed(name);
    const answer = await api.send(operation, { body: bodyWith(operation, 'evseId', '"Station 8"') });
    expect(answer).toMatchObject({
      code,
      detail:
        'The member evseId of the body is not valid: "Station 8" is not an EvseID such as DE*ABC*E840*6487 or +49*810*000*438, whose separators are part of it.',
      errors: [
        { in: 'body', pointer: '/evseId', detail: expect.stringMatching(/^"Station 8" is not an EvseID/) },
      ],
    });
  });

  it.each([
    ['limit=0', 'The query parameter limit must not be less than 1.'],
    [
      'state=open',
      'The query parameter state is not valid: "open" is not a state of sessions; it must be requested, pending, active, stopping, ended, failed, UNKNOWN or expired.',
    ],
    ['from=x', 'The query parameter from must be a time with its offset, such as 2026-01-31T12:00:00Z.'],
  ])('of a query are named once in the sentence: %s', async (query, detail) => {
    const answer = await api.send(api.operationNamed('get /v1/sessions'), { query });
    expect(answer).toMatchObject({ code: 'PARAMETER_INVALID', detail });
  });

  it('of a list of records include the ProviderID of another provider, as for the backfill', async () => {
    const answer = await api.send(api.operationNamed('get /v1/cdrs'), { query: 'providerId=FR-XYZ' });
    expect(answer).toMatchObject({
      code: 'FILTER_INVALID',
      errors: [{ in: 'query', name: 'providerId', detail: 'FR-XYZ is not one of our ProviderIDs: DE-EMP.' }],
    });
  });

  it('of a backfill include an end in the future, but not one within the difference of two clocks', async () => {
    const backfill = api.operationNamed('post /v1/cdrs/backfill');
    const from = new Date(Date.now() - 60_000).toISOString();
    const until = (to: number): Promise<ProbedAnswer> =>
      api.send(backfill, { body: JSON.stringify({ from, to: new Date(to).toISOString() }) });
    expect(await until(Date.now() + 3_600_000)).toMatchObject({
      status: 422,
      code: 'RANGE_INVALID',
      errors: [{ in: 'body', pointer: '/to', detail: 'to must lie in the past.' }],
    });
    expect(await until(Date.now() + 30_000)).toMatchObject({ status: 202 });
  });

  it('that are invalid JSON are answered with their place, and never quoted', async () => {
    const contract = api.operationNamed('put /v1/contracts/{evcoId}');
    const answer = await api.send(contract, { body: '{\n  "pin": "7351",\n  "status": active\n}' });
    expect(answer).toMatchObject({
      status: 400,
      code: 'REQUEST_REFUSED',
      detail:
        'The body is not valid JSON at line 3, column 13. Correct it there, or write it with a JSON library.',
    });
  });
});

interface Sent {
  readonly path?: Readonly<Record<string, string>>;
  readonly body: object;
}
