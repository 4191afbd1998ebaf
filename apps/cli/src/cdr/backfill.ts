import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import type { CdrRun } from '#suite';
import { messageOf } from '#platform';
import { ApiRefusal, type ApiClient } from '../suite/api-client.js';
import { ApiUnreachableError, connectApi, type ApiOptions } from '../suite/connect-api.js';
import { BackfillProgress, duration, stateOf } from './backfill-progress.js';
import { instantOption } from './instant-option.js';

interface Options extends ApiOptions {
  readonly from: string;
  readonly to?: string;
  readonly provider?: string;
}

const LOOK_EVERY_MS = 500;
/** So long an API that answers nothing is asked again: the gateway may just be started anew. */
const PATIENCE_MS = 60_000;

/** `npm run cdr -- backfill`: orders that a range is read from HBS once more, and shows how far it is. */
export function backfillCommand(): Command {
  return new Command('backfill')
    .description(
      'reads the charge detail records of a range from HBS once more; what is here already stays as it is',
    )
    .requiredOption(
      '--from <time>',
      'HBS received them then or later: a day (UTC) or a time with its offset',
      instantOption,
    )
    .option('--to <time>', 'and before; now, unless told', instantOption)
    .option('--provider <id>', 'only those of this one of our ProviderIDs')
    .option('--api <url>', 'where the API listens; that of the suite that runs from this folder, unless told')
    .option('--key-file <file>', 'file of API keys; the first one with a key in plain is used')
    .addHelpText(
      'after',
      `
The suite does the work; Ctrl-C ends only what you see of it. The marks of the scheduled reconciliation do not move.

Examples:
  npm run cdr -- backfill --from 2026-01-01 --to 2026-04-01
  npm run cdr -- backfill --from 2026-01-01T00:00:00+01:00 --api https://emp.example --key-file keys.json`,
    )
    .action(async (options: Options, command: Command) => {
      try {
        process.exitCode = await backfill(options);
      } catch (error) {
        const isExpected = error instanceof ApiRefusal || error instanceof ApiUnreachableError;
        if (!isExpected) throw error;
        command.error(sentenceOf(error));
      }
    });
}

/** @returns the exit code */
async function backfill({ from, to, provider, ...reach }: Options): Promise<number> {
  const { url, client } = connectApi(reach);
  const order = {
    from,
    to: to ?? new Date().toISOString(),
    ...(provider !== undefined && { providerId: provider }),
  };
  const { runs } = await client.post<{ runs: CdrRun[] }>('cdrs/backfill', order).catch((error: unknown) => {
    if (error instanceof ApiRefusal) throw error;
    throw new ApiUnreachableError(
      `Nothing answers at ${url} (${messageOf(error)}). Is the suite running, and is --api its address?`,
    );
  });
  const began = performance.now();
  const progress = new BackfillProgress(process.stdout);
  const leave = (): never => {
    progress.stop();
    say(
      `The backfill goes on without this command. How far it is: ${runs.map(({ id }) => `GET ${url}/v1/cdrs/runs/${id}`).join(', ')}`,
    );
    process.exit(130);
  };
  process.on('SIGINT', leave);
  try {
    const ended = await watch(client, runs, progress);
    progress.stop();
    return conclude(ended, (performance.now() - began) / 1_000);
  } finally {
    progress.stop();
    process.off('SIGINT', leave);
  }
}

/** Looks until every run has ended. @throws {ApiRefusal | ApiUnreachableError} */
async function watch(
  client: ApiClient,
  ordered: readonly CdrRun[],
  progress: BackfillProgress,
): Promise<readonly CdrRun[]> {
  let runs = ordered;
  for (let heardAt = performance.now(); ; await sleep(LOOK_EVERY_MS)) {
    try {
      runs = await Promise.all(runs.map(({ id }) => client.get<CdrRun>(`cdrs/runs/${id}`)));
      heardAt = performance.now();
    } catch (error) {
      if (error instanceof ApiRefusal && error.status < 500) throw error;
      if (performance.now() - heardAt < PATIENCE_MS) continue;
      throw new ApiUnreachableError(
        `The API has not answered for a minute (${messageOf(error)}). The backfill goes on when the suite does: look at GET /v1/cdrs/runs.`,
      );
    }
    progress.show(stateOf(runs));
    if (runs.every(({ state }) => state === 'done' || state === 'failed')) return runs;
  }
}

function conclude(runs: readonly CdrRun[], seconds: number): number {
  const { records, added } = stateOf(runs);
  const failed = runs.filter(({ state }) => state === 'failed');
  const read = `${records} records read, ${added} of them new, in ${duration(seconds)}.`;
  if (failed.length === 0) {
    say(`Done: ${read}`);
    return 0;
  }
  for (const { providerId, failure, doneUntil } of failed) {
    complain(
      `${providerId}: failed, done up to ${doneUntil}: ${failure?.message ?? ''} (${failure?.code ?? ''}). What was read is kept; run it again from there.`,
    );
  }
  complain(`Not everything was read: ${read}`);
  return 1;
}

function sentenceOf(error: ApiRefusal | ApiUnreachableError): string {
  return error instanceof ApiRefusal ? `The API refused: ${error.message} (${error.code})` : error.message;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
