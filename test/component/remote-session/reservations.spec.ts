import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReservationStart, ReservationState, ReservationView } from '#suite';
import { remoteReservationStart, remoteReservationStop } from '#oicp';
import { acceptedReply, remoteReply, refusedReply } from '../../support/remote-session/fake-gateway.js';
import { failedReply } from '../../support/hbs-replies.js';
import {
  BLOCKED_EVCO_ID,
  EVCO_ID,
  SessionSuite,
  type RunningRemoteSession,
} from '../../support/remote-session/session-suite.js';
import { eventually } from '../../support/eventually.js';

const REMOTE_TIMEOUT_MS = 2_000;

let count = 0;
/** A charging point that no other test uses. */
function anEvse(): string {
  count += 1;
  return `DE*ABC*E${20_000 + count}`;
}

describe('a reservation, over a real RabbitMQ and PostgreSQL', () => {
  let suite: SessionSuite;
  let service: RunningRemoteSession;
  beforeAll(async () => {
    suite = await SessionSuite.create();
    await suite.startGateway();
    service = await suite.startRemoteSession({ REMOTE_TIMEOUT_MS: String(REMOTE_TIMEOUT_MS) });
  });
  afterAll(() => suite.stop());
  beforeEach(() => {
    suite.hbs.answer = () => Promise.resolve(acceptedReply());
  });

  function reserve(evseId: string, more: Partial<ReservationStart> = {}): Promise<ReservationView> {
    return suite.rpc.call('reservation.start', { evseId, evcoId: EVCO_ID, minutes: 15, ...more });
  }
  const release = (id: string): Promise<ReservationView> => suite.rpc.call('reservation.release', { id });
  const reaches = (id: string, state: ReservationState): Promise<ReservationView> =>
    eventually(async () => {
      const found = await suite.rpc.call('reservation.get', { id });
      expect(found.state).toBe(state);
      return found;
    });

  /** The times at which HBS was asked to reserve this charging point, as it would read them. */
  function askedFor(evseId: string): ReturnType<typeof remoteReservationStart.read>['value'][] {
    return suite.hbs.asked
      .filter(({ operation }) => operation === 'reserve')
      .map(({ request }) => remoteReservationStart.read(request.body).value)
      .filter(({ EvseID }) => EvseID === evseId);
  }
  function releasesOf(sessionId: string): ReturnType<typeof remoteReservationStop.read>['value'][] {
    return suite.hbs.asked
      .filter(({ operation }) => operation === 'release')
      .map(({ request }) => remoteReservationStop.read(request.body).value)
      .filter(({ SessionID }) => SessionID === sessionId);
  }
  /** Makes the time of a reservation be over. */
  async function passTheTimeOf(id: string): Promise<void> {
    await suite.dataSource.query(
      `update session.reservation set ends_at = now() - interval '1 hour' where id = $1`,
      [id],
    );
  }

  it('is sent as HBS wants it, and has the SessionID that HBS gives', async () => {
    const evseId = anEvse();
    const sessionId = crypto.randomUUID();
    suite.hbs.answer = () => Promise.resolve(acceptedReply(sessionId));
    const asked = await reserve(evseId, { minutes: 20, partnerProductId: 'AC 1' });
    expect(asked).toMatchObject({ state: 'requested', evseId, evcoId: EVCO_ID, providerId: 'DE-EMP' });
    expect(Date.parse(asked.reservedUntil) - Date.parse(asked.requestedAt)).toBe(20 * 60_000);
    const reserved = await reaches(asked.id, 'reserved');
    expect(reserved).toEqual({ ...asked, state: 'reserved', sessionId, processId: 'process-of-hbs' });
    expect(askedFor(evseId)).toEqual([
      {
        EMPPartnerSessionID: asked.id,
        ProviderID: 'DE-EMP',
        EvseID: evseId,
        Identification: { RemoteIdentification: { EvcoID: EVCO_ID } },
        PartnerProductID: 'AC 1',
        Duration: 20,
      },
    ]);
  });

  it('is asked for once, however often its driver asks; another driver may ask too', async () => {
    const evseId = anEvse();
    const asked = await Promise.all([reserve(evseId), reserve(evseId.toLowerCase()), reserve(evseId)]);
    const [id = ''] = new Set(asked.map((each) => each.id));
    expect(new Set(asked.map((each) => each.id)).size).toBe(1);
    await reaches(id, 'reserved');
    expect((await reserve(evseId)).id).toBe(id);
    expect(suite.hbs.asked.filter(({ request }) => request.body.includes(id))).toHaveLength(1);
    const evcoId = 'DE-EMP-C99999999-X';
    await suite.rpc.call('authorization.put-contract', { evcoId, status: 'active' });
    expect((await reserve(evseId, { evcoId })).id).not.toBe(id);
  });

  it.each([
    ['refused', refusedReply('602'), 'failed', 'REFUSED_602'],
    ['refused, as somebody else has it', refusedReply('601'), 'failed', 'REFUSED_601'],
    ['refused, and whether it is valid is not known', refusedReply('310'), 'UNKNOWN', 'UNKNOWN_310'],
    ['limited', remoteReply(429, ''), 'failed', 'HBS_LIMIT_REACHED'],
    ['not connected', failedReply('not-connected'), 'failed', 'NOT_CONNECTED'],
    ['not whitelisted', remoteReply(403, '<html>Forbidden</html>'), 'failed', 'HBS_NOT_WHITELISTED'],
    ['cut off after it was read', failedReply('cut-off'), 'UNKNOWN', 'CUT_OFF'],
    ['answered with HTML', remoteReply(200, '<html>Hello</html>'), 'UNKNOWN', 'UNREADABLE_ANSWER'],
  ] as const)('%s says so, in words for the driver, and is not sent again', async (_, reply, state, code) => {
    const evseId = anEvse();
    suite.hbs.answer = () => Promise.resolve(reply);
    const { id } = await reserve(evseId);
    expect(await reaches(id, state)).toMatchObject({
      reasonCode: code,
      reason: expect.stringMatching(/^[A-Z].{20,}[.]$/),
    });
    expect(askedFor(evseId)).toHaveLength(1);
    await expect(release(id)).rejects.toMatchObject({
      code: state === 'failed' ? 'RESERVATION_OVER' : 'RESERVATION_NOT_NAMED',
    });
  });

  it('is valid where HBS names it by a text that no database takes', async () => {
    suite.hbs.answer = () => Promise.resolve(acceptedReply(`a\0b\uD800${'x'.repeat(5_000)}`));
    const { id } = await reserve(anEvse());
    await reaches(id, 'reserved');
    expect(service.platform.recorded.alarms()).not.toContain('ANSWER_NOT_STORED');
  });

  it('is not given back, and stays reserved, where HBS named it by a SessionID that it would not take', async () => {
    suite.hbs.answer = () => Promise.resolve(acceptedReply('no GUID'));
    const { id } = await reserve(anEvse());
    await reaches(id, 'reserved');
    await expect(release(id)).rejects.toMatchObject({ code: 'RESERVATION_NOT_NAMED' });
    await reaches(id, 'reserved');
  });

  it('that HBS does not take as it is sent is named in the alarm, and so is its release', async () => {
    const notTaken = remoteReply(403, '<html>Forbidden</html>');
    const { id } = await reserve(anEvse());
    await reaches(id, 'reserved');
    suite.hbs.answer = () => Promise.resolve(notTaken);
    await release(id);
    await reaches(id, 'reserved');
    await reaches((await reserve(anEvse())).id, 'failed');
    await eventually(() => {
      const operations = service.platform.recorded.lines
        .filter(({ code }) => code === 'START_NOT_ACCEPTED_BY_HBS')
        .map(({ operation }) => operation);
      expect(new Set(operations)).toEqual(new Set(['remoteReservationStart', 'remoteReservationStop']));
    });
  });

  it('is UNKNOWN when no answer comes in time, and what a late answer says when it comes', async () => {
    let answer: (reply: ReturnType<typeof acceptedReply>) => void = () => {};
    suite.hbs.answer = () => new Promise((resolve) => (answer = resolve));
    const { id } = await reserve(anEvse());
    expect(await reaches(id, 'UNKNOWN')).toMatchObject({ reasonCode: 'NO_ANSWER' });
    answer(acceptedReply());
    await reaches(id, 'reserved');
  });

  it('is given back once, under the name that HBS gave it', async () => {
    const evseId = anEvse();
    const sessionId = crypto.randomUUID();
    suite.hbs.answer = () => Promise.resolve(acceptedReply(sessionId));
    const { id } = await reserve(evseId);
    await reaches(id, 'reserved');
    expect(await Promise.all([release(id), release(id)])).toMatchObject([
      { state: 'releasing' },
      { state: 'releasing' },
    ]);
    await reaches(id, 'released');
    expect(releasesOf(sessionId)).toEqual([
      { SessionID: sessionId, EMPPartnerSessionID: id, ProviderID: 'DE-EMP', EvseID: evseId },
    ]);
    await expect(release(id)).rejects.toMatchObject({ code: 'RESERVATION_OVER' });
    expect((await reserve(evseId)).id).not.toBe(id);
  });

  it.each([
    ['the operator knows of none any more', refusedReply('400'), 'expired', 'RELEASE_REFUSED_400'],
    ['the operator refuses', refusedReply('009'), 'reserved', 'RELEASE_REFUSED_009'],
    ['the operator does not answer in time', refusedReply('310'), 'UNKNOWN', 'RELEASE_UNKNOWN_310'],
    ['nothing could be sent', failedReply('not-connected'), 'reserved', 'RELEASE_NOT_CONNECTED'],
    ['the answer is lost', failedReply('cut-off'), 'UNKNOWN', 'RELEASE_CUT_OFF'],
  ] as const)('given back while %s is %s honestly', async (_, reply, state, reasonCode) => {
    const { id } = await reserve(anEvse());
    await reaches(id, 'reserved');
    suite.hbs.answer = () => Promise.resolve(reply);
    await release(id);
    await eventually(async () =>
      expect(await suite.rpc.call('reservation.get', { id })).toMatchObject({ state, reasonCode }),
    );
  });

  it('may be given back again after the answer to the first try was lost', async () => {
    const { id } = await reserve(anEvse());
    await reaches(id, 'reserved');
    suite.hbs.answer = () => Promise.resolve(failedReply('timed-out'));
    await release(id);
    await reaches(id, 'UNKNOWN');
    suite.hbs.answer = () => Promise.resolve(acceptedReply());
    await release(id);
    expect(await reaches(id, 'released')).not.toHaveProperty('reasonCode');
  });

  it('expires when its time is over, also where nobody knows whether it began', async () => {
    const { id } = await reserve(anEvse());
    await reaches(id, 'reserved');
    suite.hbs.answer = () => Promise.resolve(failedReply('cut-off'));
    const { id: unknown } = await reserve(anEvse());
    await reaches(unknown, 'UNKNOWN');
    await Promise.all([passTheTimeOf(id), passTheTimeOf(unknown)]);
    expect(await reaches(id, 'expired')).toMatchObject({ reasonCode: 'TIME_OVER' });
    await reaches(unknown, 'expired');
  });

  it('is used once its driver charges there, by app or by card; another driver does not use it', async () => {
    const [byApp, byCard, byOther] = [anEvse(), anEvse(), anEvse()];
    const ids = [];
    for (const evseId of [byApp, byCard, byOther]) ids.push((await reserve(evseId)).id);
    for (const id of ids) await reaches(id, 'reserved');
    const [first = '', second = '', third = ''] = ids;
    await suite.start(byApp);
    await suite.publishDecision({ sessionId: crypto.randomUUID(), evseId: byCard });
    await suite.publishDecision({
      sessionId: crypto.randomUUID(),
      evseId: byOther,
      evcoId: 'DE-EMP-C77777777-X',
    });
    await reaches(first, 'used');
    await reaches(second, 'used');
    expect(await reaches(third, 'reserved')).not.toHaveProperty('reasonCode');
  });

  it('has a record that is no session', async () => {
    const sessionId = crypto.randomUUID();
    suite.hbs.answer = () => Promise.resolve(acceptedReply(sessionId));
    const { id } = await reserve(anEvse());
    await reaches(id, 'reserved');
    const record = { sessionId: sessionId.toUpperCase(), consumedEnergyKwh: '0' };
    await suite.publishRecord(record);
    await suite.publishRecord({ ...record, sessionId: crypto.randomUUID(), empPartnerSessionId: id });
    await suite.publishConflict(record, { ...record, consumedEnergyKwh: '1' });
    const other = crypto.randomUUID();
    await suite.publishRecord({ sessionId: other, consumedEnergyKwh: '1' });
    await suite.untilFound(other, ({ state }) => expect(state).toBe('ended'));
    const { items } = await suite.rpc.call('session.list', { limit: 500 });
    const named = items.flatMap((each) => [each.sessionId?.toLowerCase(), each.empPartnerSessionId]);
    expect(named).toContain(other);
    expect(named).not.toContain(sessionId);
    expect(named).not.toContain(id);
  });

  it.each([
    ['de abc e98001 1', 'DE*ABC*E98001*1'],
    ['de*abc*E98002', 'DE*ABC*E98002'],
    ['+49 810 000 439', '+49*810*000*439'],
  ])(
    'at the EVSE that a sticker names %s is sent in the form that HBS accepts, once',
    async (written, evseId) => {
      const reserved = await reserve(written);
      expect(reserved).toMatchObject({ evseId });
      await reaches(reserved.id, 'reserved');
      expect((await reserve(evseId)).id).toBe(reserved.id);
      expect(askedFor(evseId)).toMatchObject([{ EvseID: evseId }]);
    },
  );

  it.each([
    ['a contract that may not charge', { evcoId: BLOCKED_EVCO_ID }, 'CONTRACT_BLOCKED'],
    ['a contract that nobody has', { evcoId: 'DE-EMP-C00000000-X' }, 'CONTRACT_NOT_FOUND'],
    ['the contract of another provider', { evcoId: 'DE-FOR-C00000000-X' }, 'PROVIDER_FOREIGN'],
    ['no EvcoID', { evcoId: 'x' }, 'EVCO_ID_INVALID'],
    ['no EvseID', { evseId: 'x' }, 'RESERVATION_INVALID'],
  ])('for %s is refused and not sent', async (_, wrong, code) => {
    const before = suite.hbs.asked.length;
    await expect(reserve(anEvse(), wrong)).rejects.toMatchObject({ code });
    expect(suite.hbs.asked).toHaveLength(before);
  });

  it('is found in a list, the latest first, page by page', async () => {
    const evseId = anEvse();
    const evcoIds = ['DE-EMP-C10000001-X', 'DE-EMP-C10000002-X', 'DE-EMP-C10000003-X'];
    const ids: string[] = [];
    for (const evcoId of evcoIds) {
      await suite.rpc.call('authorization.put-contract', { evcoId, status: 'active' });
      ids.unshift((await reserve(evseId, { evcoId })).id);
    }
    const seen: string[] = [];
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const page = await suite.rpc.call('reservation.list', { evseId, limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toEqual(ids);
    await expect(
      suite.rpc.call('reservation.list', { limit: 2, cursor: 'of-another-list' }),
    ).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });
});
