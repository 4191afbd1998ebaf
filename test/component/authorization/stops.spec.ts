import { randomUUID } from 'node:crypto';
import type { INestMicroservice } from '@nestjs/common';
import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuthorizationMedium, AuthorizationStopReply, SessionOwner, SessionView } from '#suite';
import { AuthorizationReplicas, decisionCode } from '../../support/authorization-replicas.js';
import { eventually } from '../../support/eventually.js';
import { listenToEvents } from '../../support/network/published-events.js';
import { startFakeService } from '../../support/fake-service.js';
import { testPlatform } from '../../support/test-platform.js';

const EVCO_ID = 'DE-EMP-C12345678-X';
const UID = '04A1B2C3D4E5F6';
const SECOND = '0A0B0C0D';
const STRANGER = '04FFFFFFFFFFFF';
const rfid = (uid: string): AuthorizationMedium => ({ kind: 'rfid', uid });

/** What remote-session says when it is asked, and what it was asked. */
const remoteSession = {
  owners: new Map<string, SessionOwner>(),
  asked: [] as string[],
};

describe('stopping a session, on a real PostgreSQL and RabbitMQ', () => {
  let replicas: AuthorizationReplicas;
  let sessions: INestMicroservice | undefined;
  let teller: ChannelModel;
  let channel: ConfirmChannel;
  beforeAll(async () => {
    replicas = await AuthorizationReplicas.create();
    await replicas.start();
    await replicas.start();
    await replicas.rpc.call('authorization.put-contract', { evcoId: EVCO_ID, status: 'active' });
    for (const uid of [UID, SECOND])
      await replicas.rpc.call('authorization.put-token', { uid, evcoId: EVCO_ID, status: 'active' });
    await eventually(async () => {
      for (let time = 0; time < 6; time += 1)
        expect(decisionCode(await replicas.decide({ medium: rfid(SECOND) }))).toBe('000');
    });
    sessions = await startRemoteSession();
    teller = await connect(replicas.host.directUrl);
    channel = await teller.createConfirmChannel();
  });
  afterAll(async () => {
    await teller.close();
    await sessions?.close();
    await replicas.end();
  });
  beforeEach(() => {
    remoteSession.asked.length = 0;
  });

  const startRemoteSession = (): Promise<INestMicroservice> =>
    startFakeService(testPlatform('remote-session', replicas.host.settings), {
      calls: {
        'session.owner': ({ sessionId }) => {
          remoteSession.asked.push(sessionId);
          return Promise.resolve(remoteSession.owners.get(sessionId) ?? { known: false });
        },
      },
    });
  const stop = (sessionId: string, medium: AuthorizationMedium): Promise<AuthorizationStopReply> =>
    replicas.rpc.call(
      'authorization.stop',
      { medium, sessionId, operatorId: 'DE*ABC' },
      { deadlineMs: 3_000 },
    );
  const stopCode = async (sessionId: string, medium: AuthorizationMedium): Promise<string> =>
    decisionCode(await stop(sessionId, medium));

  /** Tells of a session as remote-session does. */
  async function tell(
    event: 'session.opened' | 'session.updated' | 'session.closed',
    sequence: number,
    session: Partial<SessionView>,
  ): Promise<void> {
    const data = { id: randomUUID(), state: 'active', startedBy: 'app', ...session };
    const envelope = {
      specversion: '1.0',
      id: randomUUID(),
      source: '/remote-session',
      type: event,
      subject: data.id,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      sequence: String(sequence).padStart(19, '0'),
      data,
    };
    channel.publish('emp.events', event, Buffer.from(JSON.stringify(envelope)), { messageId: envelope.id });
    await channel.waitForConfirms();
  }
  const known = async (sessionId: string): Promise<Record<string, unknown> | undefined> => {
    const rows = await replicas.tables.query<Record<string, unknown>[]>(
      'select uid, evco_id, sequence from auth.session where session_key = $1',
      [sessionId],
    );
    return rows[0];
  };

  it('that a card began: by that card and the contract’s others, on either replica, and nobody else', async () => {
    const sessionId = randomUUID();
    const start = await replicas.decide({ medium: rfid(UID), sessionId });
    const { empPartnerSessionId } = start as { empPartnerSessionId: string };
    for (let time = 0; time < 6; time += 1) {
      expect(await stop(sessionId.toUpperCase(), rfid(UID))).toEqual({
        decision: 'authorized',
        providerId: 'DE-EMP',
        empPartnerSessionId,
      });
    }
    expect(await stopCode(sessionId, rfid(SECOND))).toBe('000');
    expect(await stopCode(sessionId, rfid(STRANGER))).toBe('102');
    expect(remoteSession.asked).toEqual([]);
  });

  it('publishes what was accepted, with whose session it is, and nothing of a refusal', async () => {
    const sessionId = randomUUID();
    const start = await replicas.decide({ medium: rfid(UID), sessionId });
    const { empPartnerSessionId } = start as { empPartnerSessionId: string };
    const heard = await listenToEvents(replicas.host.directUrl, 'authorization.stop-accepted');
    expect(await stopCode(sessionId, rfid(STRANGER))).toBe('102');
    expect(await stopCode(sessionId.toUpperCase(), rfid(SECOND))).toBe('000');
    await eventually(() =>
      expect(heard.events.filter(({ subject }) => subject === sessionId)).toMatchObject([
        {
          data: {
            sessionId: sessionId.toUpperCase(),
            startedBy: 'card',
            medium: 'rfid',
            uid: SECOND,
            empPartnerSessionId,
            providerId: 'DE-EMP',
            operatorId: 'DE*ABC',
          },
        },
      ]),
    );
    await heard.close();
  });

  it('that an app began: by a card of its contract, from what remote-session told', async () => {
    const sessionId = randomUUID();
    await tell('session.opened', 1, { evcoId: EVCO_ID });
    await tell('session.updated', 2, { sessionId, evcoId: EVCO_ID, empPartnerSessionId: 'EMP-7' });
    await eventually(async () => expect(await known(sessionId)).toBeDefined());
    expect(await stop(sessionId, rfid(UID))).toEqual({
      decision: 'authorized',
      providerId: 'DE-EMP',
      empPartnerSessionId: 'EMP-7',
    });
    expect(remoteSession.asked).toEqual([]);
  });

  it('that HBS authorised offline: by the same card only', async () => {
    const sessionId = randomUUID();
    await tell('session.opened', 1, { sessionId, startedBy: 'other', evcoId: EVCO_ID, uid: UID });
    await eventually(async () => expect(await known(sessionId)).toBeDefined());
    expect(await stopCode(sessionId, rfid(UID))).toBe('000');
    expect(await stopCode(sessionId, rfid(SECOND))).toBe('602');
  });

  it('knows what was told last, in whatever order and however often it comes', async () => {
    const sessionId = randomUUID();
    const session = { id: randomUUID(), sessionId, startedBy: 'other' } as const;
    await tell('session.closed', 30, { ...session, uid: SECOND, evcoId: EVCO_ID });
    await tell('session.updated', 20, { ...session, uid: UID });
    await tell('session.opened', 10, session);
    await tell('session.closed', 30, { ...session, uid: SECOND, evcoId: EVCO_ID });
    const marker = randomUUID();
    for (const event of ['session.opened', 'session.updated', 'session.closed'] as const)
      await tell(event, 1, { sessionId: `${marker}${event}` });
    await eventually(async () => {
      for (const event of ['session.opened', 'session.updated', 'session.closed'])
        expect(await known(`${marker}${event}`)).toBeDefined();
      expect(await known(sessionId)).toEqual({
        uid: SECOND,
        evco_id: EVCO_ID,
        sequence: '0000000000000000030',
      });
    });
  });

  it('that it has not heard of: asks remote-session', async () => {
    const [mine, foreign, nobodys] = [randomUUID(), randomUUID(), randomUUID()];
    const owner = { known: true, id: randomUUID(), state: 'active' } as const;
    remoteSession.owners.set(mine, {
      ...owner,
      startedBy: 'app',
      evcoId: EVCO_ID,
      empPartnerSessionId: 'EMP-8',
    });
    remoteSession.owners.set(foreign, { ...owner, evcoId: 'DE-EMP-C99999999-X', uid: '0F0F0F0F' });
    expect(await stop(mine, rfid(UID))).toMatchObject({
      decision: 'authorized',
      empPartnerSessionId: 'EMP-8',
    });
    expect(await stopCode(foreign, rfid(UID))).toBe('602');
    expect(await stopCode(nobodys, rfid(UID))).toBe('400');
    expect(remoteSession.asked).toEqual([mine, foreign, nobodys]);
  });

  it.each(['my session', '\u0000', 'x'.repeat(50_000), ' '])(
    'of a name that is none is not known',
    async (sessionId) => {
      expect(await stopCode(sessionId, rfid(UID))).toBe('400');
    },
  );

  it('with a wrong form is refused before anybody is asked', async () => {
    expect(await stopCode(randomUUID(), rfid('04'))).toBe('022');
    expect(await stopCode(randomUUID(), { kind: 'remote', evcoId: 'x' })).toBe('022');
    expect(remoteSession.asked).toEqual([]);
  });

  it('is decided while the database is away: from memory, else by remote-session', async () => {
    const [own, other] = [randomUUID(), randomUUID()];
    remoteSession.owners.set(own, {
      known: true,
      id: own,
      state: 'active',
      startedBy: 'card',
      evcoId: EVCO_ID,
      uid: UID,
    });
    remoteSession.owners.set(other, {
      known: true,
      id: own,
      state: 'active',
      startedBy: 'app',
      evcoId: EVCO_ID,
    });
    await replicas.decide({ medium: rfid(UID), sessionId: own });
    replicas.database.network.close();
    for (let time = 0; time < 4; time += 1) expect(await stopCode(own, rfid(UID))).toBe('000');
    expect(await stopCode(other, rfid(UID))).toBe('000');
    replicas.database.network.setSilent(true);
    replicas.database.network.open();
    replicas.database.network.setSilent(true);
    expect(await stopCode(other, rfid(UID))).toBe('000');
    replicas.database.network.open();
  });

  it('is refused with 320 while nobody can be asked, and never by mistake as unknown', async () => {
    await sessions?.close();
    sessions = undefined;
    expect(await stopCode(randomUUID(), rfid(UID))).toBe('320');
    sessions = await startRemoteSession();
    await eventually(async () => expect(await stopCode(randomUUID(), rfid(UID))).toBe('400'));
  });
});
