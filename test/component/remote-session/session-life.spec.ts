import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { failedReply } from '../../support/hbs-replies.js';
import { acceptedReply, refusedReply } from '../../support/remote-session/fake-gateway.js';
import { aNotification, minutesAgo } from '../../support/remote-session/notifications.js';
import { EVCO_ID, SessionSuite } from '../../support/remote-session/session-suite.js';
import { eventually } from '../../support/eventually.js';

describe('the life of a session, over a real RabbitMQ and PostgreSQL', () => {
  let suite: SessionSuite;
  beforeAll(async () => {
    suite = await SessionSuite.create();
    await suite.startGateway();
    await suite.startRemoteSession({ REMOTE_TIMEOUT_MS: '2000' });
  });
  afterAll(() => suite.stop());

  /** A card's session with all that is ever reported of it, each by the service that reports it. */
  function aCardSession(): { sessionId: string; reports: (() => Promise<void>)[] } {
    const sessionId = crypto.randomUUID();
    const decided = { sessionId, empPartnerSessionId: crypto.randomUUID(), at: new Date().toISOString() };
    const notifications = ['Start', 'Progress'].map((type) => aNotification(type, sessionId));
    const end = aNotification('End', sessionId.toUpperCase());
    const reports = [
      () => suite.publishDecision(decided),
      ...notifications.map((each) => () => suite.events.notify(each)),
      () => suite.events.notify(end),
      () => suite.publishRecord({ sessionId, evseId: 'DE*ABC*E12345*1', consumedEnergyKwh: '7.345' }),
    ];
    return { sessionId, reports };
  }

  it('is the same in whatever order it is reported, and however often', async () => {
    const orders = permutations([0, 1, 2, 3, 4]).filter((_, index) => index % 5 === 0);
    const sessions = await Promise.all(
      orders.map(async (order) => {
        const { sessionId, reports } = aCardSession();
        for (const index of [...order, order[0] ?? 0]) await reports[index]?.();
        return sessionId;
      }),
    );
    for (const sessionId of sessions) {
      const session = await suite.untilFound(sessionId, ({ timeline }) =>
        expect(new Set(timeline.map(({ what }) => what)).size).toBe(5),
      );
      expect(session).toMatchObject({
        state: 'ended',
        startedBy: 'card',
        energyKwh: '7.345',
        evcoId: EVCO_ID,
      });
      expect(session).not.toHaveProperty('reasonCode');
      expect(session.timeline).toHaveLength(5);
    }
  });

  it('moves by what is reported, never backwards, and publishes each step', async () => {
    const { sessionId, reports } = aCardSession();
    const expected = ['pending', 'active', 'active', 'ended', 'ended'];
    let id = '';
    for (const [index, report] of reports.entries()) {
      await report();
      const session = await suite.untilFound(sessionId, ({ timeline }) =>
        expect(timeline).toHaveLength(index + 1),
      );
      expect(session.state).toBe(expected[index]);
      id = session.id;
    }
    await suite.events.notify(
      aNotification('Progress', sessionId, { EventOccurred: minutesAgo(1), ChargingStart: null }),
    );
    const after = await suite.untilFound(sessionId, ({ timeline }) => expect(timeline).toHaveLength(6));
    expect(after).toMatchObject({ state: 'ended', energyKwh: '7.345' });
    await eventually(() => {
      const published = suite.events.typesOf(id);
      expect(published[0]).toBe('session.opened');
      expect(published.filter((type) => type === 'session.closed')).toHaveLength(2);
    });
    expect(await suite.rpc.call('session.owner', { sessionId })).toMatchObject({
      known: true,
      id,
      evcoId: EVCO_ID,
      uid: '04A1B2C3D4E5F6',
    });
  });

  it('is created by a record of a session that was not known', async () => {
    const sessionId = crypto.randomUUID();
    await suite.publishRecord({ sessionId, evcoId: EVCO_ID, consumedEnergyKwh: '3' });
    const session = await suite.untilFound(sessionId, ({ state }) => expect(state).toBe('ended'));
    expect(session).toMatchObject({ startedBy: 'other', energyKwh: '3', evcoId: EVCO_ID });
  });

  it.each([
    ['of an unknown type', 'Foo', {}, 'pending', 'unknown-value'],
    [
      'of 1970',
      'End',
      { ChargingStart: null, ChargingEnd: '1970-01-01T00:00:00Z' },
      'ended',
      'time-implausible',
    ],
    ['of the future', 'Start', { ChargingStart: '2100-01-01T00:00:00Z' }, 'active', 'in-the-future'],
    ['without a time', 'Start', { ChargingStart: null }, 'active', 'time-missing'],
    [
      'with its end before its start',
      'End',
      { ChargingStart: minutesAgo(5), ChargingEnd: minutesAgo(50) },
      'ended',
      'ends-before-start',
    ],
    ['of less than no energy', 'End', { ConsumedEnergy: -3 }, 'ended', 'negative-energy'],
  ])('keeps a notification %s, with what is odd about it', async (_, type, exchanged, state, finding) => {
    const sessionId = crypto.randomUUID();
    await suite.events.notify(aNotification(type, sessionId, exchanged));
    const session = await suite.untilFound(sessionId, ({ timeline }) => expect(timeline).toHaveLength(1));
    expect(session.state).toBe(state);
    expect(session.timeline[0]?.findings?.map(({ code }) => code)).toContain(finding);
    expect(JSON.stringify(session)).not.toContain('1970-01-01T00:00:00Z"');
    expect(session).not.toHaveProperty('energyKwh', '-3');
  });

  it('is not found by an EMPPartnerSessionID that a CPO writes everywhere', async () => {
    const [one, other] = [crypto.randomUUID(), crypto.randomUUID()];
    for (const sessionId of [one, other])
      await suite.events.notify(aNotification('Start', sessionId, { EMPPartnerSessionID: '0\u0000' }));
    const first = await suite.untilFound(one, ({ state }) => expect(state).toBe('active'));
    const second = await suite.untilFound(other, ({ state }) => expect(state).toBe('active'));
    expect(first.id).not.toBe(second.id);
  });

  it('is one session when HBS gave no SessionID at first, in either order', async () => {
    for (const isFirst of [true, false]) {
      const [sessionId, empPartnerSessionId] = [crypto.randomUUID(), crypto.randomUUID()];
      const reports = [
        () => suite.publishDecision({ empPartnerSessionId, evseId: 'DE*ABC*E7' }),
        () =>
          suite.events.notify(
            aNotification('Start', sessionId, { EMPPartnerSessionID: empPartnerSessionId }),
          ),
      ];
      for (const report of isFirst ? reports : reports.toReversed()) await report();
      const session = await suite.untilFound(sessionId, ({ timeline }) => expect(timeline).toHaveLength(2));
      expect(session).toMatchObject({ state: 'active', startedBy: 'card', empPartnerSessionId });
    }
  });

  describe('when an app stops it', () => {
    async function anAppSession(): Promise<{ id: string; sessionId: string; evseId: string }> {
      const sessionId = crypto.randomUUID();
      const evseId = `DE*ABC*E${sessionId.slice(0, 8).toUpperCase()}`;
      suite.hbs.answer = () => Promise.resolve(acceptedReply(sessionId));
      const { id } = await suite.start(evseId);
      await suite.untilState(id, 'pending');
      return { id, sessionId, evseId };
    }
    const stop = (id: string): Promise<{ state: string }> => suite.rpc.call('session.stop', { id });

    it('sends one stop for as many as are asked for, and is stopping until it has ended', async () => {
      const { id, sessionId, evseId } = await anAppSession();
      const [one, other] = await Promise.all([stop(id), stop(id)]);
      expect([one.state, other.state]).toEqual(['stopping', 'stopping']);
      await eventually(async () =>
        expect((await suite.get(id)).timeline.at(-1)).toMatchObject({ who: 'HBS', what: 'stop-accepted' }),
      );
      expect(suite.hbs.stopsOf(sessionId)).toEqual([
        { SessionID: sessionId, EMPPartnerSessionID: id, ProviderID: 'DE-EMP', EvseID: evseId },
      ]);
      await suite.publishRecord({ sessionId, consumedEnergyKwh: '5' });
      await suite.untilState(id, 'ended');
      await expect(stop(id)).rejects.toMatchObject({ code: 'SESSION_OVER' });
    });

    it('says that it had ended already when HBS answers 400', async () => {
      const { id } = await anAppSession();
      suite.hbs.answer = () => Promise.resolve(refusedReply('400'));
      await stop(id);
      await eventually(async () =>
        expect(await suite.get(id)).toMatchObject({
          state: 'stopping',
          reasonCode: 'STOP_REFUSED_400',
          reason: expect.stringContaining('already ended'),
        }),
      );
    });

    it('continues when the stop is refused, says why, and can be stopped again', async () => {
      const { id, sessionId } = await anAppSession();
      suite.hbs.answer = () => Promise.resolve(refusedReply('602'));
      await stop(id);
      await eventually(async () =>
        expect(await suite.get(id)).toMatchObject({ state: 'pending', reasonCode: 'STOP_REFUSED_602' }),
      );
      suite.hbs.answer = () => Promise.resolve(failedReply('timed-out'));
      expect((await stop(id)).state).toBe('stopping');
      await eventually(async () => expect((await suite.get(id)).reasonCode).toBe('STOP_TIMED_OUT'));
      await stop(id);
      await eventually(() => expect(suite.hbs.stopsOf(sessionId)).toHaveLength(3));
    });

    it('tries a card’s session, and explains the 400 that is to be expected', async () => {
      const sessionId = crypto.randomUUID();
      await suite.publishDecision({ sessionId, evseId: 'DE*ABC*E1' });
      const { id } = await suite.untilFound(sessionId, ({ state }) => expect(state).toBe('pending'));
      suite.hbs.answer = () => Promise.resolve(refusedReply('400'));
      await stop(id);
      await eventually(async () =>
        expect(await suite.get(id)).toMatchObject({
          state: 'pending',
          reason: expect.stringContaining('not started by app'),
        }),
      );
    });

    it('is sent in forms that HBS takes, without a partner’s name for the session that it does not take', async () => {
      const sessionId = crypto.randomUUID();
      await suite.publishDecision({ sessionId, evseId: 'de*abc*e1', cpoPartnerSessionId: 'x'.repeat(251) });
      const { id } = await suite.untilFound(sessionId, ({ evseId }) => expect(evseId).toBe('de*abc*e1'));
      suite.hbs.answer = () => Promise.resolve(acceptedReply(sessionId));
      await stop(id);
      const [sent] = await eventually(() => {
        const stops = suite.hbs.stopsOf(sessionId);
        expect(stops).toHaveLength(1);
        return Promise.resolve(stops);
      });
      expect(sent).toMatchObject({ EvseID: 'DE*ABC*E1', ProviderID: 'DE-EMP' });
      expect(sent).not.toHaveProperty('CPOPartnerSessionID');
    });

    it('is refused before anything is stored where HBS takes no stop with these IDs', async () => {
      const sessionId = crypto.randomUUID();
      await suite.publishDecision({ sessionId, evseId: 'in the yard' });
      const { id } = await suite.untilFound(sessionId, ({ state }) => expect(state).toBe('pending'));
      await expect(stop(id)).rejects.toMatchObject({ code: 'SESSION_WITHOUT_EVSE' });
      expect(await suite.get(id)).toMatchObject({ state: 'pending' });
      suite.hbs.answer = () => Promise.resolve(acceptedReply('no GUID'));
      const unnamed = await suite.start('DE*ABC*E1');
      await eventually(async () =>
        expect(await suite.get(unnamed.id)).toMatchObject({ sessionId: 'no GUID' }),
      );
      await expect(stop(unnamed.id)).rejects.toMatchObject({ code: 'SESSION_NOT_NAMED' });
    });

    it('cannot stop what has no SessionID, no charging point, or is not there', async () => {
      const sessionId = crypto.randomUUID();
      await suite.publishDecision({ sessionId });
      const { id } = await suite.untilFound(sessionId, ({ state }) => expect(state).toBe('pending'));
      await expect(stop(id)).rejects.toMatchObject({ code: 'SESSION_WITHOUT_EVSE' });
      suite.hbs.answer = () => Promise.resolve(failedReply('timed-out'));
      const unnamed = await suite.start('DE*ABC*E1');
      await expect(stop(unnamed.id)).rejects.toMatchObject({ code: 'SESSION_NOT_NAMED' });
      await expect(stop(crypto.randomUUID())).rejects.toMatchObject({ code: 'SESSION_UNKNOWN' });
    });
  });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item].concat(rest)),
  );
}
