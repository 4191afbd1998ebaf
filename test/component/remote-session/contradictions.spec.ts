import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionWithTimeline } from '#suite';
import { hasTestData, needsTestData, testData } from '../../../libs/oicp/test/test-data.js';
import { acceptedReply } from '../../support/remote-session/fake-gateway.js';
import { aNotification, minutesAgo } from '../../support/remote-session/notifications.js';
import { EVCO_ID, SessionSuite } from '../../support/remote-session/session-suite.js';

const OURS = { evseId: 'DE*ABC*E00001', uid: '04A1B2C3D4E5F6', evcoId: EVCO_ID };

/** A record or notification of the field, as OICP has it. */
interface FieldPayload {
  readonly EvseID: string;
  readonly Identification: { readonly RFIDMifareFamilyIdentification: { readonly UID: string } };
  readonly SessionStart: string;
  readonly SessionEnd: string;
}

describe('a session that others report otherwise than we decided, over a real broker', () => {
  let suite: SessionSuite;
  beforeAll(async () => {
    suite = await SessionSuite.create();
    await suite.startGateway();
    await suite.startRemoteSession();
  });
  afterAll(() => suite.stop());

  const untilReported = (sessionId: string, facts: number): Promise<SessionWithTimeline> =>
    suite.untilFound(sessionId, ({ timeline }) => expect(timeline).toHaveLength(facts));
  const codesOf = ({ findings = [] }: Pick<SessionWithTimeline, 'findings'>): readonly string[] =>
    findings.map(({ code }) => code);

  async function inBothOrders(
    report: (sessionId: string) => Promise<void>,
    decided: object,
  ): Promise<readonly SessionWithTimeline[]> {
    const sessions = [];
    for (const isFirst of [true, false]) {
      const sessionId = crypto.randomUUID();
      const steps = [
        () => suite.publishDecision({ sessionId, ...OURS, ...decided }),
        () => report(sessionId),
      ];
      const [first, second] = isFirst ? steps : steps.toReversed();
      await first?.();
      await untilReported(sessionId, 1);
      await second?.();
      sessions.push(await untilReported(sessionId, 2));
    }
    return sessions;
  }

  it('keeps card, contract and EVSE of our decision when a notification names others, and lists why', async () => {
    const notification = {
      EvseID: 'DE*ABC*E00008',
      Identification: { RFIDMifareFamilyIdentification: { UID: '0B0B0B0B' } },
    };
    const sessions = await inBothOrders(
      (sessionId) => suite.events.notify(aNotification('Start', sessionId, notification)),
      { at: new Date(Date.now() - 60 * 60_000).toISOString() },
    );
    for (const session of sessions) {
      expect(session).toMatchObject({ ...OURS, state: 'active' });
      expect(codesOf(session).toSorted()).toEqual(['other-card', 'other-evse']);
      const [, entry] = session.timeline;
      expect(entry?.findings?.map(({ code }) => code).toSorted()).toEqual(['other-card', 'other-evse']);
      const { items } = await suite.rpc.call('session.list', { evseId: 'DE*ABC*E00001', limit: 10 });
      expect(codesOf(items.find(({ id }) => id === session.id) ?? {})).toHaveLength(2);
    }
  });

  it('takes the EVSE that a notification names where our decision named none', async () => {
    const notification = { EvseID: 'DE*ABC*E00008' };
    const [one, other] = await inBothOrders(
      (sessionId) => suite.events.notify(aNotification('Start', sessionId, notification)),
      { evseId: undefined, at: new Date(Date.now() - 60 * 60_000).toISOString() },
    );
    for (const session of [one, other]) {
      expect(session).toMatchObject({ evseId: 'DE*ABC*E00008' });
      expect(session).not.toHaveProperty('findings');
    }
  });

  it('stops an app’s charge where it was started, whatever EVSE is reported', async () => {
    const sessionId = crypto.randomUUID();
    suite.hbs.answer = () => Promise.resolve(acceptedReply(sessionId));
    const { id } = await suite.start('DE*ABC*E00001');
    await suite.untilState(id, 'pending');
    await suite.events.notify(
      aNotification('Start', sessionId, { EvseID: 'DE*ABC*E00008', ChargingStart: minutesAgo(0) }),
    );
    expect(codesOf(await suite.untilState(id, 'active'))).toEqual(['other-evse']);
    await suite.rpc.call('session.stop', { id });
    await suite.untilFound(sessionId, ({ timeline }) =>
      expect(timeline.map(({ what }) => what)).toContain('stop-accepted'),
    );
    expect(suite.hbs.stopsOf(sessionId)).toMatchObject([{ EvseID: 'DE*ABC*E00001' }]);
  });

  it('reports a ChargingStart long before our decision, and does not start then', async () => {
    const at = new Date(Date.now() - 10 * 60_000).toISOString();
    const sessions = await inBothOrders(
      (sessionId) => suite.events.notify(aNotification('Start', sessionId, { EvseID: OURS.evseId })),
      { at },
    );
    for (const session of sessions) {
      expect(codesOf(session)).toEqual(['charging-before-authorisation']);
      expect(session.startedAt).toBe(at);
    }
  });

  it('knows a stop by card, before or after the decision about the start', async () => {
    const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
    const stop = { at: at(30), medium: 'rfid', startedBy: 'card', operatorId: 'DE*ABC' } as const;
    const sessions = await inBothOrders(
      (sessionId) => suite.events.publish('authorization.stop-accepted', { ...stop, sessionId }),
      { at: at(60) },
    );
    for (const { id, sessionId = '', timeline, state, ...session } of sessions) {
      expect(timeline.map(({ who, what }) => `${who} ${what}`)).toEqual([
        'EMP authorized',
        'EMP stop-accepted',
      ]);
      expect({ ...session, state }).toMatchObject({ ...OURS, state: 'pending' });
      expect(session).not.toHaveProperty('stopAcceptedAt');
      await suite.events.publish('authorization.stop-accepted', { ...stop, sessionId });
      const times = { ChargingStart: minutesAgo(50), EventOccurred: minutesAgo(10), EvseID: OURS.evseId };
      await suite.events.notify(aNotification('Progress', sessionId, times));
      const charging = await untilReported(sessionId, 3);
      expect(charging.id).toBe(id);
      expect(codesOf(charging)).toEqual(['charging-after-stop']);
    }
  });

  it('says so when a Progress notification reports more energy than time allows', async () => {
    const sessionId = crypto.randomUUID();
    const progress = { ChargingStart: minutesAgo(30), EventOccurred: minutesAgo(20) };
    await suite.events.notify(
      aNotification('Progress', sessionId, { ...progress, ConsumedEnergyProgress: 600 }),
    );
    const session = await suite.untilFound(sessionId, (each) =>
      expect(codesOf(each)).toEqual(['energy-exceeds-power']),
    );
    expect(session.timeline[0]?.findings).toEqual([
      expect.objectContaining({ comparedWith: expect.stringContaining('1000 kW') }),
    ]);
  });

  it('reports every time of a notification that cannot be, and shows none', async () => {
    const sessionId = crypto.randomUUID();
    const times = { SessionStart: '1970-01-01T00:00:00Z', ChargingStart: '1970-01-01T00:00:00Z' };
    await suite.events.notify(aNotification('End', sessionId, times));
    const session = await untilReported(sessionId, 1);
    expect(session).not.toHaveProperty('startedAt');
    expect(session.timeline[0]?.findings).toEqual([
      { code: 'time-implausible', message: 'SessionStart is 1970-01-01T00:00:00Z, long ago.' },
      { code: 'time-implausible', message: 'ChargingStart is 1970-01-01T00:00:00Z, long ago.' },
    ]);
  });

  it('shows in its list why an energy that was sent is not there', async () => {
    const sessionId = crypto.randomUUID();
    const lost = { ConsumedEnergy: '3.2 kWh', ChargingStart: 'gestern' };
    await suite.events.notify(aNotification('End', sessionId, lost));
    const { id } = await untilReported(sessionId, 1);
    const { items } = await suite.rpc.call('session.list', { sessionId, limit: 1 });
    expect(items[0]).not.toHaveProperty('energyKwh');
    expect(items[0]?.findings?.map(({ message }) => message.split(':')[0])).toEqual([
      '/ChargingStart',
      '/ConsumedEnergy',
    ]);
    const published = suite.events.published.filter(({ subject }) => subject === id);
    expect(published.at(-1)?.data).toMatchObject({ findings: items[0]?.findings });
  });

  it('keeps the EVSE that was reported first where we decided none, in either order', async () => {
    const at = new Date(Date.now() - 40 * 60_000).toISOString();
    for (const isFirst of [true, false]) {
      const sessionId = crypto.randomUUID();
      await suite.publishDecision({ sessionId, ...OURS, evseId: undefined, at });
      await untilReported(sessionId, 1);
      const reports = [
        aNotification('Start', sessionId, { EvseID: 'DE*ABC*E00007' }),
        aNotification('End', sessionId, { EvseID: 'DE*ABC*E00008', ConsumedEnergy: 5 }),
      ];
      for (const [index, report] of (isFirst ? reports : reports.toReversed()).entries()) {
        await suite.events.notify(report);
        await untilReported(sessionId, 2 + index);
      }
      const session = await untilReported(sessionId, 3);
      expect(session.evseId).toBe('DE*ABC*E00007');
      expect(codesOf(session)).toEqual(['other-evse']);
    }
  });

  it('is the session that an earlier release stored by a SessionID without hyphens', async () => {
    const sessionId = crypto.randomUUID();
    await suite.events.notify(aNotification('Start', sessionId));
    const { id } = await untilReported(sessionId, 1);
    const earlier = sessionId.replaceAll('-', '').toUpperCase();
    await suite.dataSource.query('update session.session set session_key = $1 where id = $2', [earlier, id]);
    await suite.events.notify(aNotification('End', sessionId));
    expect(await untilReported(sessionId, 2)).toMatchObject({ id, state: 'ended' });
    expect(await suite.rpc.call('session.owner', { sessionId })).toMatchObject({ known: true, id });
  });

  (hasTestData ? describe : describe.skip)(`as it was found in the field${needsTestData}`, () => {
    it('keeps what we decided when the record is of another card and EVSE', async () => {
      const { input } = testData('field', '01-record-of-another-card.json') as {
        input: { payload: FieldPayload };
      };
      const sessions = await inBothOrders((sessionId) => recorded(sessionId, input.payload), {});
      for (const session of sessions) {
        expect(session).toMatchObject({ ...OURS, state: 'ended' });
        expect(codesOf(session)).toEqual(expect.arrayContaining(['other-card', 'other-evse']));
      }
    });

    it('shows no start of 1970 that a record claims', async () => {
      const { input } = testData('field', '03-clock-never-set.json') as {
        input: { payload: FieldPayload }[];
      };
      for (const { payload } of input) {
        const sessionId = crypto.randomUUID();
        await recorded(sessionId, payload);
        const session = await untilReported(sessionId, 1);
        expect(session.endedAt).toBe(payload.SessionEnd);
        expect(session.startedAt).toBe(
          payload.SessionStart.startsWith('1970') ? undefined : payload.SessionStart,
        );
      }
    });

    function recorded(sessionId: string, payload: FieldPayload): Promise<void> {
      return suite.publishRecord({
        sessionId,
        evseId: payload.EvseID,
        uid: payload.Identification.RFIDMifareFamilyIdentification.UID,
        sessionStart: payload.SessionStart,
        sessionEnd: payload.SessionEnd,
        consumedEnergyKwh: '10',
      });
    }
  });
});
