import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { request } from 'undici';
import { problemTable } from '../../../apps/gateway/src/api/problems/problem-table.js';
import { answerReasonCodes, reservationReasonCodes, sessionReasonCodes } from '#suite';
import {
  operationsOf as apiOperations,
  type ApiDocument,
  type ApiOperation,
} from '../../support/api-document.js';
import { EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}
interface Operation {
  readonly security?: readonly unknown[];
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}
interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly description?: string;
}
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Problems of HTTP itself, independent of operations. */
const OF_NO_OPERATION = ['PATH_UNKNOWN', 'METHOD_NOT_ALLOWED'];

describe('the documentation of the API', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  let document: OpenApi;
  let taken: readonly ApiOperation[];
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    gateway = await suite.startGateway();
    const { text } = await get('/docs-json');
    document = JSON.parse(text) as OpenApi;
    taken = apiOperations(JSON.parse(text) as ApiDocument);
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

  it('states for every operation under /v1 the scope that it needs and its answer', () => {
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

  it('has a distinct one-line summary of every operation', () => {
    const summaries = operations()
      .filter(([name]) => name.includes('/v1/'))
      .map(([, { summary }]) => summary);
    expect(new Set(summaries).size).toBe(summaries.length);
    for (const summary of summaries) expect(summary).toMatch(/^[A-Z].{8,}[^.]$/);
  });

  it('describes every member of every body', () => {
    const bodies = operations().flatMap(([name, { requestBody }]) =>
      requestBody ? [[name, schemaOf(requestBody.content['application/json']?.schema)] as const] : [],
    );
    expect(bodies.length).toBeGreaterThan(4);
    for (const [name, { properties = {} }] of bodies) {
      expect([name, Object.keys(properties)]).not.toEqual([name, []]);
      for (const [member, { description }] of Object.entries(properties))
        expect([name, member, description]).toEqual([name, member, expect.stringMatching(/\.$/)]);
    }
  });

  it('describes every parameter of a path and a query', () => {
    const parameters = operations().flatMap(([name, { parameters: each = [] }]) =>
      each.map((parameter) => [name, parameter] as const),
    );
    expect(parameters.filter(([, each]) => each.in === 'query').length).toBeGreaterThan(40);
    for (const [operation, { name, description }] of parameters)
      expect([operation, name, description]).toEqual([operation, name, expect.stringMatching(/\.$/)]);
  });

  it('lists the values of every filter with a closed list of OICP or the suite', () => {
    const described = Object.fromEntries(
      operations().flatMap(([name, { parameters = [] }]) =>
        parameters.map((each) => [`${name} ${each.name}`, JSON.stringify(each)]),
      ),
    );
    for (const [parameter, value] of [
      ['get /v1/exchanges operation', 'authorizeRemoteStart'],
      ['get /v1/exchanges operation', 'TLS handshake'],
      ['get /v1/evses plug', 'NEMA 5-20'],
      ['get /v1/evses status', 'OutOfService'],
      ['get /v1/evses authenticationMode', 'NFC RFID DESFire'],
      ['get /v1/cdrs finding', 'unknown-session'],
      ['get /v1/evse-findings code', 'position-swapped'],
    ] as const)
      expect([parameter, described[parameter]]).toEqual([parameter, expect.stringContaining(value)]);
  });

  it('explains every reasonCode of a session and of a reservation', () => {
    const answer = (name: string): string =>
      JSON.stringify(operations().find(([each]) => each === name)?.[1].responses['200']);
    const ofAnswers = Object.keys(answerReasonCodes);
    expect(ofAnswers).toContain('CUT_OFF');
    for (const code of [...ofAnswers, ...Object.keys(sessionReasonCodes)])
      expect(answer('get /v1/sessions/{id}')).toContain(`\`${code}\``);
    for (const code of [...ofAnswers, ...Object.keys(reservationReasonCodes)])
      expect(answer('get /v1/reservations/{id}')).toContain(`\`${code}\``);
  });

  it('states pattern and maximum length of every text, and the minimum of every number', () => {
    const parameters = taken.flatMap(({ name: operation, parameters: each }) =>
      each.map(({ name, schema }) => [operation, name, schema.items ?? schema] as const),
    );
    const members = taken.flatMap(({ name: operation, body }) =>
      Object.entries(body?.properties ?? {}).map(([name, schema]) => [operation, name, schema] as const),
    );
    const schemas = [...parameters, ...members];
    expect(schemas.length).toBeGreaterThan(70);
    const formless = schemas.filter(
      ([, , { type, enum: values, pattern, format, maxLength, minimum }]) =>
        (type === 'string' &&
          values === undefined &&
          ((pattern ?? format) === undefined || maxLength === undefined)) ||
        ((type === 'number' || type === 'integer') && minimum === undefined) ||
        type === undefined,
    );
    expect(formless).toEqual([]);
  });

  it('states which bodies and members are optional', () => {
    for (const { name, body, isBodyRequired } of taken) {
      if (body === undefined) continue;
      const { required = [], properties = {}, additionalProperties } = body;
      expect([name, isBodyRequired, additionalProperties]).toEqual([name, required.length > 0, false]);
      for (const [member, { nullable = false, type }] of Object.entries(properties)) {
        expect([name, member, nullable]).toEqual([name, member, !required.includes(member)]);
        // The first nested member will need a rule for `null` of its own.
        expect([name, member, type]).not.toEqual([name, member, expect.stringMatching(/object|array/)]);
      }
    }
  });

  it.each(['/v1/cdrs', '/v1/cdrs/{sessionId}'])(
    'says of the findings of %s with what was compared',
    (path) => {
      const { content } = document.paths[path]?.['get']?.responses['200'] ?? {};
      const schema = JSON.stringify(schemaOf(content?.['application/json']?.schema));
      expect(schema).toContain('"comparedWith"');
      expect(schema).toContain(
        'What the record was compared with: a session, an EVSE, another record or a limit',
      );
    },
  );

  it('does not document keys as JWTs', () => {
    const { bearer } = document.components.securitySchemes;
    expect(bearer).toMatchObject({ type: 'http', scheme: 'bearer', bearerFormat: 'opaque' });
  });

  it('lists every problem in the answers of the operations, as problem details', () => {
    // The readiness answers 503 with its report.
    const refusals = operations().flatMap(([name, { responses }]) =>
      Object.entries(responses).filter(
        ([status]) => Number(status) >= 400 && (name !== 'get /readyz' || status !== '503'),
      ),
    );
    const said = refusals.flatMap(([, { description }]) =>
      [...description.matchAll(/\[(\w+)\]\(\/docs/g)].map(([, code]) => code),
    );
    expect(new Set([...said, ...OF_NO_OPERATION])).toEqual(new Set(Object.keys(problemTable)));
    for (const [, { content }] of refusals)
      expect(schemaOf(content?.['application/problem+json']?.schema).properties).toHaveProperty('code');
  });

  const schemaOf = (schema: Schema = {}): Schema =>
    schema.$ref === undefined
      ? schema
      : (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});

  it('can be read in a browser, and explains every problem at its `type`', async () => {
    expect(await get('/docs')).toMatchObject({ status: 200, text: expect.stringContaining('swagger') });
    const problems = await get('/docs/problems');
    expect(problems.status).toBe(200);
    expect(problems.text).toContain('id="key-missing"');
    expect(problems.text).toContain('<code>Authorization: Bearer &lt;key></code>');
  });
});
