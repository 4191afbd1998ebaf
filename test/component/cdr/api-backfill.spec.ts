import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CdrRunView } from '#suite';
import { aCdr } from '../../support/cdr.js';
import { CdrApiSuite, READER } from '../../support/cdr-api-suite.js';
import { eventually } from '../../support/eventually.js';
import { serveCdrPages } from '../../support/serve-cdr-pages.js';

const HOUR_MS = 60 * 60 * 1_000;
const yesterday = (): { from: string; to: string } => ({
  from: new Date(Date.now() - 24 * HOUR_MS).toISOString(),
  to: new Date(Date.now() - HOUR_MS).toISOString(),
});

describe('backfills ordered through the API, over real TLS, RabbitMQ and PostgreSQL', () => {
  let api: CdrApiSuite;
  beforeAll(async () => {
    api = await CdrApiSuite.create();
  });
  afterAll(() => api.end());
  beforeEach(() => api.reset());

  it('orders a backfill, shows how far it is and when it has succeeded', async () => {
    api.fakeHbs.records = Array.from({ length: 5 }, () => JSON.stringify(aCdr({ SessionID: randomUUID() })));
    api.fakeHbs.mostPerPage = 2;
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    api.server.behaviour = async (call, response) => {
      if (call.path.includes('page=1&')) await released;
      await serveCdrPages(api.fakeHbs)(call, response);
    };
    const range = yesterday();
    const { status, body } = await api.ask<{ runs: CdrRunView[] }>('POST', '/backfill', {
      body: { ...range, providerId: 'de*emp' },
    });
    expect(status).toBe(202);
    expect(body.runs).toMatchObject([{ kind: 'backfill', providerId: 'DE-EMP', ...range }]);
    const run = async (): Promise<CdrRunView> =>
      (await api.ask<CdrRunView>('GET', `/runs/${body.runs[0]?.id}`, { key: READER })).body;
    await eventually(async () =>
      expect(await run()).toMatchObject({ state: 'running', page: 1, pages: 3, records: 2, added: 2 }),
    );
    expect(await run()).toMatchObject({ doneUntil: range.from });
    release();
    const done = { state: 'succeeded', records: 5, added: 5, doneUntil: range.to };
    await eventually(async () => expect(await run()).toMatchObject(done));
    const { items } = (await api.ask<{ items: CdrRunView[] }>('GET', '/runs?limit=1')).body;
    expect(items).toEqual([await run()]);
    for (const text of api.fakeHbs.records) {
      const { SessionID } = JSON.parse(text) as { SessionID: string };
      expect(await api.detail(SessionID)).toMatchObject({
        source: 'pulled',
        pulled: true,
        forwarded: 0,
        raw: text,
      });
    }
  });

  it.each<[string, object, string, string]>([
    ['no range', {}, 'BODY_INVALID', '"/from"'],
    ['no end', { from: '2026-01-01T00:00:00Z' }, 'BODY_INVALID', '"/to"'],
    [
      'a time without its offset',
      { from: '2026-01-01T00:00:00', to: '2026-01-02T00:00:00Z' },
      'BODY_INVALID',
      '"/from"',
    ],
    ['a number', { from: 7, to: '2026-01-02T00:00:00Z' }, 'BODY_INVALID', '"/from"'],
    ['a member that there is not', { ...yesterday(), colour: 'red' }, 'BODY_INVALID', '"/colour"'],
    [
      'a range that ends before it begins',
      { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      'RANGE_INVALID',
      'from',
    ],
    [
      'a range in the future',
      { from: '2099-01-01T00:00:00Z', to: '2099-01-02T00:00:00Z' },
      'RANGE_INVALID',
      'from',
    ],
    [
      'a range before OICP',
      { from: '1970-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      'RANGE_INVALID',
      'from',
    ],
    ['a provider that is not ours', { ...yesterday(), providerId: 'FR-XYZ' }, 'PROVIDER_FOREIGN', 'DE-EMP'],
  ])('refuses the order of a backfill with %s, and asks HBS nothing', async (_, body, code, names) => {
    const asked = api.server.calls.length;
    const answer = await api.ask('POST', '/backfill', { body });
    expect(answer).toMatchObject({ status: 422, body: { status: 422, code } });
    expect(JSON.stringify([answer.body['errors'], answer.body['detail']])).toContain(names);
    expect(api.server.calls).toHaveLength(asked);
  });
});
