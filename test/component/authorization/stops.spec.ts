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
const UNKNOWN = '04FFFFFFFFFFFF';
const rfid = (uid: string): AuthorizationMedium => ({ kind: 'rfid', uid });

/** What remote-session answers, and the SessionIDs that it was called with. */
const remoteSession = {
  owners: new Map<string, SessionOwner>(),
  called: [] as string[],
};

describe('AuthorizeStop of a session, on a real PostgreSQL and RabbitMQ', () => {
  let replicas: AuthorizationReplicas;
  let sessions: INestMicroservice | undefined;
  let publisher: ChannelModel;
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
    publisher = await connect(replicas.host.directUrl);
    channel = await publisher.createConfirmChannel();
  });
  afterAll(async () => {
    await publisher.close();
    await sessions?.close();
    await replicas.end();
  });
  beforeEach(() => {
    remoteSession.called.length = 0;
  });

  const startRemoteSession = (): Promise<INestMicroservice> =>
    startFakeService(testPlatform('remote-session', replicas.host.settings), {
      calls: {
        'session.owner': ({ sessionId }) => {
          remoteSession.called.push(sessionId);
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

  /** Publishes an event of a session as remote-session does. */
  async function publish(
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

  it('started by card is authorised for that card and the contract’s others, at both replicas, and for no other', async () => {
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
    expect(await stopCode(sessionId, rfid(UNKNOWN))).toBe('102');
    expect(remoteSession.called).toEqual([]);
  });

  it('publishes an accepted stop with the owner of the session, and no refused one', async () => {
    const sessionId = randomUUID();
    const start = await replicas.decide({ medium: rfid(UID), sessionId });
    const { empPartnerSessionId } = start as { empPartnerSessionId: string };
    const received = await listenToEvents(replicas.host.directUrl, 'authorization.stop-accepted');
    expect(await stopCode(sessionId, rfid(UNKNOWN))).toBe('102');
    expect(await stopCode(sessionId.toUpperCase(), rfid(SECOND))).toBe('000');
    await eventually(() =>
      expect(received.events.filter(({ subject }) => subject === sessionId)).toMatchObject([
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
    await received.close();
  });

  it('started by app is authorised for a card of its contract, from the events of remote-session', async () => {
    const sessionId = randomUUID();
    await publish('session.opened', 1, { evcoId: EVCO_ID });
    await publish('session.updated', 2, { sessionId, evcoId: EVCO_ID, empPartnerSessionId: 'EMP-7' });
    await eventually(async () => expect(await known(sessionId)).toBeDefined());
    expect(await stop(sessionId, rfid(UID))).toEqual({
      decision: 'authorized',
      providerId: 'DE-EMP',
      empPartnerSessionId: 'EMP-7',
    });
    expect(remoteSession.called).toEqual([]);
  });

  it('that HBS authorised offline is authorised for the same card only [OICP 2.3 eRoamingAuthorizeStop]', async () => {
    const sessionId = randomUUID();
    await publish('session.opened', 1, { sessionId, startedBy: 'other', evcoId: EVCO_ID, uid: UID });
    await eventually(async () => expect(await known(sessionId)).toBeDefined());
    expect(await stopCode(sessionId, rfid(UID))).toBe('000');
    expect(await stopCode(sessionId, rfid(SECOND))).toBe('602');
  });

  it('is decided by the latest event of the session, in any order and however often events are received', async () => {
    const sessionId = randomUUID();
    const session = { id: randomUUID(), sessionId, startedBy: 'other' } as const;
    await publish('session.closed', 30, { ...session, uid: SECOND, evcoId: EVCO_ID });
    await publish('session.updated', 20, { ...session, uid: UID });
    await publish('session.opened', 10, session);
    await publish('session.closed', 30, { ...session, uid: SECOND, evcoId: EVCO_ID });
    const marker = randomUUID();
    for (const event of ['session.opened', 'session.updated', 'session.closed'] as const)
      await publish(event, 1, { sessionId: `${marker}${event}` });
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

  it('without any event is decided by the answer of remote-session', async () => {
    const [mine, foreign, unknown] = [randomUUID(), randomUUID(), randomUUID()];
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
    expect(await stopCode(unknown, rfid(UID))).toBe('400');
    expect(remoteSession.called).toEqual([mine, foreign, unknown]);
  });

  it.each(['my session', '\u0000', 'x'.repeat(50_000), ' '])(
    'with a text that cannot be a SessionID is refused as unknown',
    async (sessionId) => {
      expect(await stopCode(sessionId, rfid(UID))).toBe('400');
    },
  );

  it('with an unreadable medium is refused before remote-session is called', async () => {
    expect(await stopCode(randomUUID(), rfid('04'))).toBe('022');
    expect(await stopCode(randomUUID(), { kind: 'remote', evcoId: 'x' })).toBe('022');
    expect(remoteSession.called).toEqual([]);
  });

  it('is decided while the database is unavailable: from memory, else by remote-session', async () => {
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

  it('is refused with 320 while remote-session is toUnavailable, and never by mistake as unknown', async () => {
    await sessions?.close();
    sessions = undefined;
    expect(await stopCode(randomUUID(), rfid(UID))).toBe('320');
    sessions = await startRemoteSession();
    await eventually(async () => expect(await stopCode(randomUUID(), rfid(UID))).toBe('400'));
  });
});
