import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCdr, aUniqueCharge } from '../../support/cdr.js';
import { CdrApiSuite, READER, STRANGER } from '../../support/cdr-api-suite.js';
import { eventually } from '../../support/eventually.js';

describe('charge detail records in the API, over real TLS, RabbitMQ and PostgreSQL', () => {
  let api: CdrApiSuite;
  beforeAll(async () => {
    api = await CdrApiSuite.create();
  });
  afterAll(() => api.end());

  it.each<[string, 'GET' | 'POST', string, string, number, string, string]>([
    ['anything without a key', 'GET', '', '', 401, 'KEY_MISSING', 'API_KEYS_FILE'],
    [
      'anything with a key that nobody gave out',
      'GET',
      '',
      'nobody-knows-this-key',
      401,
      'KEY_MISSING',
      'API_KEYS_FILE',
    ],
    ['the list with other scopes', 'GET', '', STRANGER, 403, 'SCOPE_MISSING', 'cdr:read'],
    ['a record with other scopes', 'GET', '/x', STRANGER, 403, 'SCOPE_MISSING', 'cdr:read'],
    ['bytes with other scopes', 'GET', '/x/raw', STRANGER, 403, 'SCOPE_MISSING', 'cdr:read'],
    ['the unreadable with other scopes', 'GET', '/unreadable', STRANGER, 403, 'SCOPE_MISSING', 'cdr:read'],
    ['reconciliations with other scopes', 'GET', '/runs', STRANGER, 403, 'SCOPE_MISSING', 'cdr:read'],
    ['a backfill without a key', 'POST', '/backfill', '', 401, 'KEY_MISSING', 'API_KEYS_FILE'],
    ['a backfill with the scope to read', 'POST', '/backfill', READER, 403, 'SCOPE_MISSING', 'cdr:write'],
  ])('is not asked for %s', async (_, method, path, key, status, code, says) => {
    const body =
      method === 'POST' ? { body: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' } } : {};
    const answer = await api.ask(method, path, { key, ...body });
    expect(answer).toMatchObject({ status, body: { status, code, detail: expect.stringContaining(says) } });
  });

  it('shows a record with its energy as text, its findings, its conflicts, its variants and their bytes', async () => {
    const sessionId = randomUUID();
    const first = {
      ...aUniqueCharge(sessionId),
      SessionEnd: '2026-09-25T17:20:00+02:00',
      ChargingEnd: '2026-09-25T17:15:00+02:00',
      ConsumedEnergy: 1_000.25,
      MeterValueEnd: 1_100.75,
    };
    await api.forward(first);
    // Records that arrive within a moment are stored in any order.
    await eventually(async () => expect(await api.detail(sessionId)).toMatchObject({ forwarded: 1 }));
    await api.forward({ ...first, CPOPartnerSessionID: 'another name' });
    await api.forward({ ...first, ConsumedEnergy: 12, MeterValueEnd: 112.5 });
    await eventually(async () => expect(await api.detail(sessionId)).toMatchObject({ forwarded: 3 }));
    const { findings: found, variants, conflicts, ...cdr } = await api.detail(sessionId.toUpperCase());
    expect(cdr).toMatchObject({
      sessionId,
      consumedEnergyKwh: '1000.25',
      raw: JSON.stringify(aCdr(first)),
      rawEncoding: 'utf8',
    });
    expect(found).toEqual([
      { code: 'unknown-session', message: expect.any(String) },
      { code: expect.stringContaining('energy'), message: expect.any(String) },
    ]);
    expect(variants).toMatchObject([
      { summary: { cpoPartnerSessionId: 'another name' }, raw: expect.stringContaining('another name') },
    ]);
    expect(conflicts).toMatchObject([{ summary: { consumedEnergyKwh: '12' } }]);
    expect(await api.raw(sessionId, conflicts[0]?.id)).toBe(conflicts[0]?.raw);
  });

  it('finds the session of a record unknown until it is reported to be ours', async () => {
    const [authorized, started, foreign, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const ours = randomUUID();
    const EvseID = 'DE*ABC*EKNOWN*1';
    await api.forward({ SessionID: authorized, EvseID });
    await api.forward({ SessionID: started, EvseID, EMPPartnerSessionID: ours });
    await api.forward({ SessionID: foreign, EvseID });
    await api.forward({ SessionID: other, EvseID });
    for (const each of [authorized, started, foreign, other])
      expect(await api.findings(each)).toContain('unknown-session');
    const decided = {
      code: '000',
      at: new Date().toISOString(),
      medium: 'rfid',
      evcoId: 'DE-EMP-C12345678-X',
      operatorId: 'DE*ABC',
    };
    const session = { id: randomUUID(), state: 'active' };
    await api.events.publish('authorization.decided', {
      ...decided,
      decision: 'refused',
      sessionId: foreign,
    });
    await api.events.publish('session.opened', { ...session, startedBy: 'other', sessionId: other });
    await api.events.publish('session.opened', { ...session, startedBy: 'app', empPartnerSessionId: ours });
    await api.events.publish('authorization.decided', {
      ...decided,
      decision: 'authorized',
      sessionId: authorized.toUpperCase(),
    });
    for (const each of [authorized, started])
      await eventually(async () => expect(await api.findings(each)).not.toContain('unknown-session'));
    const unknown = await api.names(`evseId=${EvseID}&finding=unknown-session`);
    expect(unknown.toSorted()).toEqual([foreign, other].toSorted());
  });

  it('shows with what a record was compared, also in lists, and finds it by what was found', async () => {
    const sessionId = randomUUID();
    const own = aUniqueCharge(sessionId);
    const authorised = {
      decision: 'authorized',
      code: '000',
      at: '2026-09-23T14:11:00Z',
      medium: 'rfid',
      uid: '0B0B0B0B',
      evcoId: 'DE-EMP-C12345678-X',
      operatorId: 'DE*ABC',
      sessionId,
      evseId: 'DE*ABC*E00001',
    };
    await api.events.publish('authorization.decided', authorised);
    await api.forward({ ...own, ConsumedEnergy: 4_000, MeterValueEnd: 4_100.5 });
    const codes = ['other-card', 'other-evse', 'energy-exceeds-power'];
    await eventually(async () =>
      expect(await api.findings(sessionId)).toEqual([...codes, 'enormous-energy']),
    );
    for (const finding of codes) {
      const { items } = await api.list(`finding=${finding}&evseId=${String(own['EvseID'])}`);
      expect(items.map((each) => each.sessionId)).toEqual([sessionId]);
      expect(items[0]?.findings).toEqual((await api.detail(sessionId)).findings);
    }
    const { findings } = await api.detail(sessionId);
    expect(findings.map(({ comparedWith }) => comparedWith)).toEqual([
      'the session as authorised at 2026-09-23T14:11:00Z',
      'EVSE DE*ABC*E00001, the session as authorised at 2026-09-23T14:11:00Z',
      '1000 kW, the limit of an EVSE whose power is not known',
      undefined,
    ]);
  });
});
