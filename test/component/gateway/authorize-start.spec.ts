import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RpcClient } from '#messaging';
import type { SuiteMessages } from '#suite';
import { authorizationStart } from '#oicp';
import { EdgeSuite, journaled, type RunningGateway } from '../../support/edge-suite.js';
import { anAuthorizeStart, type EdgeCaller, type EdgeCallerRequest } from '../../support/edge-caller.js';

const KNOWN = '04A1B2C3D4E5F6';

interface Answer {
  readonly status: number;
  readonly value: ReturnType<typeof authorizationStart.read>['value'];
}

describe('AuthorizeStart at the edge, over real TLS, RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  let hbs: EdgeCaller;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    await suite.startAuthorization();
    gateway = await suite.startGateway();
    hbs = await suite.hbs(gateway);
    const rpc: RpcClient<SuiteMessages> = gateway.application.get(RpcClient);
    const evcoId = 'DE-EMP-C12345678-X';
    await rpc.call('authorization.put-contract', { evcoId, status: 'active', pin: '7351' });
    const validUntil = '2020-01-01T00:00:00Z';
    await rpc.call('authorization.put-contract', {
      evcoId: 'DE-EMP-CPAST0001-X',
      status: 'active',
      validUntil,
    });
    await rpc.call('authorization.put-contract', { evcoId: 'DE-EMP-CBLOCKED1-X', status: 'blocked' });
    await rpc.call('authorization.put-contract', { evcoId: 'DE*DIN*123456*7', status: 'active' });
    const put = (uid: string, more: object = {}): Promise<unknown> =>
      rpc.call('authorization.put-token', { uid, evcoId, status: 'active', ...more });
    await put(KNOWN);
    await put('0A0A0A0A', { status: 'blocked' });
    await put('0B0B0B0B', { expiresAt: '2020-01-01T00:00:00+01:00' });
    await put('0C0C0C0C', { evcoId: 'de-emp-cblocked1-x' });
    await put('0D0D0D0D0D0D0D0D0D0D', { evcoId: 'DE*DIN*123456*7' });
  });
  afterAll(() => suite.stop());

  /** Sends it, and checks every answer for: HTTP 200, an envelope that HBS accepts, no internals. */
  async function ask(request: EdgeCallerRequest): Promise<Answer> {
    const { status, headers, text } = await hbs.send(request);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json;charset=utf-8');
    const { value, violations } = authorizationStart.read(text);
    expect(violations).toEqual([]);
    expect(text).not.toMatch(/rabbit|postgres|amqp|sql|node_modules|\.ts|\.js/i);
    return { status, value };
  }
  const swipe = (uid: string): Promise<Answer> => ask({ body: JSON.stringify(anAuthorizeStart(uid)) });

  it('is decided the same way when the same session is asked for again', async () => {
    expect(await swipe(KNOWN)).toEqual(await swipe(KNOWN));
  });

  it('authorises a known card: with our ProviderID, the identifiers of the session and one of our own', async () => {
    const { value } = await swipe(KNOWN);
    expect(value).toEqual({
      AuthorizationStatus: 'Authorized',
      StatusCode: { Code: '000' },
      ProviderID: 'DE-EMP',
      SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
      CPOPartnerSessionID: '1234XYZ',
      EMPPartnerSessionID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      AuthorizationStopIdentifications: [{ RFIDMifareFamilyIdentification: { UID: KNOWN } }],
    });
  });

  it('authorises under the ProviderID of the contract', async () => {
    const { value } = await swipe('0D0D0D0D0D0D0D0D0D0D');
    expect(value).toMatchObject({ AuthorizationStatus: 'Authorized', ProviderID: 'DE*DIN' });
  });

  it.each([
    ['unknown', '04FFFFFFFFFFFF', '102'],
    ['blocked', '0A0A0A0A', '102'],
    ['expired', '0B0B0B0B', '102'],
    ['of a blocked contract', '0C0C0C0C', '200'],
    ['with a UID of 7 digits', '04A1B2C', '022'],
    ['with a UID of 16 digits', '04A1B2C3D4E5F6A7', '022'],
    ['with a UID that is not hexadecimal', '04A1B2C3D4E5FG', '022'],
    ['with an empty UID', '', '022'],
  ])('refuses a card that is %s', async (_, uid, code) => {
    const { value } = await swipe(uid);
    expect(value).toMatchObject({ AuthorizationStatus: 'NotAuthorized', StatusCode: { Code: code } });
    expect(value.EMPPartnerSessionID).toBeUndefined();
  });

  it('authorises a card whose UID is in lower case, and journals the deviation', async () => {
    const { value } = await swipe(KNOWN.toLowerCase());
    expect(value.AuthorizationStatus).toBe('Authorized');
    expect(journaled(gateway).at(-1)).toMatchObject({ violations: [expect.stringContaining('wrong-form')] });
  });

  it.each([
    ['de-emp-c12345678-x', 'DE-EMP-C12345678-X'],
    ['DE-EMP-c12345678-X', 'DE-EMP-C12345678-X'],
    ['DEEMPC12345678x', 'DEEMPC12345678x'],
  ])('lists an EvcoID received as %s as %s, the form that HBS accepts', async (received, listed) => {
    const identification = { PlugAndChargeIdentification: { EvcoID: received } };
    const session = { SessionID: randomUUID(), CPOPartnerSessionID: 'x'.repeat(251) };
    const { value } = await ask({
      body: JSON.stringify(anAuthorizeStart('', { ...session, Identification: identification })),
    });
    expect(value).toMatchObject({
      AuthorizationStatus: 'Authorized',
      SessionID: session.SessionID,
      AuthorizationStopIdentifications: [{ PlugAndChargeIdentification: { EvcoID: listed } }],
    });
    expect(value).not.toHaveProperty('CPOPartnerSessionID');
  });

  const start = anAuthorizeStart(KNOWN);
  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['blanks', '  \n '],
    ['broken JSON', '{"OperatorID": "DE*ABC", '],
    ['null', 'null'],
    ['a number', '7'],
    ['a text', '"card"'],
    ['an array', '[]'],
    ['an array of requests', JSON.stringify([start, start])],
    ['an empty object', '{}'],
    ['no identification', JSON.stringify({ ...start, Identification: undefined })],
    ['an identification of null', JSON.stringify({ ...start, Identification: null })],
    ['an identification without members', JSON.stringify({ ...start, Identification: {} })],
    ['an identification that is a text', JSON.stringify({ ...start, Identification: KNOWN })],
    [
      'a UID that is an object',
      JSON.stringify({ ...start, Identification: { RFIDMifareFamilyIdentification: { UID: { a: 1 } } } }),
    ],
    [
      'two identifications',
      JSON.stringify({
        ...start,
        Identification: {
          RFIDMifareFamilyIdentification: { UID: KNOWN },
          RemoteIdentification: { EvcoID: 'DE-EMP-C12345678-X' },
        },
      }),
    ],
    [
      'prototype keys',
      '{"__proto__": {"Identification": {"RFIDMifareFamilyIdentification": {"UID": "04A1B2C3D4E5F6"}}}, "constructor": {"prototype": {"polluted": true}}}',
    ],
    ['arrays nested as deep as fits', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['1 MB of nested arrays', '['.repeat(500_000) + ']'.repeat(500_000)],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])],
    ['XML', '<eRoamingAuthorizeStart/>'],
  ])('answers %s with 022', async (_, body) => {
    const { value } = await ask({ body });
    expect(value).toMatchObject({ AuthorizationStatus: 'NotAuthorized', StatusCode: { Code: '022' } });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('echoes the session where it could be read, and names what was wrong', async () => {
    const { value } = await ask({ body: JSON.stringify({ ...start, Identification: null }) });
    expect(value).toMatchObject({
      SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
      StatusCode: { Code: '022', AdditionalInfo: expect.stringContaining('Identification') },
    });
  });

  it('answers 60 MB with 022 without reading them', async () => {
    const before = process.memoryUsage().rss;
    const { value } = await ask({ body: Buffer.alloc(60 * 1024 * 1024, ' ') });
    expect(value).toMatchObject({ AuthorizationStatus: 'NotAuthorized', StatusCode: { Code: '022' } });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    expect((await swipe(KNOWN)).value.AuthorizationStatus).toBe('Authorized');
  });

  it.each([
    ['another content type', { 'content-type': 'text/plain' }],
    ['a content type that is none', { 'content-type': ';;;' }],
    ['a charset', { 'content-type': 'application/json; charset=ISO-8859-1' }],
  ])('accepts %s', async (_, headers) => {
    const { value } = await ask({ headers, body: JSON.stringify(start) });
    expect(value.AuthorizationStatus).toBe('Authorized');
  });

  it('accepts requests without optional members', async () => {
    const { Identification } = start;
    const { value } = await ask({ body: JSON.stringify({ Identification }) });
    expect(value.AuthorizationStatus).toBe('Authorized');
  });

  const qr = (PIN: unknown, EvcoID = 'DE-EMP-C12345678-X'): object => ({
    QRCodeIdentification: { EvcoID, PIN },
  });
  const byContract = (kind: 'PlugAndCharge' | 'Remote', EvcoID: unknown): object => ({
    [`${kind}Identification`]: { EvcoID },
  });
  it.each<[string, object, string]>([
    ['a QR code with its PIN', qr('7351'), '000'],
    ['a QR code with a PIN sent as a number', qr(7351), '000'],
    ['a QR code with another PIN', qr('7352'), '101'],
    ['a QR code without PIN', qr(undefined), '101'],
    ['a QR code with a PIN of 0 characters', qr(''), '101'],
    ['a QR code with a PIN of 10,000 characters', qr('7'.repeat(10_000)), '101'],
    ['a QR code with a PIN that is an object', qr({ a: 1 }), '101'],
    [
      'a QR code with a hash in place of its PIN',
      {
        QRCodeIdentification: {
          EvcoID: 'DE-EMP-C12345678-X',
          HashedPIN: { Value: 'x'.repeat(60), Function: 'Bcrypt' },
        },
      },
      '101',
    ],
    ['a QR code of an unknown contract', qr('7351', 'DE-EMP-C99999999-X'), '101'],
    ['a QR code of another provider', qr('7351', 'DE-ABC-C12345678-X'), '101'],
    ['a QR code of no EvcoID', qr('7351', 'me'), '022'],
    ['Plug & Charge', byContract('PlugAndCharge', 'DE-EMP-C12345678-X'), '000'],
    ['Plug & Charge without check digit', byContract('PlugAndCharge', 'DEEMPC12345678'), '000'],
    ['Plug & Charge of a blocked contract', byContract('PlugAndCharge', 'DE-EMP-CBLOCKED1-X'), '120'],
    ['Plug & Charge of an unknown contract', byContract('PlugAndCharge', 'DE-EMP-C99999999-X'), '105'],
    ['Plug & Charge of another provider', byContract('PlugAndCharge', 'DE-ABC-C12345678-X'), '105'],
    ['Plug & Charge of no EvcoID', byContract('PlugAndCharge', ''), '022'],
    ['an app', byContract('Remote', 'DE-EMP-C12345678-X'), '000'],
    ['an app of a contract that is over', byContract('Remote', 'DE-EMP-CPAST0001-X'), '210'],
    ['an app of an unknown contract', byContract('Remote', 'DE-EMP-C99999999-X'), '210'],
    ['an app of another provider', byContract('Remote', 'DE-ABC-C12345678-X'), '210'],
    ['an app of 50,000 characters', byContract('Remote', 'x'.repeat(50_000)), '022'],
    [
      'a card as authentication data name it',
      { RFIDIdentification: { UID: KNOWN, RFID: 'mifareCls' } },
      '000',
    ],
    ['a card that is bare', { RFIDMifareFamilyIdentification: KNOWN }, '000'],
    [
      'five identifications',
      {
        RFIDMifareFamilyIdentification: { UID: KNOWN },
        RFIDIdentification: { UID: KNOWN, RFID: 'mifareCls' },
        ...qr('7351'),
        ...byContract('PlugAndCharge', 'DE-EMP-C12345678-X'),
        ...byContract('Remote', 'DE-EMP-C12345678-X'),
      },
      '022',
    ],
    [
      'five identifications of null',
      {
        RFIDMifareFamilyIdentification: null,
        RFIDIdentification: null,
        QRCodeIdentification: null,
        PlugAndChargeIdentification: null,
        RemoteIdentification: null,
      },
      '022',
    ],
    ['an identification nobody knows', { PalmIdentification: { UID: KNOWN } }, '022'],
  ])('answers %s with an OICP refusal', async (_, Identification, code) => {
    const { value } = await ask({
      body: JSON.stringify({ ...start, SessionID: randomUUID(), Identification }),
    });
    expect(value.StatusCode?.Code).toBe(code);
    expect(value.AuthorizationStatus).toBe(code === '000' ? 'Authorized' : 'NotAuthorized');
    expect(value.ProviderID).toBe(code === '000' ? 'DE-EMP' : undefined);
    expect(JSON.stringify(value)).not.toContain('7351');
  });

  it.each([
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ['of no form', 'my session'],
    ['a number', 7],
    ['an object', { a: 1 }],
    ['of 50,000 characters', 'x'.repeat(50_000)],
    ['with NUL', 'f98efba4\u0000'],
  ])('authorises a card where the SessionID is %s, and does not echo it', async (_, SessionID) => {
    const { value } = await ask({ body: JSON.stringify({ ...start, SessionID }) });
    expect(value.StatusCode?.Code).toBe('000');
    expect(value.SessionID).toBeUndefined();
    expect(value.EMPPartnerSessionID).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('journals that a card was read backwards, and does not disclose it to the operator', async () => {
    const { value: unknown } = await swipe('04FFFFFFFFFFFF');
    const { value } = await swipe('F6E5D4C3B2A104');
    expect(value.StatusCode).toEqual(unknown.StatusCode);
    expect(journaled(gateway).at(-1)).toMatchObject({ reason: 'UID_REVERSED' });
  });

  it('journals that a contract is stored in the other notation, and does not disclose it to the operator', async () => {
    await gateway.application
      .get(RpcClient)
      .call('authorization.put-contract', { evcoId: 'DE-EMP-123A56-3', status: 'active' });
    const byPlugAndCharge = (EvcoID: string): Promise<Answer> =>
      ask({
        body: JSON.stringify({ ...start, Identification: { PlugAndChargeIdentification: { EvcoID } } }),
      });
    const { value: unknown } = await byPlugAndCharge('DE-EMP-C99999999-X');
    const { value } = await byPlugAndCharge('DE-EMP-00123A563-N');
    expect(value.StatusCode).toEqual(unknown.StatusCode);
    expect(journaled(gateway).at(-1)).toMatchObject({ reason: 'CONTRACT_IN_OTHER_NOTATION' });
  });

  it('journals every exchange with its code and duration, and the driver only in masked form', async () => {
    await swipe(KNOWN);
    const exchange = journaled(gateway).at(-1);
    expect(exchange).toMatchObject({
      operation: 'authorizeStart',
      code: '000',
      httpStatus: 200,
      peer: 'hbs.example',
      address: '127.0.0.1',
      sessionId: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
      evseId: 'DE*ABC*E12345*1',
      identification: '04…F6',
      durationMs: expect.any(Number),
    });
    expect(exchange?.['durationMs']).toBeGreaterThan(0);
    const written = JSON.stringify(gateway.platform.recorded.lines);
    for (const secret of ['A1B2C3D4', 'C12345678', '1234"']) expect(written).not.toContain(secret);
  });
});
