import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askApi, problem, type ApiAnswer, type Method } from '../../support/ask-api.js';
import { EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';

describe('contracts and cards in the API, over a real RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    await suite.startAuthorization();
    gateway = await suite.startGateway();
  });
  afterAll(() => suite.stop());

  const ask = (method: Method, path: string, body?: unknown, key?: string): Promise<ApiAnswer> =>
    askApi(gateway, method, path, body, key);

  it('are stored and shown, and a card is deleted', async () => {
    const evcoId = 'DE-EMP-C12345678-X';
    expect(await ask('PUT', `/v1/contracts/${evcoId}`, { status: 'active' })).toMatchObject({ status: 200 });
    expect((await ask('GET', '/v1/contracts/deempc12345678x')).body).toEqual({
      evcoId,
      status: 'active',
      hasPin: false,
    });
    const expiresAt = '2030-01-01T00:00:00+01:00';
    const stored = await ask('PUT', '/v1/tokens/04a1b2c3d4e5f6', { evcoId, expiresAt });
    const token = { uid: '04A1B2C3D4E5F6', evcoId, status: 'active', expiresAt: '2029-12-31T23:00:00.000Z' };
    expect(stored.body).toEqual(token);
    expect((await ask('GET', '/v1/tokens/04A1B2C3D4E5F6')).body).toEqual(token);
    expect((await ask('DELETE', '/v1/tokens/04A1B2C3D4E5F6')).status).toBe(204);
    expect(await ask('GET', '/v1/tokens/04A1B2C3D4E5F6')).toMatchObject(problem(404, 'TOKEN_UNKNOWN'));
    expect(await ask('DELETE', '/v1/tokens/04A1B2C3D4E5F6')).toMatchObject(problem(404, 'TOKEN_UNKNOWN'));
  });

  it('store validity and PIN of a contract, and show that there is a PIN but never which', async () => {
    const path = '/v1/contracts/DE-EMP-CPIN00001-X';
    const validity = { validFrom: '2026-01-01T00:00:00+01:00', validUntil: '2030-01-01T00:00:00Z' };
    const stored = await ask('PUT', path, { status: 'active', ...validity, pin: '735-gate' });
    expect(stored.body).toEqual({
      evcoId: 'DE-EMP-CPIN00001-X',
      status: 'active',
      validFrom: '2025-12-31T23:00:00.000Z',
      validUntil: '2030-01-01T00:00:00.000Z',
      hasPin: true,
    });
    expect((await ask('GET', path)).body).toEqual(stored.body);
    expect((await ask('PUT', path, { status: 'blocked' })).body).toMatchObject({ hasPin: true });
    expect((await ask('PUT', path, { status: 'active', pin: null })).body).toMatchObject({ hasPin: false });
    expect(JSON.stringify(gateway.platform.recorded.lines)).not.toContain('735-gate');
  });

  it.each([
    ['empty', ''],
    ['of 21 characters', 'x'.repeat(21)],
    ['of 10,000 characters', '7'.repeat(10_000)],
    ['of 80 bytes', '🔋'.repeat(20)],
    ['with control characters', '12\u000034'],
    ['a number', 7351],
    ['an object', { a: 1 }],
  ])('refuse a PIN that is %s without repeating it', async (_, pin) => {
    const { status, body } = await ask('PUT', '/v1/contracts/DE-EMP-CPIN00001-X', { status: 'active', pin });
    expect(status).toBe(422);
    expect(JSON.stringify(body)).not.toMatch(/7351|x{21}|7{21}|🔋/u);
  });

  it('are listed in pages, all cards or those of a contract', async () => {
    const evcoIds = Array.from({ length: 5 }, (_, index) => `DE-EMP-CLIST000${index}-X`);
    for (const [index, evcoId] of evcoIds.entries()) {
      await ask('PUT', `/v1/contracts/${evcoId}`, { status: 'active' });
      await ask('PUT', `/v1/tokens/0A0000${index}0`, { evcoId: evcoIds[0], group: 'fleet' });
    }
    await ask('PUT', '/v1/tokens/0A000099', { evcoId: evcoIds[1] });
    await ask('DELETE', '/v1/tokens/0A000000');
    async function all(path: string): Promise<Record<string, unknown>[]> {
      const items: Record<string, unknown>[] = [];
      for (let next: string | undefined = ''; next !== undefined;) {
        const cursor = next === '' ? '' : `&cursor=${next}`;
        const { status, body } = await ask('GET', `${path}limit=2${cursor}`);
        expect(status).toBe(200);
        const page = body['items'] as Record<string, unknown>[];
        expect(page.length).toBeLessThanOrEqual(2);
        items.push(...page);
        next = body['next'] as string | undefined;
      }
      return items;
    }
    const contracts = (await all('/v1/contracts?')).map(({ evcoId }) => evcoId);
    expect(contracts).toEqual([...new Set(contracts)]);
    expect(contracts).toEqual(expect.arrayContaining(evcoIds));
    const cards = await all(`/v1/tokens?evcoId=${evcoIds[0]?.toLowerCase()}&`);
    expect(cards.map(({ uid }) => uid)).toEqual(['0A000010', '0A000020', '0A000030', '0A000040']);
    expect(cards[0]).toEqual({ uid: '0A000010', evcoId: evcoIds[0], status: 'active', group: 'fleet' });
    expect((await all('/v1/tokens?')).map(({ uid }) => uid)).toContain('0A000099');
    expect(await all('/v1/tokens?evcoId=de%20emp%20clist0000&')).toEqual(cards);
    expect(await all('/v1/tokens?evcoId=DE-EMP-CLIST0009&')).toEqual([]);
    expect(await ask('GET', '/v1/tokens/0a:00:00:10')).toMatchObject({
      status: 200,
      body: { uid: '0A000010' },
    });
  });

  it('are found without the check digit where only one contract fits, and stored in the form of OICP', async () => {
    const stored = await ask('PUT', '/v1/contracts/DE%20EMP%20CFIT00001%20X', { status: 'Active' });
    expect(stored).toMatchObject({ status: 200, body: { evcoId: 'DE-EMP-CFIT00001-X', status: 'active' } });
    const byDigit = (written: string): Promise<unknown> => ask('GET', `/v1/contracts/${written}`);
    for (const written of ['DE-EMP-CFIT00001', 'de%20emp%20cfit00001', 'DE-EMP-CFIT00001-X'])
      expect(await byDigit(written)).toMatchObject({ status: 200, body: stored.body });
    expect(await byDigit('DE-EMP-CFIT00001-Y')).toMatchObject({ status: 404 });
    await ask('PUT', '/v1/contracts/DE-EMP-CFIT00001-Y', { status: 'active' });
    expect(await byDigit('DE-EMP-CFIT00001')).toMatchObject({ status: 404 });
    expect(await byDigit('DE-EMP-CFIT00001-X')).toMatchObject({ status: 200, body: stored.body });
  });
});
