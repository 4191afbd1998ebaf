import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** One case as schemathesis sent it, the answer, and what it found wrong with that. */
export interface Interaction {
  /** Method and path template, or the name of a scenario. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
  /** `undefined`: no answer. */
  readonly answer: { readonly status: number; readonly body: string } | undefined;
  readonly failures: readonly Failure[];
}

export interface Failure {
  /** The check, such as `response_schema_conformance`. */
  readonly check: string;
  /** What is wrong, in schemathesis' words. */
  readonly what: string;
}

const bytes = z
  .object({ $base64: z.string() })
  .transform(({ $base64 }) => Buffer.from($base64, 'base64').toString());

const check = z.object({
  name: z.string(),
  status: z.string(),
  failure_info: z
    .object({ failure: z.object({ title: z.string(), message: z.string().nullish() }) })
    .nullish(),
});

const interaction = z.object({
  request: z.object({ method: z.string(), uri: z.string(), body: bytes.nullish() }),
  response: z.object({ status_code: z.number(), content: bytes.nullish() }).nullish(),
});

const line = z.object({
  ScenarioFinished: z
    .object({
      recorder: z.object({
        label: z.string(),
        cases: z
          .record(z.string(), z.object({ value: z.object({ method: z.string(), path: z.string() }) }))
          .optional(),
        checks: z.record(z.string(), z.array(check)).optional(),
        interactions: z.record(z.string(), interaction).optional(),
      }),
    })
    .optional(),
});

/** Every case in a file of schemathesis' events; its last line may be cut. */
export async function* interactionsIn(file: string): AsyncGenerator<Interaction> {
  if (!existsSync(file)) return;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
    yield* interactionsOf(text);
}

/** @throws when the line is whole, and of another form than this version of schemathesis writes */
export function interactionsOf(text: string): readonly Interaction[] {
  const value = parseOrUndefined(text);
  if (value === undefined) return [];
  const { ScenarioFinished: scenario } = line.parse(value);
  const { cases = {}, checks = {}, interactions = {} } = scenario?.recorder ?? {};
  return Object.entries(interactions).map(([id, { request, response }]) => {
    const { method = request.method, path = request.uri } = cases[id]?.value ?? {};
    return {
      operation: `${method} ${path}`,
      method: request.method,
      url: request.uri,
      body: request.body ?? undefined,
      answer: response ? { status: response.status_code, body: response.content ?? '' } : undefined,
      failures: (checks[id] ?? []).filter(({ status }) => status !== 'success').map(failureOf),
    };
  });
}

function failureOf({ name, failure_info: info }: z.output<typeof check>): Failure {
  const { title = 'failed', message } = info?.failure ?? {};
  return { check: name, what: [title, message].filter(Boolean).join(': ') };
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
