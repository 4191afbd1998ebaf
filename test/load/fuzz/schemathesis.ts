import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A target of cases: an OpenAPI document, and the address of its operations. */
export interface FuzzTarget {
  readonly name: 'api' | 'edge';
  /** Where the document is. */
  readonly document: string;
  readonly operations: number;
  readonly baseUrl: string;
  /** Further options: keys, certificates. */
  readonly options: readonly string[];
}

export interface Round {
  readonly number: number;
  readonly seed: number;
  /** Random cases per operation. */
  readonly examples: number;
}

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

/** Neither the API nor the edge takes longer. */
const ANSWERED_WITHIN_S = 30;

/** schemathesis itself failed. */
export class SchemathesisError extends Error {}

/**
 * Sends valid and invalid cases, all of them even after failures.
 *
 * @param folder where reports go
 * @returns the file of its events, in lines of JSON; incomplete when `signal` ended it
 * @throws {SchemathesisError}
 */
export async function runSchemathesis(
  program: string,
  { name, document, baseUrl, options }: FuzzTarget,
  { number, seed, examples }: Round,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const events = join(folder, `${name}-${number}.ndjson`);
  const output = join(folder, `${name}-${number}.txt`);
  const child = spawn(
    program,
    [
      'run',
      document,
      `--url=${baseUrl}`,
      `--seed=${seed}`,
      `--max-examples=${examples}`,
      // Every constraint once is the same in every round.
      `--phases=${number === 1 ? 'examples,coverage,fuzzing,stateful' : 'fuzzing,stateful'}`,
      `--checks=${CHECKS.join(',')}`,
      '--continue-on-failure',
      '--mode=all',
      `--request-timeout=${ANSWERED_WITHIN_S}`,
      '--generation-database=none',
      '--suppress-health-check=all',
      '--no-color',
      `--report-ndjson-path=${events}`,
      ...options,
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], signal },
  );
  const written = createWriteStream(output);
  for (const stream of [child.stdout, child.stderr]) stream.pipe(written, { end: false });
  const [code] = (await once(child, 'close').catch((error: unknown) => {
    if (signal.aborted) return [null];
    throw error;
  })) as [number | null];
  written.end();
  // 1: it found failures.
  if (signal.aborted || code === 0 || code === 1) return events;
  const lines = (await readFile(output, 'utf8')).trimEnd().split('\n');
  throw new SchemathesisError(`schemathesis ended with ${code}:\n${lines.slice(-20).join('\n')}`);
}
