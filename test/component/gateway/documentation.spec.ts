import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { request } from 'undici';
import { EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Operation {
  readonly security?: readonly unknown[];
  readonly description?: string;
  readonly responses: Readonly<Record<string, { readonly content?: unknown }>>;
}

describe('the documentation of the API', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  let document: OpenApi;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    gateway = await suite.startGateway();
    document = JSON.parse((await get('/docs-json')).text) as OpenApi;
  });
  afterAll(() => suite.stop());

  async function get(path: string): Promise<{ readonly status: number; readonly text: string }> {
    const { statusCode, body } = await request(`${gateway.apiUrl}${path}`, { reset: true });
    return { status: statusCode, text: await body.text() };
  }
  const operations = (): readonly (readonly [string, Operation])[] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
    );

  it('is a valid OpenAPI document', async () => {
    const { valid, errors } = await new Validator().validate(document as never);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('says of every operation under /v1 which scope it needs and what it answers', () => {
    const ours = operations().filter(([name]) => name.includes('/v1/'));
    expect(ours.length).toBeGreaterThan(4);
    for (const [name, { security, description, responses }] of ours) {
      expect([name, security?.length]).toEqual([name, 1]);
      expect([name, description]).toEqual([name, expect.stringMatching(/^Needs the scope `[\w-]+:\w+`\.$/)]);
      expect([name, Object.keys(responses)]).toEqual([name, expect.arrayContaining(['401', '403'])]);
      const answered = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      const documented = answered.some(([status, { content }]) => status === '204' || content !== undefined);
      expect([name, documented]).toEqual([name, true]);
    }
  });

  it('can be read in a browser, and explains every problem where its `type` leads', async () => {
    expect(await get('/docs')).toMatchObject({ status: 200, text: expect.stringContaining('swagger') });
    const problems = await get('/docs/problems');
    expect(problems.status).toBe(200);
    expect(problems.text).toContain('id="key-missing"');
  });
});
