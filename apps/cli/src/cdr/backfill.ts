import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import type { CdrRun } from '#suite';
import { messageOf } from '#platform';
import { ApiRefusal, type ApiClient } from '../suite/api-client.js';
import { ApiUnreachableError, connectApi, type ApiOptions } from '../suite/connect-api.js';
import { complain, say } from '../output.js';
import { programName } from '../program-name.js';
import { BackfillProgress, duration, stateOf } from './backfill-progress.js';
import { instantOption } from './instant-option.js';

interface Options extends ApiOptions {
  readonly from: string;
  readonly to?: string;
  readonly provider?: string;
}

const POLL_EVERY_MS = 500;
/** An API without an answer is asked again for this long: the gateway may be restarting. */
const UNREACHABLE_FOR_MS = 60_000;

/** `cli cdr backfill`: starts runs that read a range from HBS once more, and shows their progress. */
export function backfillCommand(): Command {
  return new Command('backfill')
    .description(
      'read the charge detail records of a range from HBS once more; stored records stay unchanged',
    )
    .requiredOption(
      '--from <time>',
      'HBS received them then or later: a day (UTC) or a time with its offset',
      instantOption,
    )
    .option('--to <time>', 'and before; by default now', instantOption)
    .option('--provider <id>', 'only those of this ProviderID of ours')
    .option('--api <url>', 'where the API listens; by default that of the suite that runs from this folder')
    .option(
      '--key-file <file>',
      'file of API keys, the first one in plain text; by default that of the suite that runs from this folder',
    )
    .addHelpText(
      'after',
      `
The suite does the work: Ctrl-C ends only this display. The scheduled reconciliation continues from its own marks.

Examples:
  ${programName} cdr backfill --from 2026-01-01 --to 2026-04-01
  ${programName} cdr backfill --from 2026-01-01T00:00:00+01:00 --api https://emp.example --key-file keys.json`,
    )
    .action(async (options: Options, command: Command) => {
      try {
        process.exitCode = await backfill(options);
      } catch (error) {
        const isExpected = error instanceof ApiRefusal || error instanceof ApiUnreachableError;
        if (!isExpected) throw error;
        command.error(explain(error));
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
  const detach = (): never => {
    progress.stop();
    say(
      `The backfill continues without this command. Its progress: ${runs.map(({ id }) => `GET ${url}/v1/cdrs/runs/${id}`).join(', ')}`,
    );
    process.exit(130);
  };
  process.on('SIGINT', detach);
  try {
    const ended = await untilEnded(client, runs, progress);
    progress.stop();
    return report(ended, (performance.now() - began) / 1_000);
  } finally {
    progress.stop();
    process.off('SIGINT', detach);
  }
}

/** Polls until every run has ended. @throws {ApiRefusal | ApiUnreachableError} */
async function untilEnded(
  client: ApiClient,
  started: readonly CdrRun[],
  progress: BackfillProgress,
): Promise<readonly CdrRun[]> {
  let runs = started;
  for (let answeredAt = performance.now(); ; await sleep(POLL_EVERY_MS)) {
    try {
      runs = await Promise.all(runs.map(({ id }) => client.get<CdrRun>(`cdrs/runs/${id}`)));
      answeredAt = performance.now();
    } catch (error) {
      if (error instanceof ApiRefusal && error.status < 500) throw error;
      if (performance.now() - answeredAt < UNREACHABLE_FOR_MS) continue;
      throw new ApiUnreachableError(
        `The API has not answered for a minute (${messageOf(error)}). The backfill continues once the suite runs: see GET /v1/cdrs/runs.`,
      );
    }
    progress.show(stateOf(runs));
    if (runs.every(({ state }) => state === 'done' || state === 'failed')) return runs;
  }
}

function report(runs: readonly CdrRun[], seconds: number): number {
  const { records, added } = stateOf(runs);
  const failed = runs.filter(({ state }) => state === 'failed');
  const read = `${records} records read, ${added} of them new, in ${duration(seconds)}.`;
  if (failed.length === 0) {
    say(`Done: ${read}`);
    return 0;
  }
  for (const { providerId, failure, doneUntil } of failed) {
    complain(
      `${providerId}: failed, done up to ${doneUntil}: ${failure?.message ?? ''} (${failure?.code ?? ''}). What was read is stored. Run the backfill again from there.`,
    );
  }
  complain(`The range was not read to its end: ${read}`);
  return 1;
}

function explain(error: ApiRefusal | ApiUnreachableError): string {
  return error instanceof ApiRefusal ? `The API refused: ${error.message} (${error.code})` : error.message;
}
