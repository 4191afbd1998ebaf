import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecentDecisions } from '../../../apps/authorization/src/decisions/recent-decisions.js';
import type { AuthorizationStartReply } from '#suite';
import { AuthorizationReplicas, decisionCode } from '../../support/authorization-replicas.js';
import { eventually } from '../../support/eventually.js';

const EVCO_ID = 'DE-EMP-C12345678-X';
const UID = '04A1B2C3D4E5F6';
const rfid = { kind: 'rfid', uid: UID } as const;

describe('decisions of authorization, on a real PostgreSQL and RabbitMQ', () => {
  let replicas: AuthorizationReplicas;
  beforeAll(async () => {
    replicas = await AuthorizationReplicas.create();
    await replicas.start();
    await replicas.start();
    await replicas.rpc.call('authorization.put-contract', { evcoId: EVCO_ID, status: 'active' });
    await replicas.rpc.call('authorization.put-token', { uid: UID, evcoId: EVCO_ID, status: 'active' });
    await replicas.rpc.call('authorization.put-token', {
      uid: '0B0B0B0B',
      evcoId: EVCO_ID,
      status: 'blocked',
    });
    await eventually(async () => {
      for (let time = 0; time < 10; time += 1)
        expect(decisionCode(await replicas.decide({ medium: rfid }))).toBe('000');
    });
  });
  afterAll(() => replicas.end());

  const rowsOf = async (sessionId: string): Promise<Record<string, unknown>[]> =>
    await replicas.tables.query(
      'select code, emp_partner_session_id from auth.decision where session_key = $1',
      [sessionId],
    );
  /** So often that both replicas receive the call. */
  const decideOften = async (sessionId: string): Promise<readonly AuthorizationStartReply[]> =>
    await Promise.all(Array.from({ length: 20 }, () => replicas.decide({ medium: rfid, sessionId })));

  it('are committed before they are answered, and published once', async () => {
    const sessionId = randomUUID();
    const reply = await replicas.decide({
      medium: rfid,
      sessionId: sessionId.toUpperCase(),
      operatorId: 'DE*ABC',
      evseId: 'DE*ABC*E1\u0000',
      cpoPartnerSessionId: 'CPO-7',
    });
    const { empPartnerSessionId } = reply as { empPartnerSessionId: string };
    expect(reply).toEqual({
      decision: 'authorized',
      providerId: 'DE-EMP',
      empPartnerSessionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      stopWith: [rfid],
    });
    expect(await rowsOf(sessionId)).toEqual([{ code: '000', emp_partner_session_id: empPartnerSessionId }]);
    await eventually(() => expect(replicas.publishedOf(sessionId.toUpperCase())).toHaveLength(1));
    expect(replicas.publishedOf(sessionId.toUpperCase())[0]).toEqual({
      decision: 'authorized',
      code: '000',
      at: expect.stringMatching(/Z$/),
      medium: 'rfid',
      uid: UID,
      evcoId: EVCO_ID,
      providerId: 'DE-EMP',
      sessionId: sessionId.toUpperCase(),
      empPartnerSessionId,
      cpoPartnerSessionId: 'CPO-7',
      operatorId: 'DE*ABC',
      evseId: 'DE*ABC*E1',
    });
  });

  it('are the same for the same session, at once, on both replicas and after a restart', async () => {
    const sessionId = randomUUID();
    const first = await decideOften(sessionId);
    expect(new Set(first.map((reply) => JSON.stringify(reply))).size).toBe(1);
    for (const replica of replicas.running.slice()) {
      await replicas.stop(replica);
      await replicas.start();
    }
    await replicas.rpc.call('authorization.put-token', { uid: UID, evcoId: EVCO_ID, status: 'blocked' });
    await eventually(async () => {
      for (let time = 0; time < 10; time += 1)
        expect(decisionCode(await replicas.decide({ medium: rfid }))).toBe('102');
    });
    expect(await decideOften(sessionId)).toEqual(first);
    expect(decisionCode(await replicas.decide({ medium: rfid, sessionId: randomUUID() }))).toBe('102');
    await replicas.rpc.call('authorization.put-token', { uid: UID, evcoId: EVCO_ID, status: 'active' });
    expect(await rowsOf(sessionId)).toHaveLength(1);
    await eventually(() => expect(replicas.publishedOf(sessionId)).toHaveLength(1));
  });

  it('remain a refusal for the same session', async () => {
    const sessionId = randomUUID();
    const medium = { kind: 'rfid', uid: '0B0B0B0B' } as const;
    expect(decisionCode(await replicas.decide({ medium, sessionId }))).toBe('102');
    await eventually(() =>
      expect(replicas.publishedOf(sessionId)).toEqual([
        expect.objectContaining({ decision: 'refused', code: '102', evcoId: EVCO_ID, uid: '0B0B0B0B' }),
      ]),
    );
    expect(replicas.publishedOf(sessionId)[0]).not.toHaveProperty('empPartnerSessionId');
    await replicas.rpc.call('authorization.put-token', {
      uid: '0B0B0B0B',
      evcoId: EVCO_ID,
      status: 'active',
    });
    await eventually(async () => expect(decisionCode(await replicas.decide({ medium }))).toBe('000'));
    expect(decisionCode(await replicas.decide({ medium, sessionId }))).toBe('102');
  });

  it('about strangers are neither stored nor published', async () => {
    const sessionId = randomUUID();
    const strangers = [
      { kind: 'rfid', uid: '04FFFFFFFFFFFF' },
      { kind: 'plugAndCharge', evcoId: 'DE-ABC-C12345678-X' },
      { kind: 'remote', evcoId: 'DE-EMP-C99999999-X' },
    ] as const;
    const codes = await Promise.all(
      strangers.map(async (medium) => decisionCode(await replicas.decide({ medium, sessionId }))),
    );
    expect(codes).toEqual(['102', '105', '210']);
    const known = randomUUID();
    await replicas.decide({ medium: rfid, sessionId: known });
    await eventually(() => expect(replicas.publishedOf(known)).toHaveLength(1));
    expect(await rowsOf(sessionId)).toEqual([]);
    expect(replicas.publishedOf(sessionId)).toEqual([]);
  });

  it.each([
    ['is empty', ''],
    ['is blank', ' '],
    ['is not a UUID', 'my session'],
    ['is NUL', '\u0000'],
    ['is half a character', '\uD800'],
    ['is as long as fits', 'x'.repeat(50_000)],
  ])('are made for a session whose SessionID %s', async (_, sessionId) => {
    const before = replicas.published.length;
    expect(decisionCode(await replicas.decide({ medium: rfid, sessionId }))).toBe('000');
    await eventually(() => expect(replicas.published.length).toBeGreaterThan(before));
    expect(replicas.running.flatMap(({ platform }) => platform.recorded.alarms())).not.toContain(
      'DECISION_UNWRITABLE',
    );
  });

  it('are made while the database is unavailable, and published exactly once when it is available', async () => {
    const before = randomUUID();
    await replicas.decide({ medium: rfid, sessionId: before });
    replicas.database.network.close();
    const sessionIds = Array.from({ length: 40 }, () => randomUUID());
    const codes = await Promise.all(
      sessionIds.map(async (sessionId) => decisionCode(await replicas.decide({ medium: rfid, sessionId }))),
    );
    expect(new Set(codes)).toEqual(new Set(['000']));
    expect(replicas.publishedOf(...sessionIds)).toEqual([]);
    replicas.database.network.open();
    await eventually(() => expect(replicas.publishedOf(...sessionIds)).toHaveLength(40), 30_000);
    await eventually(async () => {
      const [row] = await replicas.tables.query<{ count: string }[]>('select count(*) from auth.outbox');
      expect(row?.count).toBe('0');
    }, 30_000);
    expect(new Set(replicas.publishedOf(...sessionIds).map(({ sessionId }) => sessionId))).toEqual(
      new Set(sessionIds),
    );
    expect(replicas.publishedOf(...sessionIds)).toHaveLength(40);
    expect(replicas.running.flatMap(({ platform }) => platform.recorded.alarms())).toContain(
      'DECISIONS_UNWRITTEN',
    );
  });

  it('are made within a second while the network drops everything to the database', async () => {
    replicas.database.network.setSilent(true);
    const sessionIds = Array.from({ length: 10 }, () => randomUUID());
    const replies = await Promise.all(
      sessionIds.map((sessionId) =>
        replicas.rpc.call(
          'authorization.start',
          { medium: rfid, operatorId: 'DE*ABC', sessionId },
          { deadlineMs: 3_000 },
        ),
      ),
    );
    expect(new Set(replies.map(decisionCode))).toEqual(new Set(['000']));
    replicas.database.network.open();
    await eventually(() => expect(replicas.publishedOf(...sessionIds)).toHaveLength(10), 30_000);
  });

  it('are written before a replica stops that could not write them', async () => {
    const alone = await replicas.start();
    await Promise.all(replicas.running.filter((each) => each !== alone).map((each) => replicas.stop(each)));
    replicas.database.network.close();
    const sessionId = randomUUID();
    expect(decisionCode(await replicas.decide({ medium: rfid, sessionId }))).toBe('000');
    const stopped = replicas.stop(alone);
    replicas.database.network.open();
    await stopped;
    expect(await rowsOf(sessionId)).toHaveLength(1);
    expect(alone.platform.recorded.alarms()).not.toContain('DECISIONS_LOST');
    await replicas.start();
    await eventually(() => expect(replicas.publishedOf(sessionId)).toHaveLength(1), 30_000);
  });

  it('that no longer fit in memory are still answered, and counted as lost', async () => {
    for (const each of replicas.running.slice()) await replicas.stop(each);
    const small = await replicas.start({ AUTHORIZE_UNWRITTEN_MAX: '100' });
    replicas.database.network.close();
    const codes = await Promise.all(
      Array.from({ length: 130 }, async () =>
        decisionCode(await replicas.decide({ medium: rfid, sessionId: randomUUID() })),
      ),
    );
    replicas.database.network.open();
    expect(new Set(codes)).toEqual(new Set(['000']));
    const lost = small.platform.recorded.alarms().filter((code) => code === 'DECISIONS_LOST');
    expect(lost).toHaveLength(30);
  });

  it('are refused with 320 while contracts and tokens are too old, and made again afterwards', async () => {
    for (const each of replicas.running.slice()) await replicas.stop(each);
    const strict = await replicas.start({ AUTHORIZE_MAX_BOOK_AGE: 'PT3S' });
    expect(decisionCode(await replicas.decide({ medium: rfid }))).toBe('000');
    replicas.database.network.close();
    await eventually(async () => expect(decisionCode(await replicas.decide({ medium: rfid }))).toBe('320'));
    await eventually(() => expect(strict.platform.recorded.alarms()).toContain('BOOK_TOO_OLD'));
    expect(decisionCode(await replicas.decide({ medium: { kind: 'rfid', uid: '04FFFFFFFFFFFF' } }))).toBe(
      '320',
    );
    replicas.database.network.open();
    await eventually(async () => expect(decisionCode(await replicas.decide({ medium: rfid }))).toBe('000'));
  });

  it('are cached for 50,000 sessions, and the oldest dropped first', () => {
    const recent = new RecentDecisions();
    const of = (sessionKey: string) => ({
      sessionKey,
      mediumKey: 'rfid:1',
      code: '000' as const,
      evcoKey: 'x',
      empPartnerSessionId: 'y',
    });
    for (let index = 0; index <= 50_000; index += 1) recent.put(of(String(index)));
    expect(recent.find('0', 'rfid:1')).toBeUndefined();
    expect(recent.find('1', 'rfid:1')).toBeDefined();
    expect(recent.find('50000', 'rfid:2')).toBeUndefined();
  });
});
