import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Agent, request } from 'undici';
import { outboundOperations, readHbsAnswer, type OutboundOperationName } from '#oicp';
import { TestCertificates } from '../../support/certificates.js';
import { TestSandbox, type SandboxAnswer } from '../../support/sandbox.js';

const PUSH = 'pushAuthenticationData';

/** The outcome of an answer of the sandbox by the suite's own reader. */
function outcomeOf(name: OutboundOperationName, { status, headers, body }: SandboxAnswer): string {
  return readHbsAnswer(outboundOperations[name], { status, headers, body }).outcome;
}

describe('the sandbox as HBS, over real mutual TLS', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await TestSandbox.start({ SANDBOX_PROVIDER_IDS: 'DE-EMP,DE*DIN' });
  });
  afterEach(async () => {
    await sandbox.control('DELETE', 'faults');
    await sandbox.control('DELETE', 'calls');
  });
  afterAll(() => sandbox.stop());

  it('refuses connections with a certificate of another authority, or with none', async () => {
    const foreign = await TestCertificates.create();
    const { certificate: cert, key } = await foreign.issue({});
    for (const connect of [{ cert, key }, {}]) {
      const agent = new Agent({ connect: { ...connect, rejectUnauthorized: false } });
      const called = request(sandbox.hbsUrl, { method: 'POST', dispatcher: agent });
      await expect(called).rejects.toThrow(/alert|other side closed|ECONNRESET/);
      await agent.destroy();
    }
    foreign.remove();
  });

  it('answers 404 and 300 to a ProviderID that is not its partner, however similar', async () => {
    for (const providerID of ['DE*EMP', 'DEEMP', 'de-emp', 'DE-XXX']) {
      const { status, json } = await sandbox.call(PUSH, {}, { providerID });
      expect([status, json]).toMatchObject([404, { StatusCode: { Code: '300' } }]);
    }
  });

  it('answers 017 when path and body name different providers', async () => {
    const bodies = [{ ProviderID: 'DE*DIN' }, { ProviderAuthenticationData: { ProviderID: 'DE*DIN' } }];
    for (const body of bodies) {
      const answer = await sandbox.call(PUSH, body);
      expect(answer).toMatchObject({ status: 401, json: { StatusCode: { Code: '017' } } });
      expect(outcomeOf(PUSH, answer)).toBe('identity-error');
    }
  });

  it('sends a different Process-ID with every answer', async () => {
    const answers = await Promise.all([
      sandbox.call(PUSH, {}),
      sandbox.call(PUSH, {}, { providerID: 'DE-XXX' }),
      sandbox.call('pullEvseData', 'not JSON', { page: { number: -1, size: 2_001 } }),
    ]);
    const processIds = answers.map(({ headers }) => headers['process-id']);
    expect(new Set(processIds).size).toBe(3);
    for (const processId of processIds) expect(processId).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  });

  it('refuses a page that HBS does not serve', async () => {
    for (const page of [
      { number: 0, size: 2_001 },
      { number: -1, size: 20 },
      { number: 0, size: 0 },
      { number: 0.5, size: 20 },
    ]) {
      const answer = await sandbox.call('getChargeDetailRecords', {}, { page });
      expect(answer).toMatchObject({ status: 400, json: { StatusCode: { Code: '022' } } });
    }
  });

  it('counts calls, and answers 429 to those beyond the limit of the operation', async () => {
    const answers: SandboxAnswer[] = [];
    for (let call = 0; call < 8; call += 1) answers.push(await sandbox.call('pullEvseStatus', {}));
    expect(answers.map((answer) => answer.status === 429)).toEqual([
      ...Array.from({ length: 6 }, () => false),
      true,
      true,
    ]);
    expect(outcomeOf('pullEvseStatus', answers[7]!)).toBe('limited');
    expect((await sandbox.control('GET', 'calls')).json).toMatchObject({
      pullEvseStatus: { calls: 8, worstWindow: 8, violations: 2, limitPerMinute: 6 },
    });
  });

  it('distinguishes the status pulls on the shared path by their bodies', async () => {
    const [template] = outboundOperations.pullEvseStatus.paths;
    await sandbox.call('pullEvseStatus', { EvseID: ['DE*ABC*E1'] }, { template });
    await sandbox.call('pullEvseStatus', { OperatorID: ['DE*ABC'] }, { template });
    await sandbox.call('pullEvseStatus', {}, { template });
    const { json } = await sandbox.control('GET', 'calls');
    expect(Object.keys(json)).toEqual(['pullEvseStatusById', 'pullEvseStatusByOperatorId', 'pullEvseStatus']);
  });

  it.each([
    ['html-403', 403, 'not-whitelisted'],
    ['html-400', 400, 'tls-error'],
    ['validation-errors', 400, 'invalid-request'],
    ['500', 500, 'refused'],
    ['429', 429, 'limited'],
    ['garbage', 200, 'unavailable'],
    ['empty', 200, 'unavailable'],
  ] as const)('answers once with the fault %s, and then as before', async (kind, status, outcome) => {
    const before = await sandbox.call(PUSH, {});
    await sandbox.control('POST', 'faults', { operation: PUSH, kind });
    const faulty = await sandbox.call(PUSH, {});
    expect(faulty.status).toBe(status);
    expect(outcomeOf(PUSH, faulty)).toBe(outcome);
    expect((await sandbox.call(PUSH, {})).json).toEqual(before.json);
  });

  it('answers any code on request: as a refusing acknowledgement, or bare for pulls', async () => {
    await sandbox.control('POST', 'faults', { operation: 'authorizeRemoteStart', kind: 'code', code: '603' });
    const start = await sandbox.call('authorizeRemoteStart', {});
    expect(start).toMatchObject({ status: 200, json: { Result: false, StatusCode: { Code: '603' } } });
    await sandbox.control('POST', 'faults', { operation: 'pullEvseData', kind: 'code', code: '210' });
    const pull = await sandbox.call('pullEvseData', {});
    expect(pull).toMatchObject({ status: 403, json: { StatusCode: { Code: '210' } } });
  });

  it('cuts the connection or never answers, as often as ordered', async () => {
    await sandbox.control('POST', 'faults', { operation: PUSH, kind: 'cut', times: 2 });
    await expect(sandbox.call(PUSH, {})).rejects.toThrow('other side closed');
    await expect(sandbox.call(PUSH, {})).rejects.toThrow('other side closed');
    expect((await sandbox.call(PUSH, {})).status).toBeGreaterThanOrEqual(400);
    await sandbox.control('POST', 'faults', { operation: PUSH, kind: 'never' });
    await expect(sandbox.call(PUSH, {}, { signal: AbortSignal.timeout(300) })).rejects.toThrow('aborted');
  });

  it('applies a fault only to its page', async () => {
    const fault = { operation: 'pullEvseData', kind: '500', page: 3 };
    expect((await sandbox.control('POST', 'faults', fault)).status).toBe(201);
    expect((await sandbox.call('pullEvseData', {}, { page: { number: 2, size: 20 } })).status).not.toBe(500);
    expect((await sandbox.call('pullEvseData', {}, { page: { number: 3, size: 20 } })).status).toBe(500);
    expect((await sandbox.control('GET', 'faults')).json).toEqual([]);
  });

  it('explains what is wrong with an order of a fault', async () => {
    const { status, json } = await sandbox.control('POST', 'faults', {
      operation: 'x',
      kind: 'y',
      code: 603,
    });
    expect(status).toBe(400);
    expect(String(json['message'])).toMatch(
      /operation must be one of.*kind must be one of.*code must be a status code/,
    );
  });
});
