import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, type ChannelModel } from 'amqplib';
import { request } from 'undici';
import type { CdrDetail, CdrRun, StoredCdr } from '#messaging';
import { aCdr, aChargeOfItsOwn, CDR_PATH } from '../../support/cdr.js';
import { API_KEY, EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import { HbsDouble } from '../../support/hbs-double.js';
import { HbsServer } from '../../support/hbs-server.js';
import type { Hbs } from '../../support/hbs.js';
import { listedByHbs } from '../../support/listed-by-hbs.js';
import { SessionEvents } from '../../support/remote-session/session-events.js';

const READER = 'a-key-that-may-read';
const STRANGER = 'a-key-for-the-map-only';
const HOUR_MS = 60 * 60 * 1_000;

interface ApiAnswer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
}

describe('the API of charge detail records, over real TLS, RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let server: HbsServer;
  let gateway: RunningGateway;
  let hbs: Hbs;
  let broker: ChannelModel;
  let events: SessionEvents;
  const double = new HbsDouble();
  const listed = listedByHbs(double);
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    server = await HbsServer.start({ certificates: suite.certificates, behaviour: listed });
    const sha256 = createHash('sha256').update(READER).digest('hex');
    const keys = [
      { name: 'all', key: API_KEY, scopes: ['*'] },
      { name: 'reader', sha256, scopes: ['cdr:read'] },
      { name: 'map', key: STRANGER, scopes: ['evses:read', 'cdr:write'] },
    ];
    gateway = await suite.startGateway({
      ...(await suite.certificates.hbsSettings(server.baseUrl)),
      API_KEYS_FILE: suite.certificates.file('cdr-keys.json', JSON.stringify(keys)),
    });
    await suite.start('cdr', { EMP_PROVIDER_IDS: 'DE-EMP', CDR_RECONCILE_INTERVAL: 'P1D' });
    hbs = await suite.hbs(gateway);
    broker = await connect(suite.host.directUrl);
    events = new SessionEvents(await broker.createConfirmChannel());
    // The scheduled reconciliation has its turn first: what a test orders is then all that is asked of HBS.
    await eventually(async () => {
      const { items } = (await ask<{ items: CdrRun[] }>('GET', '/runs')).body;
      expect(items.map(({ kind, state }) => [kind, state])).toEqual(
        expect.arrayContaining([
          ['unforwarded', 'done'],
          ['sweep', 'done'],
        ]),
      );
    }, 30_000);
  });
  afterAll(async () => {
    await broker.close();
    await suite.stop();
    await server.stop();
  });
  beforeEach(() => {
    server.behaviour = listed;
    double.records = [];
    double.mostPerPage = 2_000;
  });

  async function ask<T = Record<string, unknown>>(
    method: 'GET' | 'POST',
    path: string,
    { body, key = API_KEY }: { readonly body?: object; readonly key?: string } = {},
  ): Promise<ApiAnswer<T>> {
    const answer = await request(`${gateway.apiUrl}/v1/cdrs${path}`, {
      method,
      reset: true,
      headers: {
        ...(key !== '' && { authorization: `Bearer ${key}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: (await answer.body.json()) as T };
  }
  const namesOf = ({ items }: { readonly items: readonly StoredCdr[] }): readonly string[] =>
    items.map(({ sessionId }) => sessionId);
  const list = async (query: string): Promise<{ items: StoredCdr[]; next?: string }> =>
    (await ask<{ items: StoredCdr[]; next?: string }>('GET', `?${query}`, { key: READER })).body;
  async function forward(exchanged: Record<string, unknown>): Promise<void> {
    const { status, text } = await hbs.send({ path: CDR_PATH, body: JSON.stringify(aCdr(exchanged)) });
    expect({ status, text }).toEqual({ status: 200, text: expect.stringContaining('"Result":true') });
  }
  const detail = (sessionId: string): Promise<CdrDetail> =>
    eventually(async () => {
      const { status, body } = await ask<CdrDetail>('GET', `/${sessionId}`, { key: READER });
      expect(status).toBe(200);
      return body;
    });
  const findings = async (sessionId: string): Promise<readonly string[]> =>
    (await detail(sessionId)).findings.map(({ code }) => code);
  const yesterday = (): { from: string; to: string } => ({
    from: new Date(Date.now() - 24 * HOUR_MS).toISOString(),
    to: new Date(Date.now() - HOUR_MS).toISOString(),
  });

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
    const body = method === 'POST' ? { body: yesterday() } : {};
    const answer = await ask(method, path, { key, ...body });
    expect(answer).toMatchObject({ status, body: { status, code, detail: expect.stringContaining(says) } });
  });

  it('walks every record exactly once by its cursor, while new ones arrive', async () => {
    const evseId = 'DE*ABC*EWALK*1';
    const sessionAt = async (minute: number): Promise<string> => {
      const SessionID = randomUUID();
      const SessionEnd = new Date(Date.parse('2026-09-24T10:00:00Z') + minute * 60_000).toISOString();
      await forward({ SessionID, EvseID: evseId, SessionEnd });
      return SessionID;
    };
    const before: string[] = [];
    // Two of each minute, so that a page may end between two that ended together.
    for (let index = 0; index < 12; index += 1) before.push(await sessionAt(index >> 1));
    await eventually(async () =>
      expect((await list(`evseId=${evseId}&limit=500`)).items).toHaveLength(before.length),
    );
    const seen: string[] = [];
    let arrived = before.length;
    for (let cursor = ''; ;) {
      const page = await list(`evseId=${evseId}&limit=5${cursor}`);
      seen.push(...namesOf(page));
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
      await sessionAt(100 + arrived);
      await sessionAt(3);
      arrived += 2;
      await eventually(async () =>
        expect((await list(`evseId=${evseId}&limit=500`)).items).toHaveLength(arrived),
      );
    }
    expect(arrived).toBeGreaterThan(before.length);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((each) => before.includes(each)).toSorted()).toEqual(before.toSorted());
  });

  it('finds by each filter what fits it, and nothing else', async () => {
    const evseId = 'DE*ABC*EFILTER*1';
    const [card, contract, wrong] = [randomUUID(), randomUUID(), randomUUID()];
    const EvcoID = 'DE-EMP-C00FILTER-1';
    await forward({ SessionID: card, EvseID: evseId, HubProviderID: 'DE-EMP' });
    await forward({
      SessionID: contract,
      EvseID: evseId,
      HubProviderID: null,
      Identification: { RemoteIdentification: { EvcoID } },
      SessionEnd: '2026-09-25T00:00:00+02:00',
    });
    await forward({ SessionID: wrong, EvseID: evseId, HubOperatorID: 'DE*XYZ', ConsumedEnergy: -1 });
    // Two that are under way at once may be stored in either order, and the first that is stored counts.
    await eventually(() => detail(wrong));
    await forward({ SessionID: wrong, EvseID: evseId, HubOperatorID: 'DE*XYZ', ConsumedEnergy: 2 });
    await eventually(async () => {
      expect((await list(`evseId=${evseId}`)).items).toHaveLength(3);
      expect(await detail(wrong)).toMatchObject({ forwarded: 2 });
    });
    const found = async (query: string): Promise<readonly string[]> =>
      namesOf(await list(`evseId=${evseId}&${query}`)).toSorted();
    expect(await found('evcoId=deempc00filter1')).toEqual([contract]);
    expect(await found('uid=04a1b2c3d4e5f6')).toEqual([card, wrong].toSorted());
    expect(await found('from=2026-09-24T00:00:00Z')).toEqual([contract]);
    expect(await found('to=2026-09-24T22:00:00Z')).toEqual([card, wrong].toSorted());
    expect(await found('conflicted=true')).toEqual([wrong]);
    expect(await found('conflicted=false')).toEqual([card, contract].toSorted());
    expect(await found('finding=negative-energy')).toEqual([wrong]);
    expect(await found('providerId=DE-EMP')).toEqual([card, contract, wrong].toSorted());
    for (const query of ['evcoId=DE-EMP-C00FILTER', 'evcoId=de%20emp%20c00filter%201'])
      expect({ query, names: await found(query) }).toEqual({ query, names: [contract] });
    for (const query of ['operatorId=de-xyz', 'operatorId=DEXYZ', 'finding=NEGATIVE_ENERGY', 'conflicted=1'])
      expect({ query, names: await found(query) }).toEqual({ query, names: [wrong] });
    for (const query of [
      'uid=04:A1:B2:C3:D4:E5:F6',
      'uid=04%20a1%20b2%20c3%20d4%20e5%20f6',
      'conflicted=True',
    ])
      expect(await found(query)).toContain(wrong);
    for (const query of ['providerId=deemp', 'providerId=DE*EMP', 'providerId=de%20emp'])
      expect(await found(query)).toEqual([card, contract, wrong].toSorted());
    for (const query of ['evcoId=DE-EMP-C00FILTER-2', 'evcoId=DE-EMP-C00FILTES', 'operatorId=FR-XYZ'])
      expect({ query, names: await found(query) }).toEqual({ query, names: [] });
    for (const written of ['DE%20ABC%20EFILTER%201', 'de-abc-efilter-1'])
      expect((await list(`evseId=${written}`)).items).toHaveLength(3);
    for (const written of [card.replaceAll('-', ''), card.toUpperCase()])
      expect(await detail(written)).toMatchObject({ sessionId: card });
  });

  it('finds what is stored unreadable exactly as it came, and one EvcoID without its check digit with it', async () => {
    const SessionID = randomUUID();
    await forward({
      SessionID,
      EvseID: 'Station 7',
      HubOperatorID: 'DE*LONGNAME',
      Identification: { RemoteIdentification: { EvcoID: 'DE-EMP-C00NODIGI' } },
    });
    await eventually(async () => expect(namesOf(await list('evseId=Station%207'))).toEqual([SessionID]));
    for (const query of ['operatorId=DE*LONGNAME', 'operatorId=de%20longname', 'evseId=Station-7'])
      expect({ query, names: namesOf(await list(query)) }).toEqual({ query, names: [SessionID] });
    expect(namesOf(await list('evcoId=DE-EMP-C00NODIGI-5'))).toEqual([SessionID]);
    expect(namesOf(await list('evseId=Station%207&evcoId=DE-EMP-C12345678-X'))).toEqual([]);
  });

  it('lists records of a provider that is not ours where there are any', async () => {
    const SessionID = randomUUID();
    await forward({ SessionID, EvseID: 'DE*ABC*EFOREIGN*1', HubProviderID: 'NL-FOR' });
    for (const query of ['providerId=NL-FOR', 'providerId=nl*for'])
      await eventually(async () => expect(namesOf(await list(query))).toEqual([SessionID]));
  });

  it('finds what is stored with other separators by its canonical identifiers', async () => {
    const SessionID = randomUUID();
    await forward({
      SessionID,
      EvseID: 'DE–ABC–E778–1',
      Identification: { RemoteIdentification: { EvcoID: 'de emp c00blanks x' } },
    });
    for (const query of ['evseId=DE*ABC*E778*1', 'evcoId=DE-EMP-C00BLANKS-X'])
      await eventually(async () => expect(namesOf(await list(query))).toEqual([SessionID]));
  });

  it.each([
    [
      'evseId=Station%208',
      'The query parameter evseId is not valid: "Station 8" is not an EvseID such as DE*ABC*E840*6487',
    ],
    [
      'evcoId=nobody',
      'The query parameter evcoId is not valid: this is not an EvcoID such as DE-8EO-CAet5e4XY-3',
    ],
    ['uid=04A1', 'The query parameter uid is not valid: this is not a UID of 8, 14 or 20 hexadecimal digits'],
    ['operatorId=abc', 'The query parameter operatorId is not valid: "abc" is not an OperatorID'],
    ['providerId=FR-XYZ', 'The query parameter providerId is not valid: FR-XYZ is none of our ProviderIDs: '],
    [
      'providerId=emp',
      'The query parameter providerId is not valid: "emp" is not a ProviderID such as DE-8EO',
    ],
    [
      'finding=negative-enrgy',
      'The query parameter finding is not valid: "negative-enrgy" is not the code of a finding; did you mean "negative-energy"',
    ],
  ])('says what would be right of a filter that nothing can fit: %s', async (query, detailed) => {
    expect(await ask('GET', `?${query}`)).toMatchObject({
      status: 422,
      body: { code: 'FILTER_INVALID', detail: expect.stringContaining(detailed) },
    });
  });

  it.each([
    ['from', 'from=2026-01-01T00:00:00'],
    ['from', 'from=2026-02-30T00:00:00Z'],
    ['to', 'to=tomorrow'],
    ['evseId', 'evseId='],
    ['uid', `uid=${'4'.repeat(251)}`],
    ['finding', 'finding='],
    ['conflicted', 'conflicted=maybe'],
    ['limit', 'limit=501'],
    ['limit', 'limit=many'],
    ['colour', 'colour=red'],
  ])('names the filter %s where it is wrong: %s', async (field, query) => {
    const answer = await ask('GET', `?${query}`);
    expect(answer).toMatchObject({ status: 422, body: { status: 422, code: 'PARAMETER_INVALID' } });
    expect(answer.body['errors']).toEqual(
      expect.arrayContaining([{ in: 'query', name: field, detail: expect.stringContaining(field) }]),
    );
  });

  it('shows a record with its energy as text, its findings, its conflicts, its variants and their bytes', async () => {
    const sessionId = randomUUID();
    const first = {
      ...aChargeOfItsOwn(sessionId),
      SessionEnd: '2026-09-25T17:20:00+02:00',
      ChargingEnd: '2026-09-25T17:15:00+02:00',
      ConsumedEnergy: 1_000.25,
      MeterValueEnd: 1_100.75,
    };
    await forward(first);
    await forward({ ...first, CPOPartnerSessionID: 'another name' });
    await forward({ ...first, ConsumedEnergy: 12, MeterValueEnd: 112.5 });
    await eventually(async () => expect(await detail(sessionId)).toMatchObject({ forwarded: 3 }));
    const { findings: found, variants, conflicts, ...cdr } = await detail(sessionId.toUpperCase());
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
    const ofConflict = await request(
      `${gateway.apiUrl}/v1/cdrs/${sessionId}/raw?content=${conflicts[0]?.id}`,
      { reset: true, headers: { authorization: `Bearer ${READER}` } },
    );
    expect(await ofConflict.body.text()).toBe(conflicts[0]?.raw);
  });

  it('orders a backfill, shows how far it is and when it has succeeded', async () => {
    double.records = Array.from({ length: 5 }, () => JSON.stringify(aCdr({ SessionID: randomUUID() })));
    double.mostPerPage = 2;
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    server.behaviour = async (call, response) => {
      if (call.path.includes('page=1&')) await released;
      await listed(call, response);
    };
    const range = yesterday();
    const { status, body } = await ask<{ runs: CdrRun[] }>('POST', '/backfill', {
      body: { ...range, providerId: 'de*emp' },
    });
    expect(status).toBe(202);
    expect(body.runs).toMatchObject([{ kind: 'backfill', providerId: 'DE-EMP', ...range }]);
    const run = async (): Promise<CdrRun> =>
      (await ask<CdrRun>('GET', `/runs/${body.runs[0]?.id}`, { key: READER })).body;
    await eventually(async () =>
      expect(await run()).toMatchObject({ state: 'running', page: 1, pages: 3, records: 2, added: 2 }),
    );
    expect(await run()).toMatchObject({ doneUntil: range.from });
    release();
    const done = { state: 'done', records: 5, added: 5, doneUntil: range.to };
    await eventually(async () => expect(await run()).toMatchObject(done));
    const { items } = (await ask<{ items: CdrRun[] }>('GET', '/runs?limit=1')).body;
    expect(items).toEqual([await run()]);
    for (const text of double.records) {
      const { SessionID } = JSON.parse(text) as { SessionID: string };
      expect(await detail(SessionID)).toMatchObject({
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
    const asked = server.calls.length;
    const answer = await ask('POST', '/backfill', { body });
    expect(answer).toMatchObject({ status: 422, body: { status: 422, code } });
    expect(JSON.stringify([answer.body['errors'], answer.body['detail']])).toContain(names);
    expect(server.calls).toHaveLength(asked);
  });

  it('finds the session of a record unknown until somebody tells that it is ours', async () => {
    const [authorized, started, foreign, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const ours = randomUUID();
    const EvseID = 'DE*ABC*EKNOWN*1';
    await forward({ SessionID: authorized, EvseID });
    await forward({ SessionID: started, EvseID, EMPPartnerSessionID: ours });
    await forward({ SessionID: foreign, EvseID });
    await forward({ SessionID: other, EvseID });
    for (const each of [authorized, started, foreign, other])
      expect(await findings(each)).toContain('unknown-session');
    const decided = {
      code: '000',
      at: new Date().toISOString(),
      medium: 'rfid',
      evcoId: 'DE-EMP-C12345678-X',
      operatorId: 'DE*ABC',
    };
    const session = { id: randomUUID(), state: 'active' };
    await events.tell('authorization.decided', { ...decided, decision: 'refused', sessionId: foreign });
    await events.tell('session.opened', { ...session, startedBy: 'other', sessionId: other });
    await events.tell('session.opened', { ...session, startedBy: 'app', empPartnerSessionId: ours });
    await events.tell('authorization.decided', {
      ...decided,
      decision: 'authorized',
      sessionId: authorized.toUpperCase(),
    });
    for (const each of [authorized, started])
      await eventually(async () => expect(await findings(each)).not.toContain('unknown-session'));
    const unknown = namesOf(await list(`evseId=${EvseID}&finding=unknown-session`));
    expect(unknown.toSorted()).toEqual([foreign, other].toSorted());
  });
});
