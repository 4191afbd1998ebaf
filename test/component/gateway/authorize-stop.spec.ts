import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RpcClient } from '#messaging';
import type { SuiteMessages } from '#suite';
import { authorizationStop } from '#oicp';
import { EdgeSuite, journaled, type RunningGateway } from '../../support/edge-suite.js';
import { anAuthorizeStart, type EdgeCaller } from '../../support/edge-caller.js';

const STOP_PATH = '/api/oicp/charging/v21/operators/DE*ABC/authorize/stop';
const EVCO_ID = 'DE-EMP-C12345678-X';
const KNOWN = '04A1B2C3D4E5F6';
const SECOND = '0A0B0C0D';

type Answer = ReturnType<typeof authorizationStop.read>['value'];

describe('AuthorizeStop at the edge, over real TLS, RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  let hbs: EdgeCaller;
  let sessionId: string;
  let empPartnerSessionId: string | undefined;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    await suite.startAuthorization({ AUTHORIZE_STOP_IDENTIFICATIONS: 'contract' });
    gateway = await suite.startGateway({ AUTHORIZE_DEADLINE_MS: '1000' });
    hbs = await suite.hbs(gateway);
    const rpc: RpcClient<SuiteMessages> = gateway.application.get(RpcClient);
    await rpc.call('authorization.put-contract', { evcoId: EVCO_ID, status: 'active', pin: '7351' });
    await rpc.call('authorization.put-contract', { evcoId: 'DE-EMP-C87654321-X', status: 'active' });
    for (const uid of [KNOWN, SECOND])
      await rpc.call('authorization.put-token', { uid, evcoId: EVCO_ID, status: 'active' });
    await rpc.call('authorization.put-token', {
      uid: '0F0F0F0F',
      evcoId: 'DE-EMP-C87654321-X',
      status: 'active',
    });
    sessionId = randomUUID();
    const { text } = await hbs.send({
      body: JSON.stringify(anAuthorizeStart(KNOWN, { SessionID: sessionId })),
    });
    const start = JSON.parse(text) as Record<string, unknown>;
    expect(start['AuthorizationStopIdentifications']).toEqual([
      { RFIDMifareFamilyIdentification: { UID: KNOWN } },
      { RFIDMifareFamilyIdentification: { UID: SECOND } },
    ]);
    empPartnerSessionId = start['EMPPartnerSessionID'] as string;
  });
  afterAll(() => suite.stop());

  /** Sends it, and checks every answer for: HTTP 200, an envelope that HBS accepts, no internals. */
  async function ask(body: string | Buffer): Promise<Answer> {
    const { status, headers, text } = await hbs.send({ path: STOP_PATH, body });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json;charset=utf-8');
    const { value, violations } = authorizationStop.read(text);
    expect(violations).toEqual([]);
    expect(text).not.toMatch(/rabbit|postgres|amqp|sql|node_modules|\.ts|\.js|7351/i);
    return value;
  }
  const aStop = (Identification: unknown, exchanged: object = {}): string =>
    JSON.stringify({
      SessionID: sessionId,
      CPOPartnerSessionID: '1234XYZ',
      EMPPartnerSessionID: null,
      OperatorID: 'DE*ABC',
      EvseID: 'DE*ABC*E12345*1',
      Identification,
      ...exchanged,
    });
  const card = (UID: string): object => ({ RFIDMifareFamilyIdentification: { UID } });

  it('lets the card that started a session stop it, and echoes its identifiers', async () => {
    expect(await ask(aStop(card(KNOWN)))).toEqual({
      AuthorizationStatus: 'Authorized',
      StatusCode: { Code: '000' },
      ProviderID: 'DE-EMP',
      SessionID: sessionId,
      CPOPartnerSessionID: '1234XYZ',
      EMPPartnerSessionID: empPartnerSessionId,
    });
    expect(journaled(gateway).at(-1)).toMatchObject({
      operation: 'authorizeStop',
      code: '000',
      sessionId,
      identification: '04…F6',
    });
  });

  it.each<[string, object, string]>([
    ['another card of the contract', card(SECOND), '000'],
    ['a card in lower case', card(KNOWN.toLowerCase()), '000'],
    ['a card of another contract', card('0F0F0F0F'), '602'],
    ['nobody’s card', card('04FFFFFFFFFFFF'), '102'],
    ['a UID of 7 digits', card('04A1B2C'), '022'],
    ['an empty UID', card(''), '022'],
    ['a QR code with its PIN', { QRCodeIdentification: { EvcoID: EVCO_ID, PIN: '7351' } }, '000'],
    ['a QR code with another PIN', { QRCodeIdentification: { EvcoID: EVCO_ID, PIN: '0' } }, '101'],
    ['a QR code with a PIN of 0 characters', { QRCodeIdentification: { EvcoID: EVCO_ID, PIN: '' } }, '101'],
    [
      'a QR code with a PIN of 10,000 characters',
      { QRCodeIdentification: { EvcoID: EVCO_ID, PIN: '7'.repeat(10_000) } },
      '101',
    ],
    ['Plug & Charge', { PlugAndChargeIdentification: { EvcoID: EVCO_ID } }, '000'],
    [
      'Plug & Charge of another provider',
      { PlugAndChargeIdentification: { EvcoID: 'DE-ABC-C12345678-X' } },
      '105',
    ],
    ['an app', { RemoteIdentification: { EvcoID: EVCO_ID } }, '000'],
    ['an app of another contract', { RemoteIdentification: { EvcoID: 'DE-EMP-C87654321-X' } }, '602'],
    ['an app of no EvcoID', { RemoteIdentification: { EvcoID: 'me' } }, '022'],
    ['no identification', {}, '022'],
    ['two identifications', { ...card(KNOWN), RemoteIdentification: { EvcoID: EVCO_ID } }, '022'],
  ])('answers %s with its status code', async (_, identification, code) => {
    const { AuthorizationStatus, StatusCode } = await ask(aStop(identification));
    expect(StatusCode?.Code).toBe(code);
    expect(AuthorizationStatus).toBe(code === '000' ? 'Authorized' : 'NotAuthorized');
  });

  it.each<[string, unknown, string]>([
    ['missing', undefined, '022'],
    ['null', null, '022'],
    ['empty', '', '022'],
    ['blank', ' ', '022'],
    ['of no form', 'my session', '320'],
    ['a number', 7, '320'],
    ['of 50,000 characters', 'x'.repeat(50_000), '400'],
  ])('answers a SessionID that is %s with its status code', async (_, SessionID, code) => {
    const { AuthorizationStatus, StatusCode } = await ask(aStop(card(KNOWN), { SessionID }));
    expect([AuthorizationStatus, StatusCode?.Code]).toEqual(['NotAuthorized', code]);
  });

  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['broken JSON', '{"SessionID": '],
    ['null', 'null'],
    ['an array', '[]'],
    ['an empty object', '{}'],
    ['1 MB of nested arrays', '['.repeat(500_000) + ']'.repeat(500_000)],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])],
  ])('answers %s with 022', async (_, body) => {
    expect(await ask(body)).toMatchObject({
      AuthorizationStatus: 'NotAuthorized',
      StatusCode: { Code: '022' },
    });
  });

  it('is refused with 320 within the deadline while the owner of the session is unknown', async () => {
    // remote-session does not run here.
    expect(await ask(aStop(card(KNOWN), { SessionID: randomUUID() }))).toMatchObject({
      AuthorizationStatus: 'NotAuthorized',
      StatusCode: { Code: '320' },
    });
  });
});
