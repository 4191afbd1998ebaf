import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { statusCodes } from '#oicp';
import type { CdrDetail, ReservationView, SessionView, SessionWithTimeline } from '#suite';
import type { AuthorizationVerdict } from '../../apps/hbs-sandbox/src/authorization/authorization-caller.js';
import type { CallCount } from '../../apps/hbs-sandbox/src/calls/call-ledger.js';
import type { FaultOrder } from '../../apps/hbs-sandbox/src/faults/fault.js';
import type { ChargeView } from '../../apps/hbs-sandbox/src/stations/charge-view.js';
import type { SwipeResult } from '../../apps/hbs-sandbox/src/swipe/swipe.service.js';
import { DEMONSTRATION_EVSE, DEMONSTRATION_UID, demonstrationEvcoId } from '../../apps/cli/src/published.js';
import { eventually } from '../support/eventually.js';
import { WholeSuite } from '../support/whole-suite.js';

const EVCO_ID = demonstrationEvcoId('DE-EMP');
/** Charging points that the sandbox always has. */
const CARD_EVSE = 'DE*ABC*E12345*2';
const APP_EVSE = '+49*810*000*438';
const EVSE = DEMONSTRATION_EVSE;
const NOT_COMPATIBLE_EVSE = 'DE*ABC*E99999*1';
const REMOTE_TIMEOUT_MS = 3_000;
/** Longer than the suite waits for HBS. */
const TOO_LATE_MS = REMOTE_TIMEOUT_MS + 1_500;

type RemoteOperation = 'authorizeRemoteStart' | 'authorizeRemoteStop';

describe('sessions of the whole suite, as separate processes, with virtual charging stations', () => {
  let whole: WholeSuite;
  beforeAll(async () => {
    whole = await WholeSuite.start({
      REMOTE_TIMEOUT_MS: String(REMOTE_TIMEOUT_MS),
      SANDBOX_OPERATOR_DELAY: 'PT0.05S',
      SANDBOX_CHARGE_DURATION: 'PT12S',
      // A quarter of an hour of energy is a second.
      SANDBOX_TIME_LAPSE: '900',
    });
  });
  afterEach(async () => {
    await whole.sandbox('DELETE', 'faults');
    await whole.sandbox('POST', 'unplug', { evseId: EVSE });
  });
  afterAll(() => whole.stop());

  function start(evseId = EVSE, headers: Record<string, string> = {}): Promise<SessionView> {
    return whole.api.post<SessionView>('sessions', { evseId, evcoId: EVCO_ID }, headers);
  }

  /** The session, once `check` finds it as it should be; the API may be unreachable meanwhile. */
  function session(
    id: string,
    check: (session: SessionWithTimeline) => void,
    withinMs = 30_000,
  ): Promise<SessionWithTimeline> {
    return eventually(async () => {
      const found = await whole.api.get<SessionWithTimeline>(`sessions/${id}`);
      check(found);
      return found;
    }, withinMs);
  }
  const reaches = (id: string, state: SessionView['state']): Promise<SessionWithTimeline> =>
    session(id, (found) => expect(found).toMatchObject({ state }));
  const named = (sessionId: string): Promise<SessionView> =>
    eventually(async () => {
      const { items } = await whole.api.get<{ items: SessionView[] }>(`sessions?sessionId=${sessionId}`);
      expect(items).toHaveLength(1);
      return items[0] as SessionView;
    });

  const fault = (order: FaultOrder): Promise<unknown> => whole.sandbox('POST', 'faults', order);

  /** The charges that a remote start of this session began. */
  async function chargesOf(id: string): Promise<readonly ChargeView[]> {
    const charges = await whole.sandbox<readonly ChargeView[]>('GET', 'charges?last=1000');
    return charges.filter(({ empPartnerSessionId }) => empPartnerSessionId === id);
  }

  async function calls(operation: RemoteOperation = 'authorizeRemoteStart'): Promise<number> {
    const counts = await whole.sandbox<Partial<Record<RemoteOperation, CallCount>>>('GET', 'calls');
    return counts[operation]?.calls ?? 0;
  }

  /** The kinds of its facts, in order, without repetitions. */
  const kindsOf = ({ timeline }: SessionWithTimeline): readonly string[] => [
    ...new Set(timeline.map(({ what }) => what)),
  ];

  it('begin where their driver has reserved, and at nobody else’s reserved charging point', async () => {
    const reserve = (): Promise<ReservationView> =>
      whole.api.post<ReservationView>('reservations', { evseId: EVSE, evcoId: EVCO_ID, minutes: 5 });
    const isNow = (id: string, state: ReservationView['state']): Promise<ReservationView> =>
      eventually(async () => {
        const found = await whole.api.get<ReservationView>(`reservations/${id}`);
        expect(found).toMatchObject({ state });
        return found;
      });
    const givenBack = await reserve();
    await isNow(givenBack.id, 'reserved');
    const other = 'DE-EMP-C11111111-X';
    await whole.api.put(`contracts/${other}`, { status: 'active' });
    const refused = await whole.api.post<SessionView>('sessions', { evseId: EVSE, evcoId: other });
    await session(refused.id, (found) =>
      expect(found).toMatchObject({ state: 'failed', reasonCode: 'REFUSED_601' }),
    );
    await whole.api.post(`reservations/${givenBack.id}/release`, {});
    await isNow(givenBack.id, 'released');

    const kept = await reserve();
    const { sessionId = '' } = await isNow(kept.id, 'reserved');
    const { id } = await start();
    await reaches(id, 'active');
    await isNow(kept.id, 'used');
    await whole.sandbox('POST', 'unplug', { evseId: EVSE });
    const record = await eventually(() => whole.api.get<CdrDetail>(`cdrs/${sessionId}`));
    await eventually(async () => {
      expect((await whole.api.get<CdrDetail>(`cdrs/${sessionId}`)).findings).toEqual([]);
    });
    expect(record).toMatchObject({ consumedEnergyKwh: '0', evcoId: EVCO_ID });
    const { items } = await whole.api.get<{ items: SessionView[] }>(`sessions?sessionId=${sessionId}`);
    expect(items).toEqual([]);
  });

  it('run from a card’s swipe and from an app’s start to their records, side by side', async () => {
    const swiped = await whole.sandbox<SwipeResult>('POST', 'swipe', {
      uid: DEMONSTRATION_UID,
      evseId: CARD_EVSE,
    });
    expect(swiped).toMatchObject({ authorized: true, charging: true });
    const byApp = await start(APP_EVSE);
    expect(byApp).toMatchObject({ state: 'requested', startedBy: 'app', evseId: APP_EVSE });
    const byCard = await named(swiped.sessionId);
    // Both before the end of either is waited for: they end at about the same time.
    await Promise.all([byCard.id, byApp.id].map((id) => reaches(id, 'active')));

    for (const [id, startedBy, evseId, first] of [
      [byCard.id, 'card', CARD_EVSE, ['authorized']],
      [byApp.id, 'app', APP_EVSE, ['start-requested', 'start-accepted']],
    ] as const) {
      const ended = await session(id, (found) => expect(kindsOf(found)).toContain('recorded'));
      expect(ended).toMatchObject({ state: 'ended', startedBy, evseId, evcoId: EVCO_ID });
      expect(ended.reason).toBeUndefined();
      expect(kindsOf(ended).toSorted()).toEqual(
        [...first, 'charging-started', 'charging', 'charging-ended', 'recorded'].toSorted(),
      );
      const charges = await whole.sandbox<readonly ChargeView[]>('GET', 'charges');
      const charge = charges.find(({ sessionId }) => sessionId === ended.sessionId);
      expect(charge?.endedBy).toBe('car is full');
      expect(Number(ended.energyKwh)).toBe(Number(charge?.energyKwh));
      const handles = ended.timeline.filter(({ who }) => who === 'HBS' || who === 'CPO');
      for (const { processId } of handles) expect(processId).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('that an app started are ended by a card of the same contract, and by no other', async () => {
    const { id } = await start();
    await reaches(id, 'active');
    const stop = (uid: string): Promise<AuthorizationVerdict> =>
      whole.sandbox('POST', 'stop', { evseId: EVSE, uid });
    expect(await stop('04FFFFFFFFFFFF')).toMatchObject({ authorized: false });
    expect(await stop(DEMONSTRATION_UID)).toMatchObject({ authorized: true, code: '000' });
    const ended = await session(id, (found) => expect(kindsOf(found)).toContain('recorded'));
    expect(ended).toMatchObject({ state: 'ended', startedBy: 'app' });
    expect(await chargesOf(id)).toMatchObject([{ endedBy: 'driver' }]);
  });

  it('that an app started are stopped by it, and once ended cannot be stopped again', async () => {
    const { id } = await start();
    await reaches(id, 'active');
    const stopping = await whole.api.post<SessionView>(`sessions/${id}/stop`, {});
    expect(stopping.state).toBe('stopping');
    const ended = await session(id, (found) => expect(kindsOf(found)).toContain('recorded'));
    expect(ended.state).toBe('ended');
    expect(kindsOf(ended)).toEqual(expect.arrayContaining(['stop-requested', 'stop-accepted']));
    expect(await chargesOf(id)).toMatchObject([{ endedBy: 'remote stop' }]);
    await expect(whole.api.post(`sessions/${id}/stop`, {})).rejects.toMatchObject({
      status: 409,
      code: 'SESSION_OVER',
    });
  });

  it('of a card are not stopped by app: HBS says 400, and the driver should use the card', async () => {
    const { sessionId } = await whole.sandbox<SwipeResult>('POST', 'swipe', { uid: DEMONSTRATION_UID });
    const { id } = await named(sessionId);
    await reaches(id, 'active');
    await whole.api.post(`sessions/${id}/stop`, {});
    const goesOn = await session(id, (found) => expect(kindsOf(found)).toContain('stop-refused'));
    expect(goesOn).toMatchObject({
      state: 'active',
      reasonCode: 'STOP_REFUSED_400',
      reason: expect.stringContaining('Please use the same card'),
    });
  });

  it.each([
    ['320', 'active', 'stop-refused', 'STOP_REFUSED_320', 'is not available'],
    ['400', 'stopping', 'stop-too-late', 'STOP_REFUSED_400', 'has already ended'],
    ['501', 'stopping', 'stop-unanswered', 'STOP_UNKNOWN_501', 'cannot be reached'],
  ] as const)(
    'whose stop is refused with %s are %s, in words',
    async (code, state, what, reasonCode, words) => {
      const { id } = await start();
      await reaches(id, 'active');
      await fault({ operation: 'authorizeRemoteStop', kind: 'code', code });
      await whole.api.post(`sessions/${id}/stop`, {});
      const found = await session(id, (each) => expect(kindsOf(each)).toContain(what));
      expect(found).toMatchObject({
        state,
        reasonCode,
        reason: expect.stringContaining(words),
      });
    },
  );

  describe('that HBS refuses to start', () => {
    it.each(Object.entries(statusCodes).filter(([code]) => code !== '000'))(
      'with %s are failed, or UNKNOWN where the code leaves it open, with words for the driver',
      async (code, entry) => {
        const before = await calls();
        await fault({ operation: 'authorizeRemoteStart', kind: 'code', code });
        const { id } = await start();
        const refused = await reaches(id, 'leavesOpen' in entry ? 'UNKNOWN' : 'failed');
        expect(refused.reasonCode).toMatch(code === '017' ? 'HBS_IDENTITY_ERROR' : new RegExp(`_${code}$`));
        expect(refused.reason).toMatch(/^[A-Z].{20,}[.]$/);
        expect(refused.timeline.at(-1)).toMatchObject({ who: 'HBS', processId: expect.any(String) });
        expect(await calls()).toBe(before + 1);
        expect(await chargesOf(id)).toEqual([]);
      },
    );

    it.each([
      ['603', 'DE*ABC*E00000*0', 'This charging point is not known.'],
      ['604', NOT_COMPATIBLE_EVSE, 'This charging point cannot be used by app.'],
    ])('with %s by its own rules are failed', async (code, evseId, words) => {
      const { id } = await start(evseId);
      const { reasonCode, reason } = await reaches(id, 'failed');
      expect([reasonCode, reason]).toEqual([`REFUSED_${code}`, expect.stringContaining(words)]);
    });

    it('because another car charges there are failed, and the other charges on', async () => {
      const first = await start();
      await reaches(first.id, 'active');
      const second = await start();
      expect(await reaches(second.id, 'failed')).toMatchObject({ reasonCode: 'REFUSED_602' });
      expect(await reaches(first.id, 'active')).toBeDefined();
      expect([await chargesOf(first.id), await chargesOf(second.id)]).toMatchObject([[{}], []]);
    });
  });

  describe('whose start gets no answer in time', () => {
    /** A start of which nothing was reported, and one that began nevertheless. */
    it.each([
      ['never, and HBS did nothing', { kind: 'never' }],
      ['for its connection is cut, and HBS did nothing', { kind: 'cut' }],
      ['that can be read', { kind: 'garbage' }],
    ] as const)('%s are UNKNOWN, and stay so', async (_, order) => {
      const before = await calls();
      await fault({ operation: 'authorizeRemoteStart', ...order });
      const { id } = await start();
      const unknown = await reaches(id, 'UNKNOWN');
      expect(unknown.reason).toContain('It is not known whether charging started.');
      expect(await calls()).toBe(before + 1);
      expect(await chargesOf(id)).toEqual([]);
    });

    it.each([
      ['never, but the car charges', { kind: 'never', after: true }],
      ['for its connection is cut, but the car charges', { kind: 'cut', after: true }],
      ['but late, and the car charges before', { kind: 'late', after: true, delayMs: TOO_LATE_MS }],
      ['but late, and the car charges then', { kind: 'late', delayMs: TOO_LATE_MS }],
      ['that can be read, but the car charges', { kind: 'garbage', after: true }],
    ] as const)('%s are found by the operator’s notifications, and started once', async (_, order) => {
      const before = await calls();
      await fault({ operation: 'authorizeRemoteStart', ...order });
      const key = crypto.randomUUID();
      const { id } = await start(EVSE, { 'idempotency-key': key });
      expect((await start(EVSE, { 'idempotency-key': key })).id).toBe(id);
      const active = await session(id, (found) => {
        expect(found.state).toBe('active');
        expect(kindsOf(found)).toEqual(expect.arrayContaining(['start-unanswered', 'charging-started']));
      });
      const [charge, ...others] = await chargesOf(id);
      expect(others).toEqual([]);
      expect(active).toMatchObject({ sessionId: charge?.sessionId, startedBy: 'app', evseId: EVSE });
      expect(await calls()).toBe(before + 1);
      await whole.sandbox('POST', 'unplug', { evseId: EVSE });
      await session(id, (found) => expect(kindsOf(found)).toContain('recorded'));
    });

    it('but one late within the time are as if nothing were', async () => {
      await fault({ operation: 'authorizeRemoteStart', kind: 'late', delayMs: 500 });
      const { id } = await start();
      const active = await reaches(id, 'active');
      expect(kindsOf(active)).not.toContain('start-unanswered');
      expect(await chargesOf(id)).toHaveLength(1);
    });

    it('for the gateway was killed while HBS held it are UNKNOWN, until a notification names them', async () => {
      const before = await calls();
      // HBS acts only when the test lets it: until then nobody can know.
      await fault({ operation: 'authorizeRemoteStart', kind: 'late', delayMs: 10 * 60_000 });
      const { id } = await start();
      await eventually(async () => expect(await calls()).toBe(before + 1));
      const gateway = whole.suite.supervisor.process('gateway');
      gateway.signal('SIGKILL');
      await eventually(() => expect(whole.deathsOf('gateway')).toBe(1));
      const unknown = await reaches(id, 'UNKNOWN');
      expect(await chargesOf(id)).toEqual([]);
      expect(unknown).toMatchObject({
        reason: expect.stringContaining('not known whether charging started'),
      });
      expect(unknown.reasonCode).not.toBe('TIMED_OUT');
      await gateway.untilReady();
      await whole.sandbox('DELETE', 'faults');
      const found = await session(id, ({ state }) => expect(['active', 'ended']).toContain(state));
      const charges = await chargesOf(id);
      expect(charges).toHaveLength(1);
      expect(found).toMatchObject({ sessionId: charges[0]?.sessionId, startedBy: 'app', evcoId: EVCO_ID });
      expect(await calls()).toBe(before + 1);
      await whole.sandbox('POST', 'unplug', { evseId: EVSE });
      await session(id, (each) => expect(kindsOf(each)).toContain('recorded'));
    });
  });
});
