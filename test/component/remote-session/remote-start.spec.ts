import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { authorizeRemoteStart, statusCodes } from '#oicp';
import { acceptedReply, remoteReply, refusedReply } from '../../support/remote-session/fake-gateway.js';
import { failedReply } from '../../support/hbs-replies.js';
import {
  BLOCKED_EVCO_ID,
  EVCO_ID,
  SessionSuite,
  type RunningRemoteSession,
} from '../../support/remote-session/session-suite.js';
import { aNotification } from '../../support/remote-session/notifications.js';
import { eventually } from '../../support/eventually.js';

let count = 0;
/** A charging point that no other test uses. */
function anEvse(): string {
  count += 1;
  return `DE*ABC*E${10_000 + count}`;
}

describe('a charge that an app starts, over a real RabbitMQ and PostgreSQL', () => {
  let suite: SessionSuite;
  let service: RunningRemoteSession;
  beforeAll(async () => {
    suite = await SessionSuite.create();
    await suite.startGateway();
    service = await suite.startRemoteSession({ REMOTE_TIMEOUT_MS: '2000' });
  });
  afterAll(() => suite.stop());
  beforeEach(() => {
    suite.hbs.answer = () => Promise.resolve(acceptedReply());
  });

  it('is sent as HBS wants it, answered before HBS is, and pending under the SessionID that HBS gives', async () => {
    const evseId = anEvse();
    const sessionId = crypto.randomUUID();
    let answer: (reply: ReturnType<typeof acceptedReply>) => void = () => {};
    suite.hbs.answer = () => new Promise((resolve) => (answer = resolve));
    const session = await suite.start(evseId, { partnerProductId: 'AC 1' });
    expect(session).toMatchObject({ state: 'requested', startedBy: 'app', evseId, evcoId: EVCO_ID });
    await eventually(() => expect(suite.hbs.startsAt(evseId)).toHaveLength(1));
    expect(suite.hbs.startsAt(evseId)).toEqual([
      {
        EMPPartnerSessionID: session.id,
        ProviderID: 'DE-EMP',
        EvseID: evseId,
        Identification: { RemoteIdentification: { EvcoID: EVCO_ID } },
        PartnerProductID: 'AC 1',
      },
    ]);
    expect((await suite.get(session.id)).state).toBe('requested');
    answer(acceptedReply(sessionId));
    const pending = await suite.untilState(session.id, 'pending');
    expect(pending).toMatchObject({ sessionId, empPartnerSessionId: session.id });
    expect(pending.timeline).toMatchObject([
      { who: 'app', what: 'start-requested' },
      { who: 'HBS', what: 'start-accepted', processId: 'process-of-hbs' },
    ]);
    await eventually(() =>
      expect(suite.events.typesOf(session.id)).toEqual(['session.opened', 'session.updated']),
    );
  });

  it.each(Object.entries(statusCodes).filter(([code]) => code !== '000'))(
    'refused with %s is failed, or UNKNOWN where the code leaves open what happened, with words for the driver',
    async (code, entry) => {
      const evseId = anEvse();
      suite.hbs.answer = () => Promise.resolve(refusedReply(code));
      const { id } = await suite.start(evseId);
      const isOpen = 'leavesOpen' in entry;
      const session = await suite.untilState(id, isOpen ? 'UNKNOWN' : 'failed');
      const byCode = isOpen ? `UNKNOWN_${code}` : `REFUSED_${code}`;
      const reasonCode = code === '017' ? 'HBS_IDENTITY_ERROR' : byCode;
      expect(session).toMatchObject({ reasonCode, reason: expect.stringMatching(/^[A-Z].{20,}[.]$/) });
      expect(session.timeline.at(-1)).toMatchObject({ who: 'HBS', processId: 'process-of-hbs' });
      expect(suite.hbs.startsAt(evseId)).toHaveLength(1);
    },
  );

  it.each([
    ['refused without a code', remoteReply(200, { Result: false }), 'failed', 'REFUSED'],
    ['refused with a code that nobody knows', refusedReply('999'), 'failed', 'REFUSED_999'],
    ['refused with the code of success', refusedReply('000'), 'UNKNOWN', 'UNKNOWN_000'],
    ['limited', remoteReply(429, ''), 'failed', 'HBS_LIMIT_REACHED'],
    ['not whitelisted', remoteReply(403, '<html>Forbidden</html>'), 'failed', 'HBS_NOT_WHITELISTED'],
    ['not connected', failedReply('not-connected'), 'failed', 'NOT_CONNECTED'],
    ['refused at the handshake', failedReply('tls-failed'), 'failed', 'HBS_TLS_ERROR'],
    ['answered too late', failedReply('timed-out'), 'UNKNOWN', 'TIMED_OUT'],
    ['cut off after it was read', failedReply('cut-off'), 'UNKNOWN', 'CUT_OFF'],
    ['answered with HTML', remoteReply(200, '<html>Hello</html>'), 'UNKNOWN', 'UNREADABLE_ANSWER'],
    ['answered with nothing', remoteReply(200, ''), 'UNKNOWN', 'EMPTY_ANSWER'],
    ['answered by a broken proxy', remoteReply(502, '<html>Bad gateway</html>'), 'UNKNOWN', 'SERVER_ERROR'],
  ] as const)('%s is what it is, and never sent again', async (_, reply, state, reasonCode) => {
    const evseId = anEvse();
    suite.hbs.answer = () => Promise.resolve(reply);
    const { id } = await suite.start(evseId);
    expect(await suite.untilState(id, state)).toMatchObject({ reasonCode, reason: expect.any(String) });
    expect(suite.hbs.startsAt(evseId)).toHaveLength(1);
  });

  it('says loudly that HBS does not take what we send', () => {
    const operations = service.platform.recorded.lines
      .filter(({ code }) => code === 'START_NOT_ACCEPTED_BY_HBS')
      .map(({ operation }) => operation);
    expect(new Set(operations)).toEqual(new Set(['authorizeRemoteStart']));
  });

  it('is UNKNOWN when no answer comes in time, and what a late answer says when it comes', async () => {
    const evseId = anEvse();
    let answer: (reply: ReturnType<typeof acceptedReply>) => void = () => {};
    suite.hbs.answer = () => new Promise((resolve) => (answer = resolve));
    const { id } = await suite.start(evseId);
    expect(await suite.untilState(id, 'UNKNOWN')).toMatchObject({ reasonCode: 'NO_ANSWER' });
    answer(acceptedReply());
    await suite.untilState(id, 'pending');
    expect(suite.hbs.startsAt(evseId)).toHaveLength(1);
  });

  it('whose answer was lost is found by the EMPPartnerSessionID in a notification, and runs to its record', async () => {
    suite.hbs.answer = () => Promise.resolve(failedReply('timed-out'));
    const { id } = await suite.start(anEvse());
    await suite.untilState(id, 'UNKNOWN');
    const sessionId = crypto.randomUUID();
    await suite.events.notify(aNotification('Start', sessionId, { EMPPartnerSessionID: id }));
    expect(await suite.untilState(id, 'active')).toMatchObject({ sessionId, startedBy: 'app' });
    await suite.publishRecord({ sessionId, consumedEnergyKwh: '12.345' });
    expect(await suite.untilState(id, 'ended')).toMatchObject({ energyKwh: '12.345' });
  });

  it('whose answer was lost is found by its record, even if a notification without our name was received first', async () => {
    suite.hbs.answer = () => Promise.resolve(failedReply('cut-off'));
    const { id } = await suite.start(anEvse());
    await suite.untilState(id, 'UNKNOWN');
    const sessionId = crypto.randomUUID();
    await suite.events.notify(aNotification('Start', sessionId));
    const other = await suite.untilFound(sessionId, ({ startedBy }) => expect(startedBy).toBe('other'));
    await suite.publishRecord({ sessionId, empPartnerSessionId: id.toUpperCase(), consumedEnergyKwh: '1' });
    expect(await suite.untilState(id, 'ended')).toMatchObject({ sessionId, energyKwh: '1' });
    expect((await suite.get(other.id)).id).toBe(id);
    expect((await suite.get(id)).timeline.map(({ what }) => what)).toContain('charging-started');
    await eventually(() =>
      expect(suite.events.typesOf(other.id)).toEqual(['session.opened', 'session.closed']),
    );
  });

  it('is not confused by a notification that overtakes the answer of HBS', async () => {
    const sessionId = crypto.randomUUID();
    suite.hbs.answer = async () => {
      await suite.events.notify(aNotification('Start', sessionId));
      await suite.untilFound(sessionId, ({ state }) => expect(state).toBe('active'));
      return acceptedReply(sessionId);
    };
    const { id } = await suite.start(anEvse());
    expect(await suite.untilState(id, 'active')).toMatchObject({ sessionId, startedBy: 'app' });
    await suite.untilFound(sessionId, (session) => expect(session.id).toBe(id));
  });

  it('keeps two sessions apart to which HBS gave the same SessionID', async () => {
    const sessionId = crypto.randomUUID();
    suite.hbs.answer = () => Promise.resolve(acceptedReply(sessionId));
    const [one, other] = [await suite.start(anEvse()), await suite.start(anEvse())];
    await suite.untilState(one.id, 'pending');
    await suite.untilState(other.id, 'pending');
    expect((await suite.get(one.id)).evseId).toBe(one.evseId);
    expect((await suite.get(other.id)).evseId).toBe(other.evseId);
  });

  it.each([
    ['de abc e97001 1', 'DE*ABC*E97001*1'],
    ['DE-ABC-E97002-1', 'DE*ABC*E97002*1'],
    ['de*abc*E97003', 'DE*ABC*E97003'],
    [' DE * ABC * E97004 ', 'DE*ABC*E97004'],
    ['49 810 000 438', '49*810*000*438'],
  ])('is sent for the EVSE that a sticker names %s in the form that HBS accepts', async (written, evseId) => {
    const session = await suite.start(written);
    expect(session).toMatchObject({ evseId });
    await eventually(() => expect(suite.hbs.startsAt(evseId)).toMatchObject([{ EvseID: evseId }]));
  });

  it.each([
    ['an EvcoID that is none', { evcoId: 'nobody' }, 'EVCO_ID_INVALID'],
    ['a contract of another provider', { evcoId: 'DE-ABC-C12345678-X' }, 'PROVIDER_FOREIGN'],
    ['a contract that is not there', { evcoId: 'DE-EMP-C99999999-X' }, 'CONTRACT_NOT_FOUND'],
    ['a blocked contract', { evcoId: BLOCKED_EVCO_ID }, 'CONTRACT_BLOCKED'],
    ['an EvseID that is none', { evseId: 'over there' }, 'START_INVALID'],
  ])('is refused for %s before anything is stored or sent', async (_, exchanged, code) => {
    const asked = suite.hbs.asked.length;
    const start = suite.rpc.call('session.start', { evseId: anEvse(), evcoId: EVCO_ID, ...exchanged });
    await expect(start).rejects.toMatchObject({ code });
    expect(suite.hbs.asked).toHaveLength(asked);
  });

  it.each([
    ['not yet valid', { validFrom: '2999-01-01T00:00:00Z' }, 'before 2999-01-01'],
    ['no longer valid', { validUntil: '2020-01-01T00:00:00+01:00' }, 'expired at 2019-12-31T23'],
  ])('is refused for a contract that is %s, as its card is', async (_, validity, why) => {
    const evcoId = 'DE-EMP-CVALIDITY-X';
    await suite.rpc.call('authorization.put-contract', { evcoId, status: 'active', ...validity });
    const evseId = anEvse();
    await expect(suite.start(evseId, { evcoId })).rejects.toMatchObject({
      code: 'CONTRACT_BLOCKED',
      message: expect.stringContaining(why),
    });
    const current = { validFrom: '2020-01-01T00:00:00Z', validUntil: '2999-01-01T00:00:00Z' };
    await suite.rpc.call('authorization.put-contract', { evcoId, status: 'active', ...current });
    await suite.start(evseId, { evcoId });
    await eventually(() => expect(suite.hbs.startsAt(evseId)).toHaveLength(1));
  });

  describe('with an Idempotency-Key', () => {
    const idempotency = (key: string, caller = 'app'): object => ({ idempotency: { key, caller } });

    it('starts once, however often and at the same time it is asked for', async () => {
      const evseId = anEvse();
      const asks = Array.from({ length: 8 }, () => suite.start(evseId, idempotency('same')));
      const ids = new Set((await Promise.all(asks)).map(({ id }) => id));
      expect(ids.size).toBe(1);
      const [id = ''] = ids;
      await suite.untilState(id, 'pending');
      expect((await suite.start(evseId, idempotency('same'))).state).toBe('pending');
      expect(suite.hbs.startsAt(evseId)).toHaveLength(1);
    });

    it('refuses another body under the same key, and lets another caller use it', async () => {
      const first = await suite.start(anEvse(), idempotency('mine'));
      await expect(suite.start(anEvse(), idempotency('mine'))).rejects.toMatchObject({
        code: 'IDEMPOTENCY_KEY_REUSED',
      });
      expect((await suite.start(anEvse(), idempotency('mine', 'other'))).id).not.toBe(first.id);
    });

    it('starts again after a day', async () => {
      const evseId = anEvse();
      const first = await suite.start(evseId, idempotency('daily'));
      await suite.dataSource.query(
        `update session.idempotency_key set expires_at = now() - interval '1 s' where key = 'daily'`,
      );
      expect((await suite.start(evseId, idempotency('daily'))).id).not.toBe(first.id);
    });
  });

  it('was certainly not sent when nobody listens, and says so', async () => {
    const alone = await SessionSuite.create();
    try {
      await alone.startRemoteSession();
      const { id } = await alone.start(anEvse());
      expect(await alone.untilState(id, 'failed')).toMatchObject({ reasonCode: 'NO_HANDLER' });
    } finally {
      await alone.stop();
    }
  });

  it('writes what HBS takes: the request is conformant', () => {
    const starts = suite.hbs.asked.filter(({ operation }) => operation === 'start');
    const violations = starts.flatMap(({ request }) => authorizeRemoteStart.read(request.body).violations);
    expect(violations).toEqual([]);
    expect(suite.hbs.asked.length).toBeGreaterThan(10);
  });
});
