import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { acknowledgement } from '#oicp';
import { aCdr, CDR_PATH } from '../../support/cdr.js';
import { API_KEY, EdgeSuite, journaled, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import { anAuthorizeStart, START_PATH, type EdgeCaller } from '../../support/edge-caller.js';

const NOTIFICATION_PATH = '/api/oicp/notificationmgmt/v11/charging-notifications';
const UTF_16 = 'application/json;charset=UTF-16';

interface Refusal {
  readonly StatusCode: { readonly Code: string; readonly AdditionalInfo: string };
}

interface Unreadable {
  readonly id: string;
  readonly problem: string;
  readonly copies: number;
}

describe('a body in an unsupported encoding, over real TLS', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  let hbs: EdgeCaller;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    await Promise.all([suite.start('cdr'), suite.startAuthorization()]);
    gateway = await suite.startGateway();
    hbs = await suite.hbs(gateway);
  });
  afterAll(() => suite.stop());

  async function refusal(path: string, body: Buffer, headers: Record<string, string>): Promise<Refusal> {
    const { status, text } = await hbs.send({ path, body, headers });
    expect(status).toBe(200);
    return JSON.parse(text) as Refusal;
  }

  async function api(
    path: string,
  ): Promise<{ statusCode: number; body: { arrayBuffer(): Promise<ArrayBuffer> } }> {
    return request(`${gateway.apiUrl}/v1/cdrs/unreadable${path}`, {
      headers: { authorization: `Bearer ${API_KEY}` },
      reset: true,
    });
  }
  async function unreadables(): Promise<readonly Unreadable[]> {
    const text = Buffer.from(await (await api('')).body.arrayBuffer()).toString();
    return (JSON.parse(text) as { items: Unreadable[] }).items;
  }

  const swipe = JSON.stringify(anAuthorizeStart('04FFFFFFFFFFFF'));

  it.each([
    ['gzip', START_PATH, gzipSync(swipe), { 'content-encoding': 'gzip' }, 'content encoding "gzip" is'],
    [
      'Brotli',
      START_PATH,
      brotliCompressSync(swipe),
      { 'content-encoding': 'BR' },
      'content encoding "BR" is',
    ],
    [
      'two of them',
      START_PATH,
      gzipSync(deflateSync(swipe)),
      { 'content-encoding': 'deflate, gzip' },
      'content encoding "deflate, gzip" is',
    ],
    ['UTF-16', START_PATH, Buffer.from(swipe, 'utf16le'), { 'content-type': UTF_16 }, 'charset "UTF-16" is'],
    [
      'junk of any length',
      START_PATH,
      Buffer.from(`${swipe}\xFC`, 'latin1'),
      { 'content-type': `application/json;charset=\u0085\u00a0${'x'.repeat(5_000)}` },
      'charset "xxx',
    ],
    [
      'gzip, of a notification',
      NOTIFICATION_PATH,
      gzipSync('{}'),
      { 'content-encoding': 'gzip' },
      'content encoding "gzip" is',
    ],
  ])('is refused with 022 and its name: %s', async (_, path, body, headers, named) => {
    const { StatusCode } = await refusal(path, body, headers);
    expect(StatusCode).toEqual({ Code: '022', AdditionalInfo: expect.stringContaining(named) });
    expect(StatusCode.AdditionalInfo).toMatch(
      /^The [^\p{Cc}]{1,150}; send the body unencoded, as JSON in UTF-8\.$/u,
    );
    expect(journaled(gateway).at(-1)).toMatchObject({ code: '022', reason: StatusCode.AdditionalInfo });
  });

  it.each([
    { 'content-type': 'application/json;charset=ISO-8859-1' },
    { 'content-type': 'application/json; charset="utf-8"', 'content-encoding': 'identity' },
    { 'content-type': 'text/plain' },
  ])('is not assumed for the headers %j', async (headers) => {
    expect((await hbs.send({ body: swipe, headers })).text).toContain('"102"');
  });

  it.each(['klingon', 'windows-1252', 'UTF-16'])(
    'is read where its charset is called %s and it is JSON in UTF-8, which the journal notes',
    async (charset) => {
      const headers = { 'content-type': `application/json;charset=${charset}` };
      const body = JSON.stringify(anAuthorizeStart('04FFFFFFFFFFFF', { PartnerProductID: 'Türk' }));
      expect((await refusal(START_PATH, Buffer.from(body), headers)).StatusCode.Code).toBe('102');
      expect(journaled(gateway).at(-1)).toMatchObject({ violations: ['encoding '] });
    },
  );

  const STOP_PATH = START_PATH.replace('start', 'stop');
  const paths = [START_PATH, STOP_PATH, CDR_PATH, NOTIFICATION_PATH];

  it.each(paths)('that is not JSON is refused with the place, at %s', async (path) => {
    const session = '{"SessionID": "f98efba4-02d8-4fa0-b810-9a9d50d2c527"';
    for (const [body, named] of [
      [`${session},\n "EvseID": oops}`, 'The body is not JSON: it cannot be read from line 2, column 12 on.'],
      [session, 'The body is not JSON: it ends before it is complete.'],
      ['', 'The body is empty.'],
      ['<SessionID/>', 'The body is not JSON but looks like HTML or XML.'],
    ] as const)
      expect((await refusal(path, Buffer.from(body), {})).StatusCode).toEqual({
        Code: '022',
        AdditionalInfo: named,
      });
  });

  it.each(paths)('is refused for its charset where its bytes are not valid in it, at %s', async (path) => {
    const body = Buffer.from(`{"SessionID": "\xfc" oops ${path}}`, 'latin1');
    for (const charset of ['ISO-8859-1', 'us-ascii', 'windows-1252', 'EBCDIC']) {
      const headers = { 'content-type': `application/json; charset=${charset}` };
      const { StatusCode } = await refusal(path, body, headers);
      expect(StatusCode.Code).toBe('022');
      expect(StatusCode.AdditionalInfo).toMatch(new RegExp(`charset "${charset}".* as JSON in UTF-8\\.$`));
    }
    if (path !== CDR_PATH) return;
    const stored = await eventually(async () => {
      const [latest] = await unreadables();
      expect(latest?.copies).toBeGreaterThan(1);
      return latest;
    });
    const { body: raw } = await api(`/${stored?.id}/raw`);
    expect(Buffer.from(await raw.arrayBuffer()).equals(body)).toBe(true);
  });

  it.each(paths)('that is too long is refused with the accepted length, at %s', async (path) => {
    const { StatusCode } = await refusal(path, Buffer.alloc(8 * 1024 * 1024 + 1, ' '), {});
    expect(StatusCode.AdditionalInfo).toMatch(/^The body has more than [\d,]+ bytes\.$/);
  });

  it('is read as ISO-8859-1 where its headers state that and it is JSON', async () => {
    const body = Buffer.from(
      JSON.stringify(anAuthorizeStart('04FFFFFFFFFFFF', { PartnerProductID: '\xfc' })),
      'latin1',
    );
    const headers = { 'content-type': 'application/json;charset=ISO-8859-1' };
    expect((await refusal(START_PATH, body, headers)).StatusCode).toMatchObject({ Code: '102' });
  });

  it('is stored byte for byte if it is a charge detail record, and listed with its encoding', async () => {
    const cdr = JSON.stringify(aCdr());
    const sent = [
      { body: gzipSync(cdr), headers: { 'content-encoding': 'gzip' }, problem: 'content encoding "gzip"' },
      { body: Buffer.from(cdr, 'utf16le'), headers: { 'content-type': UTF_16 }, problem: 'charset "UTF-16"' },
    ];
    for (const { body, headers, problem } of sent) {
      const { text } = await hbs.send({ path: CDR_PATH, body, headers });
      const { value, violations } = acknowledgement.read(text);
      expect(violations).toEqual([]);
      expect(value).toMatchObject({ Result: false, StatusCode: { Code: '022' } });
      const stored = await eventually(async () => {
        const [latest] = await unreadables();
        expect(latest?.problem).toContain(problem);
        return latest;
      });
      const { statusCode, body: raw } = await api(`/${stored?.id}/raw`);
      expect([statusCode, Buffer.from(await raw.arrayBuffer()).equals(body)]).toEqual([200, true]);
    }
  });

  it('is recognised where its headers do not state it', async () => {
    const { StatusCode } = await refusal(
      CDR_PATH,
      gzipSync(JSON.stringify(aCdr({ PartnerProductID: 'another' }))),
      {},
    );
    expect(StatusCode.AdditionalInfo).toContain('looks like gzip');
    await eventually(async () => expect((await unreadables())[0]?.problem).toContain('looks like gzip'));
  });
});
