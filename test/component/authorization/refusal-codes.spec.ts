import { randomUUID } from 'node:crypto';
import type { INestMicroservice } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  gatewayRefusalCodes,
  refusalCodes,
  type MediumKind,
  type RefusableMedium,
  type Refusal,
  type RefusalReason,
} from '../../../apps/authorization/src/decide/refusal-codes.js';
import { PinHasher } from '../../../apps/authorization/src/pin/pin-hasher.js';
import type { AuthorizationMedium, AuthorizationStartReply, AuthorizationStopReply } from '#suite';
import { authorizationStart } from '#oicp';
import { AuthorizationReplicas, decisionCode } from '../../support/authorization-replicas.js';
import { EdgeSuite } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import { anAuthorizeStart, type EdgeCaller, type EdgeCallerRequest } from '../../support/edge-caller.js';
import { startFakeService } from '../../support/fake-service.js';
import { testPlatform } from '../../support/test-platform.js';

const PIN = '735-secret';
/** A session about which remote-session fails. */
const UNAVAILABLE = randomUUID();

type Reply = AuthorizationStartReply | AuthorizationStopReply;
type Media = { readonly [K in MediumKind]: AuthorizationMedium };
type Calls<K extends MediumKind> = Readonly<Record<K, () => Promise<Reply>>>;

/** A contract's media: its card, its QR code with the right PIN, Plug & Charge and the app. */
const mediaOf = (evcoId: string, uid: string): Media => ({
  rfid: { kind: 'rfid', uid },
  qr: { kind: 'qr', evcoId, pin: PIN },
  plugAndCharge: { kind: 'plugAndCharge', evcoId },
  remote: { kind: 'remote', evcoId },
});
const inForce = mediaOf('DE-EMP-CINFORCE1-X', '0A000001');
const other = mediaOf('DE-EMP-COTHER001-X', '0A000002');
const blocked = mediaOf('DE-EMP-CBLOCKED1-X', '0A000003');
const notYetValid = mediaOf('DE-EMP-CFUTURE01-X', '0A000004');
const expired = mediaOf('DE-EMP-CPAST0001-X', '0A000005');
const GUESSED = 'DE-EMP-CGUESSED1-X';
const unknown = mediaOf('DE-EMP-CNOBODY01-X', '04FFFFFF');
const foreign = mediaOf('DE-ABC-CFOREIGN1-X', '04FFFFFF');
const unreadable = mediaOf('nobody', '04A1B2C');
const blockedCard = { kind: 'rfid', uid: '0B000001' } as const;
const expiredCard = { kind: 'rfid', uid: '0B000002' } as const;
const orphanedCard = { kind: 'rfid', uid: '0B000003' } as const;

describe('every refusal of the table of refusal codes [ADR 27], by authorization on a real PostgreSQL and RabbitMQ', () => {
  let replicas: AuthorizationReplicas;
  let remoteSession: INestMicroservice;
  const sessionId = randomUUID();
  beforeAll(async () => {
    replicas = await AuthorizationReplicas.create();
    await replicas.start({ AUTHORIZE_PIN_ATTEMPTS: '3', AUTHORIZE_PIN_CHECKS: '1' });
    remoteSession = await startFakeService(testPlatform('remote-session', replicas.host.settings), {
      calls: {
        'session.owner': (asked) =>
          asked.sessionId === UNAVAILABLE
            ? Promise.reject(new Error('the database does not answer'))
            : Promise.resolve({ known: false }),
      },
    });
    const past = '2020-01-01T00:00:00Z';
    await putContract('DE-EMP-CINFORCE1-X', inForce);
    await putContract('DE-EMP-COTHER001-X', other);
    await putContract('DE-EMP-CBLOCKED1-X', blocked, { status: 'blocked' });
    await putContract('DE-EMP-CFUTURE01-X', notYetValid, { validFrom: '2199-01-01T00:00:00Z' });
    await putContract('DE-EMP-CPAST0001-X', expired, { validUntil: past });
    await putContract(GUESSED);
    await putToken(blockedCard, { status: 'blocked' });
    await putToken(expiredCard, { expiresAt: past });
    await replicas.tables.query(
      `insert into auth.token (uid, evco_key, status, revision)
       values ('${orphanedCard.uid}', 'DEEMPCDELETED1X', 'active', nextval('auth.revision'))`,
    );
    await eventually(async () => expect(decisionCode(await start(orphanedCard))).toBe('210'));
    await start(inForce.rfid, sessionId);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await remoteSession.close();
    await replicas.end();
  });

  async function putContract(evcoId: string, media?: Media, changed: object = {}): Promise<void> {
    await replicas.rpc.call('authorization.put-contract', {
      evcoId,
      status: 'active',
      pin: PIN,
      ...changed,
    });
    if (media?.rfid.kind === 'rfid') await putToken(media.rfid, { evcoId });
  }
  async function putToken({ uid }: { readonly uid: string }, changed: object): Promise<void> {
    const token = { uid, evcoId: 'DE-EMP-CINFORCE1-X', status: 'active' as const, ...changed };
    await replicas.rpc.call('authorization.put-token', token);
  }
  const start = (medium: AuthorizationMedium, of: string = randomUUID()): Promise<AuthorizationStartReply> =>
    replicas.decide({ medium, sessionId: of });
  const stop = (medium: AuthorizationMedium, of: string): Promise<AuthorizationStopReply> =>
    replicas.rpc.call('authorization.stop', { medium, sessionId: of, operatorId: 'DE*ABC' });
  const starts = (media: Media): Calls<MediumKind> => forEachMedium(media, (medium) => start(medium));
  const stops = (media: Media, of: () => string): Calls<MediumKind> =>
    forEachMedium(media, (medium) => stop(medium, of()));

  /** More PINs at once than may wait: the first answer is of one that was not checked. */
  async function startWithTooManyPins(): Promise<Reply> {
    const [replica] = replicas.running;
    if (!replica) throw new Error('no replica runs');
    let release = (): void => {};
    const gate = new Promise<boolean>((resolve) => (release = () => resolve(true)));
    const spy = jest.spyOn(replica.application.get(PinHasher), 'matches').mockReturnValue(gate);
    const all = Array.from({ length: 110 }, () => start(inForce.qr));
    const first = await Promise.race(all);
    release();
    await Promise.all(all);
    spy.mockRestore();
    return first;
  }
  async function startWhenLockedOut(): Promise<Reply> {
    for (let time = 0; time < 3; time += 1) await start({ kind: 'qr', evcoId: GUESSED, pin: 'wrong' });
    return await start({ kind: 'qr', evcoId: GUESSED, pin: PIN });
  }

  /** How each answer of the table is had; a cell without a call does not compile. */
  const calls: { readonly [R in Exclude<RefusalReason, 'contracts-outdated'>]: Calls<RefusableMedium<R>> } = {
    'medium-unreadable': starts(unreadable),
    unknown: starts(unknown),
    'provider-foreign': starts(foreign),
    'card-blocked': { rfid: () => start(blockedCard) },
    'card-expired': { rfid: () => start(expiredCard) },
    'card-without-contract': { rfid: () => start(orphanedCard) },
    'contract-blocked': starts(blocked),
    'contract-not-yet-valid': starts(notYetValid),
    'contract-expired': starts(expired),
    'pin-wrong': { qr: () => start({ kind: 'qr', evcoId: 'DE-EMP-CINFORCE1-X', pin: 'wrong' }) },
    'pin-locked-out': { qr: startWhenLockedOut },
    'pin-unchecked': { qr: startWithTooManyPins },
    'session-unknown': stops(inForce, () => randomUUID()),
    'session-unavailable': stops(inForce, () => UNAVAILABLE),
    'medium-wrong': stops(other, () => sessionId),
  };
  const cellsOf = (reason: RefusalReason): [RefusalReason, MediumKind, string, string][] =>
    Object.entries<Refusal['answers'][MediumKind]>(refusalCodes[reason].answers).flatMap(([kind, answer]) =>
      answer ? [[reason, kind as MediumKind, answer.code, answer.text]] : [],
    );
  const callOf = (reason: string, kind: string): (() => Promise<Reply>) =>
    Object.entries<Partial<Calls<MediumKind>>>(calls).find(([name]) => name === reason)?.[1][
      kind as MediumKind
    ] ?? (() => Promise.reject(new Error('no such call')));

  it.each((Object.keys(calls) as (keyof typeof calls)[]).flatMap(cellsOf))(
    '%s by %s is refused with %s: %s',
    async (reason, kind, code, text) => {
      expect(await callOf(reason, kind)()).toEqual({ decision: 'refused', code, reason: text });
    },
  );

  it('a driver who was refused is refused again in that session with the same code and text', async () => {
    const of = randomUUID();
    const first = await start(expired.rfid, of);
    await putContract('DE-EMP-CPAST0001-X', expired);
    await eventually(async () => expect(decisionCode(await start(expired.rfid))).toBe('000'));
    expect(await start(expired.rfid, of)).toEqual(first);
  });

  describe('once contracts and tokens in memory are too old', () => {
    beforeAll(async () => {
      for (const each of replicas.running.slice()) await replicas.stop(each);
      await replicas.start({ AUTHORIZE_MAX_BOOK_AGE: 'PT0S' });
    });

    it.each(cellsOf('contracts-outdated'))('%s by %s is refused with %s: %s', async (_, kind, code, text) => {
      const refused = { decision: 'refused', code, reason: text };
      expect(await start(inForce[kind])).toEqual(refused);
      expect(await stop(inForce[kind], sessionId)).toEqual(refused);
    });
  });
});

describe('every refusal that the table lists of the gateway [ADR 27], over real TLS without authorization', () => {
  let suite: EdgeSuite;
  let hbs: EdgeCaller;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    hbs = await suite.hbs(await suite.startGateway({ AUTHORIZE_DEADLINE_MS: '1000' }));
  });
  afterAll(() => suite.stop());

  const card = { RFIDMifareFamilyIdentification: { UID: '04A1B2C3D4E5F6' } };
  const requests: { readonly [R in keyof typeof gatewayRefusalCodes]: EdgeCallerRequest } = {
    'medium-missing': { body: JSON.stringify(anAuthorizeStart('', { Identification: null })) },
    'medium-ambiguous': {
      body: JSON.stringify(
        anAuthorizeStart('', {
          Identification: { ...card, RemoteIdentification: { EvcoID: 'DE-EMP-C12345678-X' } },
        }),
      ),
    },
    'session-id-missing': {
      path: '/api/oicp/charging/v21/operators/DE*ABC/authorize/stop',
      body: JSON.stringify({ OperatorID: 'DE*ABC', Identification: card }),
    },
    'request-too-large': {
      path: `/api/oicp/charging/v21/operators/${'D'.repeat(500)}/authorize/start`,
      body: JSON.stringify({ Identification: card, EvseID: 'E'.repeat(65_400) }),
    },
    'authorization-unavailable': { body: JSON.stringify(anAuthorizeStart('04A1B2C3D4E5F6')) },
  };

  it.each(
    Object.entries(gatewayRefusalCodes).map(
      ([reason, { code, text }]) => [reason, code, text, reason as keyof typeof requests] as const,
    ),
  )('%s is refused with %s: %s', async (_, code, text, reason) => {
    const { value } = authorizationStart.read((await hbs.send(requests[reason])).text);
    expect(value).toMatchObject({ AuthorizationStatus: 'NotAuthorized', StatusCode: { Code: code } });
    // What is no sentence describes the text, which the gateway words by what it received.
    const [sent = 'none', listed = 'none'] = [value.StatusCode?.AdditionalInfo, text];
    const isSentence = listed === 'none' || listed.endsWith('.');
    expect(sent).toMatch(new RegExp(isSentence ? `^${listed}$` : String.raw`\S\.$`));
  });
});

function forEachMedium(
  media: Media,
  call: (medium: AuthorizationMedium) => Promise<Reply>,
): Calls<MediumKind> {
  return {
    rfid: () => call(media.rfid),
    qr: () => call(media.qr),
    plugAndCharge: () => call(media.plugAndCharge),
    remote: () => call(media.remote),
  };
}
