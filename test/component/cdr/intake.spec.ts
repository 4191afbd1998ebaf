import type { INestMicroservice } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { request } from 'undici';
import { cdrDatabase } from '../../../apps/cdr/src/database.js';
import type { CdrDetail } from '#suite';
import { acknowledgement } from '#oicp';
import { aCdr, aUniqueCharge, CDR_PATH } from '../../support/cdr.js';
import { CdrListener, startCdrListener } from '../../support/cdr-listener.js';
import { API_KEY, EdgeSuite, journaled, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import type { EdgeCaller } from '../../support/edge-caller.js';

const PROCESS_ID = '0d1b7c0e-6a07-4a0b-9b6b-2f9e6a1f7c55';

interface Verdict {
  readonly Result?: boolean | undefined;
  readonly code: string | undefined;
  readonly sessionId: string | undefined;
}

describe('charge detail records through the edge, over real TLS, RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  let hbs: EdgeCaller;
  let stored: DataSource;
  let listening: INestMicroservice;
  const listener = new CdrListener();
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    stored = await suite.database.connect(cdrDatabase);
    listening = await startCdrListener(suite.host, listener);
    await suite.start('cdr');
    gateway = await suite.startGateway();
    hbs = await suite.hbs(gateway);
  });
  afterAll(async () => {
    await listening.close();
    await suite.stop();
  });

  async function forward(body: string | Buffer | object, path = CDR_PATH): Promise<Verdict> {
    const sent = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const { status, text } = await hbs.send({ path, body: sent, headers: { 'Process-ID': PROCESS_ID } });
    expect(status).toBe(200);
    const { value, violations } = acknowledgement.read(text);
    expect(violations).toEqual([]);
    return { Result: value.Result, code: value.StatusCode?.Code, sessionId: value.SessionID };
  }

  async function api(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await request(`${gateway.apiUrl}/v1/cdrs${path}`, {
      reset: true,
      headers: { authorization: `Bearer ${API_KEY}` },
    });
    return { status: answer.statusCode, body: (await answer.body.json()) as Record<string, unknown> };
  }
  const view = (sessionId: string): Promise<Record<string, unknown>> =>
    eventually(async () => {
      const { status, body } = await api(`/${sessionId}`);
      expect(status).toBe(200);
      return body;
    });
  const taken = (sessionId: string): object => ({ Result: true, code: '000', sessionId });
  /** Waits until so many were published: one more than expected would be published before the next session's. */
  async function expectEvents(sessionId: string, expected: readonly string[]): Promise<void> {
    const marker = randomUUID();
    await forward(aCdr({ SessionID: marker }));
    await eventually(() => expect(listener.typesOf(marker)).toEqual(['cdr.received']));
    await eventually(() => expect(listener.typesOf(sessionId).toSorted()).toEqual(expected));
  }

  it.each(['v22', 'v21'])('are taken on %s, and can be seen with their own bytes', async (version) => {
    const sessionId = randomUUID();
    const body = JSON.stringify(
      aCdr({ ...aUniqueCharge(sessionId), ConsumedEnergy: 10.1, MeterValueEnd: 110.6 }),
      null,
      1,
    );
    expect(await forward(body, CDR_PATH.replace('v22', version))).toEqual(taken(sessionId));
    const cdr = await view(sessionId.toUpperCase());
    expect(cdr).toMatchObject({
      sessionId,
      consumedEnergyKwh: '10.1',
      evseId: `DE*ABC*E${sessionId.slice(0, 8)}`,
      uid: sessionId.slice(0, 8).toUpperCase(),
      providerId: 'DE-EMP',
      operatorId: 'DE*ABC',
      sessionEnd: '2026-09-23T17:20:00+02:00',
      source: 'forwarded',
      processId: PROCESS_ID,
      forwarded: 1,
      pulled: false,
      findings: [{ code: 'unknown-session' }],
      raw: body,
      rawEncoding: 'utf8',
      variants: [],
      conflicts: [],
    });
    await expectEvents(sessionId, ['cdr.received']);
  });

  it('are one when a hundred copies come at once', async () => {
    const sessionId = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => forward(aCdr({ SessionID: sessionId }))),
    );
    expect(answers).toEqual(Array.from({ length: 100 }, () => taken(sessionId)));
    await eventually(async () => expect((await view(sessionId))['forwarded']).toBe(100));
    expect(await view(sessionId)).toMatchObject({ variants: [], conflicts: [] });
    await expectEvents(sessionId, ['cdr.received']);
  });

  it('are one and a conflict when two different ones come at once', async () => {
    const sessionId = randomUUID();
    const both = [10, 11].map((ConsumedEnergy) => aCdr({ SessionID: sessionId, ConsumedEnergy }));
    expect(await Promise.all(both.map((each) => forward(each)))).toEqual([
      taken(sessionId),
      taken(sessionId),
    ]);
    await eventually(async () => expect((await view(sessionId))['forwarded']).toBe(2));
    const { consumedEnergyKwh, conflicts, variants } = (await view(sessionId)) as unknown as CdrDetail;
    const energies = [consumedEnergyKwh, ...conflicts.map(({ summary }) => summary.consumedEnergyKwh)];
    expect(new Set(energies)).toEqual(new Set(['10', '11']));
    expect(variants).toEqual([]);
    await expectEvents(sessionId, ['cdr.conflicted', 'cdr.received']);
    // The conflicting one again is no other conflict; a third bill is.
    for (const ConsumedEnergy of [10, 11, 12]) await forward(aCdr({ SessionID: sessionId, ConsumedEnergy }));
    await eventually(async () => expect((await view(sessionId))['forwarded']).toBe(5));
    await expectEvents(sessionId, ['cdr.conflicted', 'cdr.conflicted', 'cdr.received']);
    const conflicted = (await api('?conflicted=true&limit=500')).body['items'] as { sessionId: string }[];
    expect(conflicted.map((each) => each.sessionId)).toContain(sessionId);
  });

  it('keep another partner session or a new field as a variant', async () => {
    const sessionId = randomUUID();
    await forward(aCdr({ SessionID: sessionId }));
    await forward(aCdr({ SessionID: sessionId.toUpperCase(), CPOPartnerSessionID: 'other', New: { a: 1 } }));
    await eventually(async () => expect((await view(sessionId))['variants']).toHaveLength(1));
    expect(await view(sessionId)).toMatchObject({ sessionId, cpoPartnerSessionId: '1234XYZ', conflicts: [] });
    await expectEvents(sessionId, ['cdr.received']);
  });

  it('are taken with 5 MB of signed values, byte for byte', async () => {
    const sessionId = randomUUID();
    const SignedMeteringValues = ['Start', 'End'].map((MeteringStatus) => ({
      SignedMeteringValue: `OCMF|{"FV":"1.0"}|${MeteringStatus}`.repeat(110_000),
      MeteringStatus,
    }));
    const body = JSON.stringify(aCdr({ SessionID: sessionId, SignedMeteringValues }));
    expect(body.length).toBeGreaterThan(5_000_000);
    expect(await forward(body)).toEqual(taken(sessionId));
    const cdr = await view(sessionId);
    expect(cdr).toMatchObject({ rawBytes: body.length });
    expect(cdr).not.toHaveProperty('raw');
    const raw = await request(`${gateway.apiUrl}/v1/cdrs/${sessionId}/raw`, {
      reset: true,
      headers: { authorization: `Bearer ${API_KEY}` },
    });
    expect(await raw.body.text()).toBe(body);
  });

  it.each<[string, Record<string, unknown>, string | undefined]>([
    ['a NUL in a text', { PartnerProductID: 'AC\u00001', Note: 'a\u0000b' }, '10'],
    ['half a character', { CPOPartnerSessionID: 'a\ud800b', ['k\udc00']: 1 }, '10'],
    ['meter values as a list', { MeterValueInBetween: [101, '102.5'] }, '10'],
    ['meter values as the document shows them', { MeterValueInBetween: { meterValues: [101, 102.5] } }, '10'],
    ['meter values as one number', { MeterValueInBetween: { meterValues: 101 } }, '10'],
    ['meter values that are none', { MeterValueInBetween: 'many', MeterValueEnd: {} }, '10'],
    ['energy as text', { ConsumedEnergy: '10.000' }, '10'],
    [
      'energy with more digits than a float has',
      { ConsumedEnergy: '12345678.123456789012345' },
      '12345678.123456789012345',
    ],
    [
      'no energy, no times, no EVSE',
      { ConsumedEnergy: null, SessionEnd: 'yesterday', EvseID: null },
      undefined,
    ],
    ['a session that no GUID names', { SessionID: 'session 7' }, '10'],
    ['no identification', { Identification: null }, '10'],
    ['the whole in a list of one', {}, '10'],
  ])('are taken with %s', async (name, exchanged, energy) => {
    const given = exchanged['SessionID'];
    const sessionId = typeof given === 'string' ? given : randomUUID();
    const cdr = aCdr({ SessionID: sessionId, ...exchanged });
    const answer = await forward(name.startsWith('the whole') ? [cdr] : cdr);
    expect(answer).toMatchObject({ Result: true, code: '000' });
    expect((await view(encodeURIComponent(sessionId)))['consumedEnergyKwh']).toBe(energy);
  });

  it('are taken with numbers that no database holds', async () => {
    const sessionId = randomUUID();
    const body = JSON.stringify(aCdr({ SessionID: sessionId })).replace(
      '{',
      '{"a":1e400,"b":1e999999,"c":-1e-99999,',
    );
    expect(await forward(body)).toEqual(taken(sessionId));
    expect(await view(sessionId)).toMatchObject({ raw: body });
  });

  it('say what a person should look at', async () => {
    const sessionId = randomUUID();
    await forward(
      aCdr({
        SessionID: sessionId,
        SessionEnd: '2026-09-23T16:00:00+02:00',
        ChargingStart: '2099-01-01T00:00:00Z',
        ConsumedEnergy: -1,
        EvseID: 'nonsense',
      }),
    );
    const { findings } = await view(sessionId);
    const codes = (findings as { code: string }[]).map(({ code }) => code);
    for (const code of [
      'unknown-session',
      'ends-before-start',
      'in-the-future',
      'negative-energy',
      'energy-differs-from-meter',
      'wrong-form',
    ])
      expect(codes).toContain(code);
    const listed = (await api('?finding=negative-energy')).body['items'] as { sessionId: string }[];
    expect(listed.map((each) => each.sessionId)).toContain(sessionId);
  });

  it.each<[string, string | Buffer | object]>([
    ['nothing', ''],
    ['what is not JSON', '{"SessionID": "f98efba4'],
    ['XML', '<eRoamingChargeDetailRecord/>'],
    ['an empty list', []],
    ['several in a list', [aCdr(), aCdr()]],
    ['a list of numbers', [1, 2]],
    ['a text', '"f98efba4-02d8-4fa0-b810-9a9d50d2c527"'],
    ['no SessionID', aCdr({ SessionID: null })],
    ['a SessionID with a NUL', aCdr({ SessionID: 'a\u0000b' })],
    ['a SessionID of a megabyte', aCdr({ SessionID: 'x'.repeat(1_000_000) })],
    ['bytes that are no text', Buffer.from([0xff, 0x00, 0xfe])],
    ['a megabyte of nested lists', '['.repeat(500_000) + ']'.repeat(500_000)],
  ])('are answered 022 and quarantined when they are %s', async (_, body) => {
    const bytes = Buffer.isBuffer(body)
      ? body
      : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    expect(await forward(bytes)).toMatchObject({ Result: false, code: '022' });
    await eventually(async () => {
      const rows = await stored.query<unknown[]>('select from cdr.unreadable where raw = $1', [bytes]);
      expect(rows).toHaveLength(1);
    });
    expect(await forward(aCdr({ SessionID: randomUUID() }))).toMatchObject({ Result: true });
  });

  it('that are unreadable are listed with what was wrong, and their bytes can be fetched', async () => {
    const body = Buffer.from('{"SessionID": 7');
    await forward(body);
    const listed = await eventually(async () => {
      const { items } = (await api('/unreadable')).body as { items: Record<string, unknown>[] };
      const found = items.find(({ beginning }) => beginning === body.toString());
      expect(found).toBeDefined();
      return found!;
    });
    expect(listed).toMatchObject({
      problem: expect.stringContaining('is not JSON'),
      source: 'forwarded',
      operatorId: 'DE*ABC',
      rawBytes: body.length,
      copies: 1,
    });
    const raw = await request(`${gateway.apiUrl}/v1/cdrs/unreadable/${String(listed['id'])}/raw`, {
      reset: true,
      headers: { authorization: `Bearer ${API_KEY}` },
    });
    expect(Buffer.from(await raw.body.arrayBuffer())).toEqual(body);
  });

  it('are journaled with their session, and no log names a driver', async () => {
    const sessionId = randomUUID();
    const Identification = { QRCodeIdentification: { EvcoID: 'DE-EMP-C12345678-X', PIN: '918273' } };
    await forward(aCdr({ SessionID: sessionId, Identification }));
    expect(journaled(gateway).at(-1)).toMatchObject({
      operation: 'chargeDetailRecord',
      code: '000',
      sessionId,
    });
    expect(await view(sessionId)).toMatchObject({ evcoId: 'DE-EMP-C12345678-X', providerId: 'DE-EMP' });
    const written = JSON.stringify(gateway.platform.recorded.lines);
    for (const secret of ['C12345678', '918273', 'A1B2C3D4']) expect(written).not.toContain(secret);
  });

  it('are listed by filters and pages, the latest first, each exactly once', async () => {
    const evseId = 'DE*ABC*ELIST*1';
    const sessions = Array.from({ length: 7 }, () => randomUUID());
    for (const [hour, SessionID] of sessions.entries()) {
      await forward(aCdr({ SessionID, EvseID: evseId, SessionEnd: `2026-09-24T1${hour}:00:00+02:00` }));
    }
    await eventually(async () => expect((await api(`?evseId=${evseId}`)).body['items']).toHaveLength(7));
    const seen: string[] = [];
    let query = `?evseId=deabcelist1&limit=3`;
    for (let next: string | undefined = ''; next !== undefined;) {
      const { body } = await api(`${query}${next === '' ? '' : `&cursor=${next}`}`);
      seen.push(...(body['items'] as { sessionId: string }[]).map(({ sessionId }) => sessionId));
      next = body['next'] as string | undefined;
    }
    expect(seen).toEqual(sessions.toReversed());
    query = `?evseId=${evseId}&from=2026-09-24T09:00:00Z&to=2026-09-24T14:00:00%2B02:00&uid=04a1b2c3d4e5f6&operatorId=de*abc&finding=unknown-session`;
    const { body } = await api(query);
    expect((body['items'] as { sessionId: string }[]).map(({ sessionId }) => sessionId)).toEqual([
      sessions[3],
      sessions[2],
      sessions[1],
    ]);
  });

  it.each([
    ['/00000000-0000-0000-0000-000000000000', 404, 'CDR_UNKNOWN'],
    ['/unreadable/99999999/raw', 404, 'CDR_UNKNOWN'],
    ['/unreadable/x/raw', 404, 'CDR_UNKNOWN'],
    ['/runs/7', 404, 'RUN_UNKNOWN'],
    ['?from=yesterday', 422, 'PARAMETER_INVALID'],
    ['?from=2026-01-01T00:00:00', 422, 'PARAMETER_INVALID'],
    ['?limit=0', 422, 'PARAMETER_INVALID'],
    ['?conflicted=maybe', 422, 'PARAMETER_INVALID'],
    ['?colour=red', 422, 'PARAMETER_INVALID'],
    ['?cursor=x', 422, 'CURSOR_INVALID'],
    ['/unreadable?cursor=WyJ4Il0', 422, 'CURSOR_INVALID'],
    ['/runs?cursor=WyJ4IiwieSJd', 422, 'CURSOR_INVALID'],
    ['?cursor=WyJ4IiwieSJd', 422, 'CURSOR_INVALID'],
  ])('are asked for by %s with an answer that says what is wrong', async (path, status, code) => {
    expect(await api(path)).toMatchObject({ status, body: { status, code } });
  });
});
