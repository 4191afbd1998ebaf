import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  billingFacts,
  chargeDetailRecord,
  findImplausibilities,
  outboundOperations,
  readHbsAnswer,
  type ReceivedChargeDetailRecords,
} from '#oicp';
import type { CdrsView } from '../../../apps/hbs-sandbox/src/send-cdrs/cdrs.controller.js';
import { eventually } from '../../support/eventually.js';
import { acceptAll, refuseAll } from '../../support/fake-edge.js';
import { TestSandbox, type SandboxAnswer } from '../../support/sandbox.js';

const DAY_MS = 24 * 60 * 60_000;
const NAME = 'getChargeDetailRecords';

describe('charge detail records at the sandbox', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await TestSandbox.start({ SANDBOX_PROVIDER_IDS: 'DE-EMP,DE*DIN' });
  });
  afterEach(() => {
    sandbox.edge.behaviour = acceptAll;
    sandbox.edge.requests.length = 0;
  });
  afterAll(() => sandbox.stop());

  /** Sends records and waits until each was answered, refused or given up. */
  async function send(order: object): Promise<{ seed: string; until: string }> {
    const { status, json } = await sandbox.control('POST', 'cdrs', { ratePerSecond: 200, ...order });
    expect(status).toBe(202);
    await eventually(async () => expect((await view()).sending).toBe(0), 40_000);
    return json as { seed: string; until: string };
  }

  async function view(): Promise<CdrsView> {
    return (await sandbox.control('GET', 'cdrs')).json as unknown as CdrsView;
  }

  async function pull(
    request: object,
    page = { number: 0, size: 2_000 },
    providerID = 'DE-EMP',
  ): Promise<ReceivedChargeDetailRecords> {
    const answer = await ask(request, page, providerID);
    const read = readHbsAnswer(outboundOperations[NAME], answer);
    if (read.outcome !== 'accepted') throw new Error(read.sentence);
    expect(read.violations).toEqual([]);
    expect(answer.json['StatusCode']).toBeNull();
    return read.value;
  }

  function ask(
    request: object,
    page = { number: 0, size: 2_000 },
    providerID = 'DE-EMP',
  ): Promise<SandboxAnswer> {
    const window = { From: new Date(Date.now() - DAY_MS), To: new Date(Date.now() + 60_000) };
    return sandbox.call(NAME, { ProviderID: providerID, ...window, ...request }, { page, providerID });
  }

  function sessionsIn({ content }: ReceivedChargeDetailRecords): readonly unknown[] {
    return (content ?? []).map(({ value }) => value.SessionID);
  }

  it('are conformant and plausible, each of another session, exact to the watt-hour', async () => {
    await send({ count: 100, seed: 'plausible' });
    const records = sandbox.edge.of('chargeDetailRecord').map(({ text }) => chargeDetailRecord.read(text));
    expect(records.flatMap(({ violations }) => violations)).toEqual([]);
    expect(records.flatMap(({ value }) => findImplausibilities(value, new Date()))).toEqual([]);
    expect(new Set(records.map(({ value }) => value.SessionID)).size).toBe(100);
    expect(sandbox.edge.requests[0]!.path).toContain('/cdrmgmt/v22/operators/DE*ABC/');
  });

  it('are the same for the same seed and time', async () => {
    const { seed, until } = await send({ count: 3 });
    const first = sandbox.edge.requests.map(({ text }) => text).sort();
    sandbox.edge.requests.length = 0;
    await send({ count: 3, seed, until });
    expect(sandbox.edge.requests.map(({ text }) => text).sort()).toEqual(first);
  });

  it('are counted as acknowledged, refused or failed, and those not acknowledged are listed as not forwarded', async () => {
    const before = await view();
    let calls = 0;
    sandbox.edge.behaviour = (request) => {
      calls += 1;
      if (calls % 3 === 0) return undefined;
      return calls % 3 === 1 ? acceptAll(request) : refuseAll(request);
    };
    await send({ count: 9, providerId: 'DE*DIN' });
    const after = await view();
    const more = (state: 'acknowledged' | 'refused' | 'failed' | 'sent'): number =>
      after.counts[state] - before.counts[state];
    expect([more('acknowledged'), more('refused'), more('failed'), more('sent')]).toEqual([3, 3, 3, 9]);
    const earlier = new Set([...before.sessions.refused, ...before.sessions.failed]);
    const unacknowledged = [...after.sessions.refused, ...after.sessions.failed];
    const missing = await pull({ CDRForwarded: false }, undefined, 'DE*DIN');
    expect(new Set(sessionsIn(missing))).toEqual(new Set(unacknowledged.filter((id) => !earlier.has(id))));
    expect((await pull({ CDRForwarded: true }, undefined, 'DE*DIN')).totalElements).toBe(3);
    expect((await pull({}, undefined, 'DE*DIN')).totalElements).toBe(9);
  });

  it('are sent only once, even when they are not acknowledged', async () => {
    sandbox.edge.behaviour = refuseAll;
    await send({ count: 5 });
    sandbox.edge.behaviour = acceptAll;
    await pull({ CDRForwarded: false });
    await send({ count: 1 });
    expect(sandbox.edge.of('chargeDetailRecord')).toHaveLength(6);
  });

  it('bill the same when pulled as when forwarded', async () => {
    await send({ count: 20, seed: 'same' });
    const forwarded = sandbox.edge.requests.map(({ text }) =>
      billingFacts(chargeDetailRecord.read(text).value),
    );
    const SessionID = sandbox.edge.requests.map(({ body }) => body['SessionID']);
    const pulled = await pull({ SessionID });
    const facts = (pulled.content ?? []).map(({ value }) => billingFacts(value));
    expect(facts.toSorted()).toEqual(forwarded.toSorted());
    expect(pulled.content?.[0]?.value).toMatchObject({ HubProviderID: 'DE-EMP', HubOperatorID: 'DE*ABC' });
  });

  it.each([
    ['none', true],
    ['format', true],
    ['partner-session', true],
    ['energy', false],
    ['evse', false],
    ['time', false],
    ['identification', false],
  ])('are sent twice with %s altered, and bill the same: %s', async (alter, same) => {
    await send({ count: 1, copies: 'twice', alter });
    const facts = sandbox.edge.requests.map(({ text }) => {
      const { value, violations } = chargeDetailRecord.read(text);
      expect(violations.filter(({ severity }) => severity === 'loss')).toEqual([]);
      return billingFacts(value);
    });
    expect(facts).toHaveLength(2);
    expect(facts[0] === facts[1]).toBe(same);
  });

  it('are listed in pages that together have each record once', async () => {
    const { seed } = await send({ count: 45, forward: false, seed: 'pages' });
    expect(seed).toBe('pages');
    const all = sessionsIn(await pull({}));
    const size = Math.ceil(all.length / 3);
    const pages = [];
    for (let number = 0; number < 4; number += 1) pages.push(await pull({}, { number, size }));
    expect(pages.flatMap(sessionsIn)).toEqual(all);
    expect(pages.map(({ first, last, empty }) => [first, last, empty])).toEqual([
      [true, false, false],
      [false, false, false],
      [false, true, false],
      [false, true, true],
    ]);
    expect((await sandbox.call(NAME, windowOf(1))).json).toMatchObject({ size: 20, numberOfElements: 20 });
  });

  it('are found by operator and by the time HBS received them', async () => {
    await send({ count: 101, spreadDays: 100, forward: false, evseId: '+49*810*000*438', seed: 'old' });
    const old = await pull({
      OperatorID: '+49*810',
      ...windowOf(0.5),
      From: new Date(Date.now() - 10.5 * DAY_MS),
    });
    expect(old.totalElements).toBe(11);
    const ancient = { From: new Date(Date.now() - 110 * DAY_MS), To: new Date(Date.now() - 89.5 * DAY_MS) };
    expect((await pull({ OperatorID: '+49*810', ...ancient })).totalElements).toBe(11);
  });

  function windowOf(days: number): object {
    return {
      ProviderID: 'DE-EMP',
      From: new Date(Date.now() - days * DAY_MS),
      To: new Date(Date.now() + 60_000),
    };
  }

  it('are refused for a period of more than 90 days, and for an invalid period', async () => {
    const now = Date.now();
    const windows = [
      { From: new Date(now - 90.01 * DAY_MS), To: new Date(now) },
      { From: new Date(now), To: new Date(now - 1_000) },
      { From: null, To: 'yesterday' },
    ];
    for (const window of windows) {
      const answer = await ask(window);
      expect(answer.status).toBe(400);
      const read = readHbsAnswer(outboundOperations[NAME], answer);
      expect(read.outcome).toBe('invalid-request');
    }
    expect((await ask({ From: new Date(now - 90 * DAY_MS), To: new Date(now) })).status).toBe(200);
  });

  it.each([
    [{ count: 0 }, /count must not be less than 1/],
    [{ alter: 'energy' }, /set copies to twice/],
    [{ alter: 'colour' }, /alter must be one of/],
    [{ uid: '04a1' }, /uid must have 8, 14 or 20/],
    [{ providerId: 'DE-XXX' }, /providerId must be one of DE-EMP, DE\*DIN/],
    [{ evseId: 'nowhere' }, /must be a charging point of the sandbox/],
    [{ ratePerMinute: 3 }, /ratePerMinute should not exist/],
  ])('are not sent for %j, and the error says why', async (order, reason) => {
    const { status, json } = await sandbox.control('POST', 'cdrs', order);
    expect(status).toBe(400);
    expect(String(json['message'])).toMatch(reason);
  });

  it('are shown one by one', async () => {
    await send({ count: 1, uid: '04A1B2C3D4E5F6' });
    const id = String(sandbox.edge.requests[0]!.body['SessionID']);
    const { json } = await sandbox.control('GET', `cdrs/${id.toUpperCase()}`);
    expect(json).toMatchObject({
      forwarding: 'acknowledged',
      record: {
        SessionID: id,
        Identification: { RFIDMifareFamilyIdentification: { UID: '04A1B2C3D4E5F6' } },
      },
    });
    expect((await sandbox.control('GET', 'cdrs/unknown')).status).toBe(404);
  });
});
