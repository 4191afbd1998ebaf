import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEvse, aSwipe, aUid, byApp, cdrOf, aDecision, EVCO_ID } from '../../support/charges.js';
import { ComparisonSuite } from '../../support/comparison-suite.js';
import { eventually } from '../../support/eventually.js';

describe('a charge detail record and what else is known, on a real PostgreSQL and RabbitMQ', () => {
  let suite: ComparisonSuite;
  beforeAll(async () => {
    suite = await ComparisonSuite.create();
    await suite.startEvseSync({});
    await suite.start();
    await suite.start();
  });
  afterAll(async () => {
    const alarms = suite.alarms();
    await suite.end();
    expect(alarms).not.toContain('CDR_NOT_COMPARED');
  });

  const known = (sessionId: string): Promise<void> =>
    eventually(async () => {
      const rows = 'select from cdr.known_session where key = $1';
      expect(await suite.tables.query<unknown[]>(rows, [sessionId])).toHaveLength(1);
    });

  it('of another card and EVSE than its session has findings at once, and is nobody’s', async () => {
    const swipe = aSwipe();
    await suite.events.publish('authorization.decided', aDecision(swipe));
    await known(swipe.sessionId);
    const other = { ...swipe, uid: aUid(), evseId: anEvse() };
    await suite.enqueue(cdrOf(other, { ChargingStart: '2026-09-23T16:05:00+02:00' }));
    const codes = ['charging-before-authorisation', 'charging-outside-session', 'other-card', 'other-evse'];
    await suite.untilFound(swipe.sessionId, codes);
    await suite.untilCompared();
    expect(suite.publishedOf(swipe.sessionId)).toEqual([['cdr.received', codes]]);
    expect(await suite.detail(swipe.sessionId)).not.toHaveProperty('evcoId');
    expect(await suite.list({ finding: 'other-card' })).toContain(swipe.sessionId);
  });

  it('that comes before its session is compared when the session becomes known, and published once', async () => {
    const swipe = aSwipe();
    const event = aDecision(swipe);
    await suite.enqueue(cdrOf({ ...swipe, evseId: anEvse() }));
    await suite.untilFound(swipe.sessionId, ['unknown-session']);
    await suite.events.publish('authorization.decided', event);
    await suite.events.publish('authorization.decided', event);
    await suite.untilFound(swipe.sessionId, ['other-evse']);
    await suite.events.publish('session.opened', {
      id: randomUUID(),
      state: 'active',
      startedBy: 'card',
      sessionId: swipe.sessionId,
    });
    await suite.untilCompared();
    expect(suite.publishedOf(swipe.sessionId)).toEqual([
      ['cdr.received', ['unknown-session']],
      ['cdr.updated', ['other-evse']],
    ]);
  });

  it('fits its session whatever the order, and belongs to the contract of our decision', async () => {
    const [first, second] = [aSwipe(), aSwipe()];
    await suite.events.publish('authorization.decided', aDecision(first));
    await known(first.sessionId);
    await suite.enqueue(cdrOf(first));
    await suite.enqueue(cdrOf(second));
    await suite.untilFound(first.sessionId, []);
    await suite.untilFound(second.sessionId, ['unknown-session']);
    await suite.events.publish('authorization.decided', aDecision(second));
    await suite.untilFound(second.sessionId, []);
    expect(suite.dataOf(first.sessionId).map(({ type, data }) => [type, data.evcoId])).toEqual([
      ['cdr.received', EVCO_ID],
    ]);
    expect(suite.dataOf(second.sessionId).map(({ type, data }) => [type, data.evcoId])).toEqual([
      ['cdr.received', undefined],
      ['cdr.updated', EVCO_ID],
    ]);
    const { evcoId, raw } = await suite.detail(second.sessionId);
    expect(evcoId).toBe(EVCO_ID);
    expect(raw).not.toContain('EMP-C');
    const ofContract = await suite.list({ evcoId: 'de-emp-c12345678' });
    for (const { sessionId } of [first, second]) expect(ofContract).toContain(sessionId);
  });

  it('that charged on after an accepted stop has a finding, by card or by app and whenever it is reported', async () => {
    const [card, app] = [aSwipe(), aSwipe()];
    const view = {
      id: randomUUID(),
      state: 'active',
      startedBy: 'app',
      sessionId: app.sessionId,
      evcoId: EVCO_ID,
      requestedAt: '2026-09-23T14:11:00.000Z',
      requestedEvseId: app.evseId,
    };
    await suite.events.publish('authorization.decided', aDecision(card));
    await suite.events.publish('session.updated', view);
    await known(card.sessionId);
    await known(app.sessionId);
    await suite.enqueue(cdrOf(card));
    await suite.enqueue(cdrOf(app, byApp()));
    await suite.untilFound(card.sessionId, []);
    await suite.untilFound(app.sessionId, []);
    const stopAcceptedAt = '2026-09-23T15:09:00.000Z';
    await suite.events.publish('authorization.stop-accepted', {
      at: stopAcceptedAt,
      medium: 'rfid',
      sessionId: card.sessionId,
      startedBy: 'card',
      operatorId: 'DE*ABC',
    });
    await suite.events.publish('session.closed', { ...view, state: 'ended', stopAcceptedAt });
    for (const { sessionId } of [card, app]) await suite.untilFound(sessionId, ['charging-after-stop']);
    // Neither a later try to stop, nor one within the tolerance, is a change.
    await suite.events.publish('session.closed', {
      ...view,
      state: 'ended',
      stopAcceptedAt: '2026-09-23T15:20:00.000Z',
    });
    await suite.untilCompared();
    expect(await suite.codes(app.sessionId)).toEqual(['charging-after-stop']);
  });

  it('of an app’s session is compared with what the app asked for, not with what the session shows', async () => {
    const swipe = aSwipe();
    const elsewhere = anEvse();
    await suite.enqueue(cdrOf({ ...swipe, evseId: elsewhere }, byApp('DE-EMP-C87654321-X')));
    await suite.untilFound(swipe.sessionId, ['unknown-session']);
    await suite.events.publish('session.updated', {
      id: randomUUID(),
      state: 'ended',
      startedBy: 'app',
      sessionId: swipe.sessionId,
      evcoId: EVCO_ID,
      evseId: elsewhere,
      requestedAt: '2026-09-23T14:11:00.000Z',
      requestedEvseId: swipe.evseId,
    });
    await suite.untilFound(swipe.sessionId, ['other-contract', 'other-evse']);
    expect((await suite.detail(swipe.sessionId)).findings).toContainEqual(
      expect.objectContaining({ comparedWith: expect.stringContaining(swipe.evseId) }),
    );
  });

  it('says no more that nothing of its session was compared, and is published, once it is authorised', async () => {
    const swipe = aSwipe();
    const view = { id: randomUUID(), state: 'active', startedBy: 'card', sessionId: swipe.sessionId };
    await suite.publish([['session.opened', view]]);
    const { uid: UID } = swipe;
    const Identification = { RFIDIdentification: { UID, RFID: 'mifareFamily', EvcoID: EVCO_ID } };
    await suite.enqueue(cdrOf(swipe, { Identification }));
    await suite.untilFound(swipe.sessionId, ['session-not-compared']);
    await suite.publish([['authorization.decided', aDecision(swipe)]]);
    await suite.untilFound(swipe.sessionId, []);
    expect(suite.publishedOf(swipe.sessionId)).toEqual([
      ['cdr.received', ['session-not-compared']],
      ['cdr.updated', []],
    ]);
    expect(await suite.list({ finding: 'session-not-compared' })).not.toContain(swipe.sessionId);
  });

  const refusals = [{ state: 'failed' }, { startRefusedAt: '2026-09-23T14:11:02.000Z' }];
  it.each(refusals)('of an app’s refused session (%j) is that of no session of ours', async (refused) => {
    const swipe = aSwipe();
    const view = {
      id: randomUUID(),
      state: 'requested',
      startedBy: 'app',
      sessionId: swipe.sessionId,
      evcoId: EVCO_ID,
      requestedAt: '2026-09-23T14:11:00.000Z',
      requestedEvseId: swipe.evseId,
    };
    await suite.publish([['session.opened', view]]);
    await suite.enqueue(cdrOf(swipe, { Identification: null }));
    await eventually(async () =>
      expect(await suite.detail(swipe.sessionId)).toMatchObject({ evcoId: EVCO_ID }),
    );
    await suite.publish([['session.updated', { ...view, ...refused }]]);
    await suite.untilFound(swipe.sessionId, ['missing', 'unknown-session']);
    expect(await suite.detail(swipe.sessionId)).not.toHaveProperty('evcoId');
    expect(await suite.list({ finding: 'unknown-session' })).toContain(swipe.sessionId);
  });

  it('is found with the same transaction of its day, whatever else had the name weeks ago', async () => {
    const CPOPartnerSessionID = `17 ${randomUUID()}`;
    const daysAgo = (days: number, hours = 0): string =>
      new Date(Date.now() - days * 86_400_000 + hours * 3_600_000).toISOString();
    const named = (start: string, end: string): object => ({
      CPOPartnerSessionID,
      SessionStart: start,
      ChargingStart: start,
      ChargingEnd: end,
      SessionEnd: end,
    });
    await suite.storeAtOnce(
      ...Array.from({ length: 6 }, (_, day) =>
        cdrOf(aSwipe(), named(daysAgo(40 - day), daysAgo(40 - day, 0.5))),
      ),
    );
    const one = aSwipe();
    const two = { ...one, sessionId: randomUUID() };
    await suite.enqueue(cdrOf(one, named(daysAgo(2), daysAgo(2, 0.5))));
    await suite.enqueue(cdrOf(two, named(daysAgo(2, 1), daysAgo(2, 1.5))));
    for (const { sessionId } of [one, two])
      await suite.untilFound(sessionId, ['same-charge', 'unknown-session']);
    expect(await suite.list({ finding: 'same-charge' })).toEqual(
      expect.arrayContaining([one.sessionId, two.sessionId]),
    );
  });

  it('is compared with the first and the last authorisations of a session that is authorised for ever', async () => {
    const swipe = aSwipe();
    const times = Array.from({ length: 30 }, (_, minute) =>
      new Date(Date.parse('2026-09-23T14:11:00Z') + minute * 60_000).toISOString(),
    );
    await suite.publish(times.map((at) => ['authorization.decided', aDecision(swipe, { at })] as const));
    const [known] = await suite.tables.query<{ authorisations: { at: string }[] }[]>(
      'select authorisations from cdr.known_session where key = $1',
      [swipe.sessionId],
    );
    expect(known?.authorisations.map(({ at }) => at)).toEqual([times[0], ...times.slice(-20)]);
  });

  it('whose charge another session has too is found with it, in both', async () => {
    const swipe = aSwipe();
    const [same, elsewhere] = [
      { ...swipe, sessionId: randomUUID() },
      { ...aSwipe(), uid: swipe.uid },
    ];
    await suite.enqueue(cdrOf(swipe, { CPOPartnerSessionID: 'tx-4711' }));
    await suite.untilFound(swipe.sessionId, ['unknown-session']);
    await suite.enqueue(cdrOf(same, { CPOPartnerSessionID: 'tx-4711' }));
    await suite.untilFound(same.sessionId, ['same-charge', 'unknown-session']);
    await suite.untilFound(swipe.sessionId, ['same-charge', 'unknown-session']);
    await suite.enqueue(cdrOf(elsewhere, { HubOperatorID: 'DE*SWM' }));
    const atOnce = ['card-in-two-charges', 'same-charge', 'unknown-session'];
    for (const { sessionId } of [swipe, same]) await suite.untilFound(sessionId, atOnce);
    await suite.untilCompared();
    expect(suite.publishedOf(swipe.sessionId).map(([type]) => type)).toEqual([
      'cdr.received',
      'cdr.updated',
      'cdr.updated',
    ]);
    const { findings } = await suite.detail(swipe.sessionId);
    expect(findings.map(({ comparedWith }) => comparedWith)).toEqual(
      expect.arrayContaining([`session ${same.sessionId}`, `session ${elsewhere.sessionId}`]),
    );
    expect((await suite.list({ finding: 'same-charge' })).toSorted()).toEqual(
      expect.arrayContaining([swipe.sessionId, same.sessionId].toSorted()),
    );
  });

  it('that collides with a reservation’s does so only until it is known to be one', async () => {
    const swipe = aSwipe();
    const reservation = { ...swipe, sessionId: randomUUID() };
    await suite.enqueue(cdrOf(swipe));
    await suite.enqueue(cdrOf(reservation, { ConsumedEnergy: 0, MeterValueEnd: 100.5 }));
    for (const { sessionId } of [swipe, reservation]) {
      await suite.untilFound(sessionId, ['same-charge', 'unknown-session']);
    }
    await suite.events.publish('reservation.updated', {
      id: randomUUID(),
      state: 'used',
      evseId: swipe.evseId,
      evcoId: EVCO_ID,
      providerId: 'DE-EMP',
      sessionId: reservation.sessionId,
      requestedAt: '2026-09-23T14:11:00.000Z',
      reservedUntil: '2026-09-23T14:41:00.000Z',
    });
    await suite.untilFound(reservation.sessionId, []);
    await suite.untilFound(swipe.sessionId, ['unknown-session']);
    expect(await suite.list({ finding: 'same-charge' })).not.toContain(swipe.sessionId);
  });

  it('are found by our contract where they name it in the other notation, and by what they name', async () => {
    const [ours, theirs] = [aSwipe(), aSwipe()];
    const [contract, written] = ['DE*EMP*123A56*3', 'DE-EMP-C0123A563-5'];
    await suite.events.publish(
      'authorization.decided',
      aDecision(ours, { uid: undefined, evcoId: contract }),
    );
    await known(ours.sessionId);
    for (const each of [ours, theirs]) await suite.enqueue(cdrOf(each, byApp(written)));
    await suite.untilFound(ours.sessionId, []);
    await suite.untilFound(theirs.sessionId, ['unknown-session']);
    expect(await suite.list({ evcoId: contract })).toEqual([ours.sessionId]);
    expect((await suite.list({ evcoId: written })).toSorted()).toEqual(
      [ours.sessionId, theirs.sessionId].toSorted(),
    );
  });

  it('conflicts, variants and copies of one session are compared with no other charge', async () => {
    const swipe = aSwipe();
    await suite.events.publish('authorization.decided', aDecision(swipe));
    await known(swipe.sessionId);
    await suite.enqueue(cdrOf(swipe));
    await suite.untilFound(swipe.sessionId, []);
    await suite.enqueue(cdrOf(swipe));
    await suite.enqueue(cdrOf(swipe, { Remark: 'a variant' }));
    await suite.enqueue(cdrOf({ ...swipe, uid: aUid() }, { ConsumedEnergy: 11, MeterValueEnd: 111.5 }));
    await eventually(() =>
      expect(suite.publishedOf(swipe.sessionId).map(([type]) => type)).toContain('cdr.conflicted'),
    );
    await suite.untilCompared();
    const conflicted = suite.dataOf(swipe.sessionId).find(({ type }) => type === 'cdr.conflicted')?.data;
    expect(conflicted).toMatchObject({
      stored: { evcoId: EVCO_ID, findings: [] },
      other: { findings: [{ code: 'other-card' }] },
    });
    const { conflicts, variants } = await suite.detail(swipe.sessionId);
    expect(conflicts).toMatchObject([{ summary: { findings: [{ code: 'other-card' }] } }]);
    expect(variants).toMatchObject([{ summary: { findings: [] } }]);
    expect(await suite.codes(swipe.sessionId)).toEqual([]);
  });
});

describe('records that are stored at one moment, or by the release before', () => {
  let suite: ComparisonSuite;
  beforeAll(async () => {
    suite = await ComparisonSuite.create();
    await suite.startEvseSync({});
  });
  afterAll(() => suite.end());

  it('find one another though neither has seen the other and their process died', async () => {
    const swipe = aSwipe();
    const same = { ...swipe, sessionId: randomUUID() };
    await suite.storeAtOnce(cdrOf(swipe), cdrOf(same));
    for (const { sessionId } of [swipe, same])
      expect((await suite.detailOfTables(sessionId)).findings).toEqual([]);
    await suite.start();
    await suite.start();
    for (const { sessionId } of [swipe, same])
      await suite.untilFound(sessionId, ['same-charge', 'unknown-session']);
    await suite.untilCompared();
    for (const { sessionId } of [swipe, same])
      expect(suite.publishedOf(sessionId).map(([type]) => type)).toEqual(['cdr.received', 'cdr.updated']);
    await suite.stopReplicas();
  });

  it('are compared again when a record that the release before stored days ago is read in after them', async () => {
    const earlier = aSwipe();
    const later = { ...aSwipe(), evseId: earlier.evseId };
    const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
    const [start, end] = [hoursAgo(130), hoursAgo(129)];
    const times = { SessionStart: start, ChargingStart: start, ChargingEnd: end, SessionEnd: end };
    await suite.storeAtOnce(cdrOf(earlier, times));
    await suite.tables.query(
      `update cdr.record set charging_start = null, charging_end = null, cpo_session_key = null, attributed = null,
         session_known = null, compared_with = null,
         summary = jsonb_set(summary, '{receivedAt}', to_jsonb($2::text)) where session_key = $1`,
      [earlier.sessionId, hoursAgo(128)],
    );
    await suite.tables.query('delete from cdr.comparison');
    // It was compared before the one of the release before could be found.
    await suite.storeAtOnce(cdrOf(later, times));
    await suite.tables.query('delete from cdr.comparison');
    await suite.start();
    for (const { sessionId } of [later, earlier]) {
      await suite.untilFound(sessionId, ['evse-in-two-charges', 'unknown-session']);
      expect(suite.publishedOf(sessionId).at(-1)?.[0]).toBe('cdr.updated');
    }
    await suite.stopReplicas();
  });

  it('are compared with what the release before stored, and say of its sessions that nothing is known', async () => {
    const swipe = aSwipe();
    const [earlier, later] = [swipe, { ...swipe, sessionId: randomUUID() }];
    await suite.storeAtOnce(cdrOf(earlier));
    const key = [earlier.sessionId];
    await suite.tables.query('delete from cdr.comparison');
    await suite.tables.query(
      `update cdr.record set charging_start = null, charging_end = null, cpo_session_key = null, attributed = null,
         session_known = null, compared_with = null where session_key = $1`,
      key,
    );
    await suite.tables.query(
      `insert into cdr.known_session (account, kind, key, provider_id) values ('default', 'hbs', $1, 'DE-EMP')`,
      key,
    );
    await suite.start();
    await eventually(async () =>
      expect(await suite.codes(earlier.sessionId)).toEqual(['session-not-compared']),
    );
    expect(await suite.list({ finding: 'session-not-compared' })).toEqual(key);
    await eventually(async () => {
      const unread = 'select from cdr.record where compared_with is null';
      expect(await suite.tables.query<unknown[]>(unread)).toEqual([]);
    });
    await suite.enqueue(cdrOf(later));
    await suite.untilFound(later.sessionId, ['same-charge', 'unknown-session']);
    await suite.untilFound(earlier.sessionId, ['same-charge', 'session-not-compared']);
    // Its decision, should it come again, is all that was missing.
    await suite.events.publish('authorization.decided', aDecision(earlier));
    await suite.untilFound(earlier.sessionId, ['same-charge']);
  });
});
