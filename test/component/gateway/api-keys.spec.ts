import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { ApiKeyRing } from '../../../apps/gateway/src/api/access/api-key-ring.js';
import { askApi, problem, type ApiAnswer, type Method } from '../../support/ask-api.js';
import { API_KEY, EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';

const keysOf = (key: string): string => JSON.stringify([{ name: 'one', key, scopes: ['*'] }]);

const READ_KEY = 'a-key-that-may-read';

describe('keys of the API, over a real RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    await suite.startAuthorization();
    const readKey = createHash('sha256').update(READ_KEY).digest('hex');
    const keys = [
      { name: 'all', key: API_KEY, scopes: ['*'] },
      { name: 'reader', sha256: readKey, scopes: ['authorization:read'] },
    ];
    gateway = await suite.startGateway({
      API_KEYS_FILE: suite.certificates.file('keys.json', JSON.stringify(keys)),
    });
  });
  afterAll(() => suite.stop());

  const ask = (method: Method, path: string, body?: unknown, key?: string): Promise<ApiAnswer> =>
    askApi(gateway, method, path, body, key);

  it('give access by key or digest, within their scopes only', async () => {
    expect(await ask('GET', '/v1/contracts/x', undefined, '')).toMatchObject(problem(401, 'KEY_MISSING'));
    expect(await ask('GET', '/v1/contracts/x', undefined, 'wrong')).toMatchObject(
      problem(401, 'KEY_MISSING'),
    );
    const read = await ask('GET', '/v1/contracts/nobody', undefined, READ_KEY);
    expect(read).toMatchObject(problem(422, 'EVCO_ID_INVALID'));
    const written = await ask('PUT', '/v1/contracts/x', { status: 'active' }, READ_KEY);
    expect(written).toMatchObject(problem(403, 'SCOPE_MISSING'));
    expect(written.body['detail']).toContain('authorization:write');
  });

  it.each([
    ['no key', {}, 'No key was sent.'],
    ['a header of another form', { authorization: 'Basic c2VjcmV0LWtleQ==' }, 'does not have the form'],
    ['a key alone', { authorization: 'secret-key-of-somebody' }, 'does not have the form'],
    [
      'an unknown key',
      { authorization: 'Bearer secret-key-of-somebody' },
      'The key that was sent is not known.',
    ],
  ])('are refused with a detail that names %s, and never repeats the key', async (_, headers, says) => {
    const { statusCode, body } = await request(`${gateway.apiUrl}/v1/contracts`, { reset: true, headers });
    const text = await body.text();
    expect([statusCode, JSON.parse(text)]).toMatchObject([
      401,
      { code: 'KEY_MISSING', detail: expect.stringContaining(says) },
    ]);
    expect(text).not.toMatch(/secret|c2VjcmV0/);
  });

  it('are limited one by one: too many requests get 429 and when to try again', async () => {
    const keys = [API_KEY, READ_KEY].map((key) => ({ name: key, key, scopes: ['*'] }));
    const slow = await suite.startGateway({
      API_REQUESTS_PER_MINUTE: '3',
      API_KEYS_FILE: suite.certificates.file('slow-keys.json', JSON.stringify(keys)),
    });
    const get = async (key: string): Promise<{ status: number; after: unknown; body: unknown }> => {
      const { statusCode, headers, body } = await request(`${slow.apiUrl}/v1/contracts/nobody`, {
        reset: true,
        headers: { authorization: `Bearer ${key}` },
      });
      return { status: statusCode, after: headers['retry-after'], body: await body.json() };
    };
    for (let asked = 0; asked < 3; asked += 1) expect(await get(API_KEY)).toMatchObject({ status: 422 });
    const refused = await get(API_KEY);
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'RATE_LIMITED', title: 'Too Many Requests' },
    });
    expect(Number(refused.after)).toBeGreaterThan(0);
    expect(Number(refused.after)).toBeLessThanOrEqual(20);
    expect(await get(READ_KEY)).toMatchObject({ status: 422 });
  });

  it('are loaded again when their file changes, and remain valid when the file is broken', async () => {
    const file = suite.certificates.file('changing-keys.json', keysOf('first-key-for-tests'));
    const changing = await suite.startGateway({ API_KEYS_FILE: file });
    const ring = changing.application.get(ApiKeyRing);
    const statusWith = async (key: string): Promise<number> => {
      const authorization = `Bearer ${key}`;
      const { statusCode, body } = await request(`${changing.apiUrl}/v1/contracts/nobody`, {
        reset: true,
        headers: { authorization },
      });
      await body.dump();
      return statusCode;
    };
    expect(await statusWith('first-key-for-tests')).toBe(422);
    suite.certificates.file('changing-keys.json', keysOf('the-second-key-for-tests'));
    ring.reload();
    expect(await statusWith('first-key-for-tests')).toBe(401);
    expect(await statusWith('the-second-key-for-tests')).toBe(422);
    suite.certificates.file('changing-keys.json', '[{');
    ring.reload();
    expect(await statusWith('the-second-key-for-tests')).toBe(422);
    expect(changing.platform.recorded.lines).toContainEqual(
      expect.objectContaining({ code: 'API_KEYS_UNUSABLE' }),
    );
  });
});
