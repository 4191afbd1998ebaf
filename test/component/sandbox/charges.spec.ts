import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  authorizeStart,
  authorizeStop,
  chargeDetailRecord,
  chargingNotification,
  findImplausibilities,
  outboundOperations,
  readHbsAnswer,
  type OutboundOperationName,
} from '#oicp';
import type { ChargeView } from '../../../apps/hbs-sandbox/src/stations/charge-view.js';
import { acceptAll, refuseAll } from '../../support/fake-edge.js';
import { eventually } from '../../support/eventually.js';
import { TestSandbox, type SandboxAnswer } from '../../support/sandbox.js';

const EVSE = 'DE*ABC*E12345*1';
const OTHER_EVSE = 'DE*ABC*E12345*2';
const EVCO = 'DE-EMP-C12345678-X';
const START = 'authorizeRemoteStart';
const STOP = 'authorizeRemoteStop';
const RESERVE = 'remoteReservationStart';
const RELEASE = 'remoteReservationStop';

describe('virtual charging stations of the sandbox', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    // A quarter of an hour passes in a quarter of a second; a charge that is not stopped lasts a minute.
    sandbox = await TestSandbox.start({
      SANDBOX_PROVIDER_IDS: 'DE-EMP,DE*DIN',
      SANDBOX_OPERATOR_DELAY: 'PT0.01S',
      SANDBOX_CHARGE_DURATION: 'PT60S',
      SANDBOX_TIME_LAPSE: '3600',
    });
  });
  afterEach(async () => {
    for (const evseId of [EVSE, OTHER_EVSE]) await sandbox.control('POST', 'unplug', { evseId });
    await eventually(async () => {
      for (const { endedAt, reports } of await charges()) {
        expect(endedAt).toBeDefined();
        expect(reports.at(-1)?.what).toBe('CDR');
      }
    });
    await sandbox.control('DELETE', 'faults');
    sandbox.edge.behaviour = acceptAll;
    sandbox.edge.requests.length = 0;
  });
  afterAll(() => sandbox.stop());

  function remoteStart(
    update: object = {},
    providerID = 'DE-EMP',
    signal?: AbortSignal,
  ): Promise<SandboxAnswer> {
    const Identification = { RemoteIdentification: { EvcoID: EVCO } };
    const body = { ProviderID: providerID, EvseID: EVSE, Identification, EMPPartnerSessionID: 'ours-1' };
    return sandbox.call(START, { ...body, ...update }, { providerID, ...(signal && { signal }) });
  }

  function remoteStop(
    SessionID: unknown,
    update: object = {},
    providerID = 'DE-EMP',
  ): Promise<SandboxAnswer> {
    return sandbox.call(STOP, { ProviderID: providerID, EvseID: EVSE, SessionID, ...update }, { providerID });
  }

  async function charges(): Promise<readonly ChargeView[]> {
    return (await sandbox.control('GET', 'charges')).json as unknown as readonly ChargeView[];
  }

  function notifications(): readonly Readonly<Record<string, unknown>>[] {
    return sandbox.edge.of('chargingNotification').map(({ text, body }) => {
      expect(chargingNotification.read(text).violations).toEqual([]);
      return body;
    });
  }

  /** The record of a session, once it is received. */
  async function recordOf(sessionId: unknown): Promise<Readonly<Record<string, unknown>>> {
    return eventually(() => {
      const found = sandbox.edge.of('chargeDetailRecord').find(({ body }) => body['SessionID'] === sessionId);
      const { value, violations } = chargeDetailRecord.read(found!.text);
      expect(violations).toEqual([]);
      expect(findImplausibilities(value, new Date())).toEqual([]);
      return found!.body;
    });
  }

  function codeOf(name: OutboundOperationName, { status, headers, body }: SandboxAnswer): string | undefined {
    const answer = readHbsAnswer(outboundOperations[name], { status, headers, body });
    return answer.outcome === 'refused' ? answer.code : answer.outcome;
  }

  it('charge after a remote start until the remote stop, and report Start, Progress, End and the record', async () => {
    const { status, json } = await remoteStart();
    expect(status).toBe(200);
    expect(json).toMatchObject({ Result: true, StatusCode: { Code: '000' }, EMPPartnerSessionID: 'ours-1' });
    const { SessionID } = json;
    await eventually(() => expect(notifications().map(({ Type }) => Type)).toContain('Progress'));
    expect(codeOf(STOP, await remoteStop(SessionID))).toBe('accepted');
    const record = await recordOf(SessionID);
    const received = notifications();
    expect(received.at(0)).toMatchObject({ Type: 'Start', SessionID, EMPPartnerSessionID: 'ours-1' });
    expect(received.at(-1)).toMatchObject({ Type: 'End', ConsumedEnergy: record['ConsumedEnergy'] });
    expect(record).toMatchObject({
      EvseID: EVSE,
      EMPPartnerSessionID: 'ours-1',
      CPOPartnerSessionID: json['CPOPartnerSessionID'],
      Identification: { RemoteIdentification: { EvcoID: EVCO } },
    });
    expect(Number(record['ConsumedEnergy'])).toBeGreaterThan(0);
    const window = { From: new Date(Date.now() - 60_000), To: new Date(Date.now() + 60_000) };
    const listed = await sandbox.call('getChargeDetailRecords', {
      ProviderID: 'DE-EMP',
      ...window,
      SessionID: [SessionID],
    });
    expect(listed.json).toMatchObject({ totalElements: 1 });
    expect((await charges())[0]).toMatchObject({
      sessionId: SessionID,
      startedBy: 'app',
      endedBy: 'remote stop',
    });
  });

  it.each([
    ['603', { EvseID: 'DE*ABC*E00000*1' }],
    ['604', { EvseID: 'DE*ABC*E99999*1' }],
  ])('refuse a remote start with %s where the specification does', async (code, update) => {
    expect(codeOf(START, await remoteStart(update))).toBe(code);
    expect(codeOf(STOP, await remoteStop(randomUUID(), update))).toBe(code);
    expect(codeOf(RESERVE, await reserve(update))).toBe(code);
  });

  it('find an EVSE in any spelling, and refuse an invalid body as HBS does', async () => {
    expect(codeOf(START, await remoteStart({ EvseID: 'deabcE123451' }))).toBe('accepted');
    expect(codeOf(START, await remoteStart({ EvseID: null }))).toBe('invalid-request');
    expect(codeOf(START, await remoteStart({ Identification: {} }))).toBe('invalid-request');
    expect(codeOf(START, await sandbox.call(START, '{"EvseID"'))).toBe('invalid-request');
  });

  it('refuse a remote start with 602 while a car charges', async () => {
    const answers = await Promise.all([remoteStart(), remoteStart()]);
    expect(new Set(answers.map((answer) => codeOf(START, answer)))).toEqual(new Set(['accepted', '602']));
  });

  it('refuse with 400 a stop of a session that is unknown, has ended, is another partner’s or was begun by card', async () => {
    expect(codeOf(STOP, await remoteStop(randomUUID()))).toBe('400');
    const { SessionID } = (await remoteStart()).json;
    expect(codeOf(STOP, await remoteStop(SessionID, {}, 'DE*DIN'))).toBe('400');
    expect(codeOf(STOP, await remoteStop(SessionID, { EvseID: OTHER_EVSE }))).toBe('400');
    expect(codeOf(STOP, await remoteStop(String(SessionID).toUpperCase()))).toBe('accepted');
    expect(codeOf(STOP, await remoteStop(SessionID))).toBe('400');
    const card = await sandbox.control('POST', 'swipe', { uid: '04A1B2C3D4E5F6', evseId: OTHER_EVSE });
    expect(codeOf(STOP, await remoteStop(card.json['sessionId'], { EvseID: OTHER_EVSE }))).toBe('400');
  });

  it('charge after an authorised card, and stop when it is shown again', async () => {
    const { json } = await sandbox.control('POST', 'swipe', { uid: '04A1B2C3D4E5F6' });
    expect(json).toMatchObject({ authorized: true, charging: true, violations: [] });
    const again = await sandbox.control('POST', 'swipe', { uid: '04A1B2C3D4E5F6' });
    expect(again.json).toMatchObject({ authorized: true, charging: false });
    const stopped = await sandbox.control('POST', 'stop', {});
    expect(stopped.json).toMatchObject({ authorized: true, sessionId: json['sessionId'] });
    const [asked] = sandbox.edge.of('authorizeStop');
    expect(authorizeStop.read(asked!.text).violations).toEqual([]);
    expect(asked!.body).toMatchObject({ SessionID: json['sessionId'], EMPPartnerSessionID: 'ours' });
    expect(await recordOf(json['sessionId'])).toMatchObject({
      EMPPartnerSessionID: 'ours',
      Identification: { RFIDMifareFamilyIdentification: { UID: '04A1B2C3D4E5F6' } },
    });
  });

  it('let a card stop a charge that an app began, unless the EMP refuses it', async () => {
    const { SessionID } = (await remoteStart()).json;
    expect((await sandbox.control('POST', 'stop', {})).status).toBe(400);
    sandbox.edge.behaviour = refuseAll;
    const refused = await sandbox.control('POST', 'stop', { uid: '04A1B2C3D4E5F6' });
    expect(refused.json).toMatchObject({ authorized: false, code: '021' });
    expect((await charges())[0]!.endedAt).toBeUndefined();
    sandbox.edge.behaviour = acceptAll;
    await sandbox.control('POST', 'stop', { uid: '04A1B2C3D4E5F6' });
    expect(await recordOf(SessionID)).toMatchObject({
      Identification: { RemoteIdentification: { EvcoID: EVCO } },
    });
    expect((await charges())[0]).toMatchObject({ endedBy: 'driver' });
  });

  it.each([
    ['QR code', { qr: EVCO, pin: '1234' }, { QRCodeIdentification: { EvcoID: EVCO } }],
    ['car', { plugAndCharge: EVCO }, { PlugAndChargeIdentification: { EvcoID: EVCO } }],
  ])('accept a %s, and omit its PIN in all later messages', async (_, shown, identification) => {
    const { json } = await sandbox.control('POST', 'swipe', shown);
    const [asked] = sandbox.edge.of('authorizeStart');
    expect(authorizeStart.read(asked!.text).violations).toEqual([]);
    expect(asked!.text.includes('1234"')).toBe('pin' in shown);
    await sandbox.control('POST', 'unplug', {});
    expect(await recordOf(json['sessionId'])).toMatchObject({ Identification: identification });
    const later = sandbox.edge.requests.slice(1).map(({ text }) => text);
    expect(later.join('\n')).not.toContain('PIN');
  });

  it('do not charge after a refusal, or after a swipe without a charge', async () => {
    await sandbox.control('POST', 'swipe', { uid: '04A1B2C3D4E5F6', charge: false });
    sandbox.edge.behaviour = refuseAll;
    const { json } = await sandbox.control('POST', 'swipe', { uid: '04A1B2C3D4E5F6' });
    expect(json).toMatchObject({ authorized: false, charging: false });
    expect((await charges()).filter(({ endedAt }) => endedAt === undefined)).toEqual([]);
  });

  it('break on request, report it, bill the energy so far, and are out of service until the cable is unplugged', async () => {
    const { SessionID } = (await remoteStart()).json;
    await sandbox.control('POST', 'break', { evseId: 'DE ABC E12345 1', error: 'critical_error' });
    await recordOf(SessionID);
    expect(notifications().map(({ Type }) => Type)).toEqual(
      expect.arrayContaining(['Start', 'Error', 'End']),
    );
    expect(notifications().find(({ Type }) => Type === 'Error')).toMatchObject({
      ErrorType: 'CriticalError',
    });
    expect(codeOf(START, await remoteStart())).toBe('700');
    await sandbox.control('POST', 'unplug', {});
    expect(codeOf(START, await remoteStart())).toBe('accepted');
  });

  it('start a charge although the answer is cut, and not when the call is cut before it is carried out', async () => {
    await sandbox.control('POST', 'faults', { operation: START, kind: 'cut' });
    await expect(remoteStart()).rejects.toThrow('other side closed');
    expect((await charges()).filter(({ endedAt }) => endedAt === undefined)).toEqual([]);
    await sandbox.control('POST', 'faults', { operation: START, kind: 'cut', after: true });
    await expect(remoteStart()).rejects.toThrow('other side closed');
    await eventually(() => expect(notifications()[0]).toMatchObject({ EMPPartnerSessionID: 'ours-1' }));
  });

  it.each([
    ['immediately', 'a late answer', { delayMs: 600_000, after: true }],
    ['late', 'a late start', { delayMs: 300 }],
  ])('start a charge %s although nobody waits for %s any more', async (_, __, fault) => {
    await sandbox.control('POST', 'faults', { operation: START, kind: 'late', ...fault });
    const hangUp = new AbortController();
    const asked = remoteStart({}, 'DE-EMP', hangUp.signal);
    await eventually(async () => expect((await sandbox.control('GET', 'faults')).json).toEqual([]));
    hangUp.abort();
    await expect(asked).rejects.toThrow('aborted');
    await eventually(() => expect(notifications()[0]).toMatchObject({ EMPPartnerSessionID: 'ours-1' }));
  });

  it('report nothing twice when the EMP refuses it', async () => {
    sandbox.edge.behaviour = refuseAll;
    const { SessionID } = (await remoteStart()).json;
    await sandbox.control('POST', 'unplug', {});
    await recordOf(SessionID);
    await eventually(async () => {
      const [charge] = await charges();
      expect(charge!.reports.at(-1)).toEqual({ what: 'CDR', answer: 'refused' });
    });
    expect(sandbox.edge.of('chargeDetailRecord')).toHaveLength(1);
  });

  function reserve(update: object = {}): Promise<SandboxAnswer> {
    const Identification = { RemoteIdentification: { EvcoID: EVCO } };
    return sandbox.call(RESERVE, {
      ProviderID: 'DE-EMP',
      EvseID: EVSE,
      Identification,
      Duration: 20,
      ...update,
    });
  }

  it('are reserved for a driver, and released with a record without energy', async () => {
    const { SessionID } = (await reserve({ EMPPartnerSessionID: 'ours-2' })).json;
    const other = { RemoteIdentification: { EvcoID: 'DE-EMP-C87654321-X' } };
    expect(codeOf(START, await remoteStart({ Identification: other }))).toBe('601');
    expect(codeOf(RESERVE, await reserve({ Identification: other }))).toBe('601');
    const release = { ProviderID: 'DE-EMP', EvseID: EVSE, SessionID };
    expect(codeOf(RELEASE, await sandbox.call(RELEASE, release))).toBe('accepted');
    expect(await recordOf(SessionID)).toMatchObject({ ConsumedEnergy: 0, EMPPartnerSessionID: 'ours-2' });
    expect(codeOf(RELEASE, await sandbox.call(RELEASE, release))).toBe('400');
    expect(codeOf(START, await remoteStart({ Identification: other }))).toBe('accepted');
  });

  it('charge the driver for whom they are reserved', async () => {
    const { SessionID } = (await reserve()).json;
    expect(codeOf(START, await remoteStart())).toBe('accepted');
    expect(await recordOf(SessionID)).toMatchObject({ ConsumedEnergy: 0 });
    expect(codeOf(RESERVE, await reserve())).toBe('602');
  });

  it.each([
    ['swipe', {}, /Give a medium/],
    ['swipe', { uid: '04A1B2C3D4E5F6', qr: EVCO }, /Give only one medium/],
    ['plug', { evseId: 'here' }, /must be an EvseID/],
    ['break', { error: 'Fire' }, /error must be one of/],
    ['break', {}, /No charge is running at/],
    ['stop', {}, /No charge is running at/],
  ])('explain what is wrong with %s %j', async (path, order, reason) => {
    const { status, json } = await sandbox.control('POST', path, order);
    expect([400, 409]).toContain(status);
    expect(String(json['message'])).toMatch(reason);
  });
});

describe('a charge of the sandbox in time-lapse', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.stop());

  it('takes by default no more energy than its charging point provides in its duration', async () => {
    sandbox = await TestSandbox.start({ SANDBOX_CHARGE_DURATION: 'PT2S' });
    await sandbox.control('POST', 'swipe', { uid: '04A1B2C3D4E5F6' });
    await eventually(() => expect(sandbox.edge.of('chargeDetailRecord')).toHaveLength(1));
    const { value } = chargeDetailRecord.read(sandbox.edge.of('chargeDetailRecord')[0]!.text);
    const hours = (value.ChargingEnd!.epochMs - value.ChargingStart!.epochMs) / 3_600_000;
    expect(Number(value.ConsumedEnergy)).toBeGreaterThan(0);
    expect(Number(value.ConsumedEnergy)).toBeLessThanOrEqual(hours * 11);
    const types = sandbox.edge
      .of('chargingNotification')
      .map(({ text }) => chargingNotification.read(text).value.Type);
    expect(new Set(types)).toEqual(new Set(['Start', 'Progress', 'End']));
  });

  it('ends by itself, with real times', async () => {
    sandbox = await TestSandbox.start({
      SANDBOX_CHARGE_DURATION: 'PT0.3S',
      SANDBOX_TIME_LAPSE: '10000',
    });
    const before = Date.now();
    await sandbox.control('POST', 'swipe', { uid: '04A1B2C3D4E5F6' });
    await eventually(() => expect(sandbox.edge.of('chargeDetailRecord')).toHaveLength(1));
    const { value } = chargeDetailRecord.read(sandbox.edge.of('chargeDetailRecord')[0]!.text);
    const [start, end] = [value.ChargingStart!.epochMs, value.ChargingEnd!.epochMs];
    expect(start).toBeGreaterThanOrEqual(before);
    expect(end).toBeLessThanOrEqual(Date.now());
    // 11 kW, ten thousand times as fast, from end to end.
    expect(Number(value.ConsumedEnergy)).toBeCloseTo(((end - start) / 3_600_000) * 110_000, 2);
  });
});

describe('an operator at the sandbox that answers too late', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.stop());

  it('starts a charge that HBS does not report, and the call is refused with 310', async () => {
    sandbox = await TestSandbox.start({
      SANDBOX_OPERATOR_DELAY: 'PT0.2S',
      SANDBOX_OPERATOR_TIMEOUT: 'PT0.1S',
      SANDBOX_CHARGE_DURATION: 'PT0.1S',
    });
    const answer = await sandbox.call(START, {
      ProviderID: 'DE-EMP',
      EvseID: EVSE,
      Identification: { RemoteIdentification: { EvcoID: EVCO } },
    });
    expect(answer.json).toMatchObject({ Result: false, StatusCode: { Code: '310' }, SessionID: null });
    await eventually(async () => {
      const { json } = await sandbox.control('GET', 'charges');
      expect(json).toMatchObject([{ endedBy: 'car is full', reports: [] }]);
    });
    expect(sandbox.edge.requests).toEqual([]);
  });
});
