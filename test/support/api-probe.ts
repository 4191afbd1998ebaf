import { expect } from '@jest/globals';
import { request } from 'undici';
import {
  leastBody,
  operationsOf,
  validValue,
  type ApiDocument,
  type ApiOperation,
  type DocumentedParameter,
} from './api-document.js';
import { API_KEY, EdgeSuite, type RunningGateway } from './edge-suite.js';

/** The answer to a request, as far as these tests read it. */
export interface ProbedAnswer {
  readonly status: number;
  readonly code: string | undefined;
  readonly detail: string;
  readonly errors: readonly { in: string; name?: string; pointer?: string; detail: string }[];
}

/** What is sent beside the required parts of an operation. */
export interface Sent {
  /** Encoded already. */
  readonly path?: Readonly<Record<string, string>>;
  /** Encoded already. */
  readonly query?: string;
  /** As JSON text. */
  readonly body?: string;
}

/** The API with every service behind it, called as its own document describes it. */
export class ApiProbe {
  private constructor(
    private readonly suite: EdgeSuite,
    private readonly gateway: RunningGateway,
    readonly operations: readonly ApiOperation[],
  ) {}

  static async start(): Promise<ApiProbe> {
    const suite = await EdgeSuite.create();
    const gateway = await suite.startGateway();
    const idle = { SYNC_EVSE_STATUS_INTERVAL: 'PT0S', SYNC_EVSE_DELTA_INTERVAL: 'PT0S' };
    await Promise.all([
      suite.startAuthorization(),
      suite.start('cdr', { EMP_PROVIDER_IDS: 'DE-EMP', CDR_RECONCILE_INTERVAL: 'P1D' }),
      suite.start('evse-sync', { EMP_PROVIDER_IDS: 'DE-EMP', ...idle, SYNC_PRICING_CRON: 'off' }),
      suite.start('remote-session', { EMP_PROVIDER_IDS: 'DE-EMP' }),
    ]);
    const { body } = await request(`${gateway.apiUrl}/docs-json`, { reset: true });
    const api = new ApiProbe(suite, gateway, operationsOf((await body.json()) as ApiDocument));
    await api.send(api.operationNamed('put /v1/contracts/{evcoId}'), {});
    return api;
  }

  get url(): string {
    return this.gateway.apiUrl;
  }

  /** Stops everything. Fails if any request was an error of ours. */
  async stop(): Promise<void> {
    const failures = this.gateway.platform.recorded.lines.filter(({ code }) => code === 'API_FAILED');
    await this.suite.stop();
    expect(failures).toEqual([]);
  }

  operationNamed(wanted: string): ApiOperation {
    const found = this.operations.find(({ name }) => name === wanted);
    if (found === undefined) throw new Error(`the API has no operation ${wanted}`);
    return found;
  }

  /** Sends a request with the required parts of the operation, and checks that the document has its answer. */
  async send(operation: ApiOperation, { path = {}, query = '', body }: Sent): Promise<ProbedAnswer> {
    const { method, name, parameters, responses } = operation;
    const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
      const { schema = {}, example } = parameters.find((each) => each.name === parameter) ?? {};
      return path[parameter] ?? encodeURIComponent(String(validValue(parameter, schema, example)));
    });
    const least = operation.isBodyRequired ? JSON.stringify(leastBody(operation.body ?? {})) : undefined;
    const content = body ?? least;
    const answer = await request(`${this.url}${filled}${query === '' ? '' : `?${query}`}`, {
      method: method as 'GET',
      reset: true,
      headers: {
        authorization: `Bearer ${API_KEY}`,
        ...(content !== undefined && { 'content-type': 'application/json' }),
      },
      ...(content !== undefined && { body: content }),
    });
    const text = await answer.body.text();
    const type = String(answer.headers['content-type'] ?? '').split(';', 1)[0];
    const documented = responses[answer.statusCode]?.content ?? {};
    expect([name, Object.keys(responses)]).toEqual([
      name,
      expect.arrayContaining([String(answer.statusCode)]),
    ]);
    const types = Object.keys(documented);
    expect([name, answer.statusCode === 204 ? types.length === 0 : types.includes(type ?? '')]).toEqual([
      name,
      true,
    ]);
    const problem = type === 'application/problem+json' ? (JSON.parse(text) as Partial<ProbedAnswer>) : {};
    const { code, detail = '', errors = [] } = problem;
    return { status: answer.statusCode, code, detail, errors };
  }

  parametersIn(
    place: DocumentedParameter['in'],
    isWanted: (parameter: DocumentedParameter) => boolean = () => true,
  ): readonly (readonly [ApiOperation, DocumentedParameter])[] {
    return this.operations.flatMap((operation) =>
      operation.parameters
        .filter((each) => each.in === place && isWanted(each))
        .map((parameter) => [operation, parameter] as const),
    );
  }

  membersWhere(
    isWanted: (operation: ApiOperation, member: string) => boolean,
  ): readonly (readonly [ApiOperation, string])[] {
    return this.operations.flatMap((operation) =>
      Object.keys(operation.body?.properties ?? {})
        .filter((member) => isWanted(operation, member))
        .map((member) => [operation, member] as const),
    );
  }
}

/** The least body of an operation, with one member as JSON text. */
export function bodyWith({ body = {} }: ApiOperation, member: string, json: string): string {
  const others = Object.entries(leastBody(body)).filter(([name]) => name !== member);
  const members = others.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${[...members, `${JSON.stringify(member)}:${json}`].join(',')}}`;
}
