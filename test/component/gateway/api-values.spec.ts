import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cursorOf } from '#persistence';
import { ApiProbe, bodyWith } from '../../support/api-probe.js';

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

describe('values in requests to the API, with every service on a real PostgreSQL and RabbitMQ', () => {
  let api: ApiProbe;
  beforeAll(async () => {
    api = await ApiProbe.start();
  });
  afterAll(() => api.stop());

  it('that end a range of time before it begins are refused by every list', async () => {
    const lists = api.parametersIn('query', ({ name }) => name === 'to');
    expect(lists.length).toBeGreaterThan(2);
    for (const [operation] of lists) {
      const query = 'from=2026-02-01T00:00:00Z&to=2026-02-01T00:30:00%2B01:00';
      const errors = [{ in: 'query', name: 'to', detail: 'to must not lie before from.' }];
      expect([operation.name, await api.send(operation, { query })]).toMatchObject([
        operation.name,
        { status: 422, code: 'PARAMETER_INVALID', errors },
      ]);
    }
  });

  it('that are refused get a detail that ends with one punctuation mark', async () => {
    const findings = api.operationNamed('get /v1/evse-findings');
    const { detail } = await api.send(findings, { query: 'code=mising' });
    expect(detail).toMatch(/[^.?]\?$/);
  });

  it('that are instants are accepted with any offset of RFC 3339 everywhere, and others refused by their name', async () => {
    const inQuery = api.parametersIn('query', ({ schema }) => schema.format === 'date-time');
    const inBody = api.membersWhere(({ body }, member) => body?.properties?.[member]?.format === 'date-time');
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
        const answer = await api.send(operation, { query: `${name}=${encodeURIComponent(instant)}` });
        expect([operation.name, instant, answer]).toMatchObject([
          operation.name,
          instant,
          isTaken
            ? { status: 200 }
            : { status: 422, code: 'PARAMETER_INVALID', errors: [{ in: 'query', name }] },
        ]);
      }
      for (const [operation, member] of inBody) {
        const answer = await api.send(operation, {
          body: bodyWith(operation, member, JSON.stringify(instant)),
        });
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

  it('that are not numbers, or out of range, are refused by their name', async () => {
    const places = api.parametersIn(
      'query',
      ({ schema }) => schema.type === 'integer' || schema.type === 'number',
    );
    expect(places.length).toBeGreaterThan(12);
    for (const [operation, { name }] of places.filter(([, { name: each }]) => each !== 'minPower')) {
      for (const number of NUMBERS) {
        const answer = await api.send(operation, { query: `${name}=${number.replace('%NAME%', name)}` });
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
    const search = api.operationNamed('get /v1/evses');
    expect(await api.send(search, { query: 'minPower=1e308' })).toMatchObject({ status: 200 });
    for (const number of NUMBERS.filter((each) => each !== '1e30'))
      expect(
        await api.send(search, { query: `minPower=${number.replace('%NAME%', 'minPower')}` }),
      ).toMatchObject({ status: 422 });
  });

  it('that are not a cursor of the list are refused by their name', async () => {
    const places = api.parametersIn('query', ({ name }) => name === 'cursor');
    expect(places.length).toBeGreaterThan(9);
    for (const [operation] of places) {
      for (const cursor of CURSORS) {
        const answer = await api.send(operation, { query: `cursor=${cursor}` });
        // A text in the form of this list's key is a valid position, even if there is no such entry.
        if (answer.status === 200) continue;
        expect([operation.name, cursor, answer]).toMatchObject([
          operation.name,
          cursor,
          { status: 422, code: 'CURSOR_INVALID', errors: [{ in: 'query', name: 'cursor' }] },
        ]);
      }
    }
  });

  it('that are the id of nothing are answered with 404, whatever their form', async () => {
    for (const [operation, { name }] of api.parametersIn('path', ({ schema }) => schema.format === 'uuid')) {
      for (const id of [
        'x',
        '-'.repeat(36),
        '00000000-0000-0000-0000-000000000000',
        'aaaaaaaa-aaaa-0aaa-0aaa-aaaaaaaaaaaa',
      ]) {
        const answer = await api.send(operation, { path: { [name]: id } });
        expect([operation.name, id, answer.status]).toEqual([operation.name, id, 404]);
      }
    }
  });
});
