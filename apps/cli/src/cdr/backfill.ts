import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import type { CdrRunView } from '#suite';
import { messageOf } from '#platform';
import { ApiRefusal, type ApiClient } from '../suite/api-client.js';
import { ApiUnreachableError, type ApiOptions } from '../suite/connect-api.js';
import { complain, say } from '../output.js';
import { programName } from '../program-name.js';
import { addApiOptions, callApi, callFirst } from './call-api.js';
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
  const command = new Command('backfill')
    .description(
      'read the charge detail records of a range from HBS once more; stored records stay unchanged',
    )
    .requiredOption(
      '--from <time>',
      'HBS received them then or later: a day (UTC) or a time with its offset',
      instantOption,
    )
    .option('--to <time>', 'and before; by default now', instantOption)
    .option('--provider <id>', 'only those of this ProviderID of ours');
  return addApiOptions(command)
    .addHelpText(
      'after',
      `
The suite does the work: Ctrl-C ends only this display, \`cdr cancel\` the work. The scheduled reconciliation continues from its own marks.

Examples:
  ${programName} cdr backfill --from 2026-01-01 --to 2026-04-01
  ${programName} cdr backfill --from 2026-01-01T00:00:00+01:00 --api https://emp.example --key-file keys.json`,
    )
    .action(async (options: Options) => {
      process.exitCode = await callApi(options, command, (client, url) => backfill(client, url, options));
    });
}

/** @returns the exit code */
async function backfill(client: ApiClient, url: string, { from, to, provider }: Options): Promise<number> {
  const order = {
    from,
    to: to ?? new Date().toISOString(),
    ...(provider !== undefined && { providerId: provider }),
  };
  const { runs } = await callFirst(url, client.post<{ runs: CdrRunView[] }>('cdrs/backfill', order));
  const began = performance.now();
  const progress = new BackfillProgress(process.stdout);
  const detach = (): never => {
    progress.stop();
    const ids = runs.map(({ id }) => id);
    say(
      `The backfill continues without this command. Its progress: ${ids.map((id) => `GET ${url}/v1/cdrs/runs/${id}`).join(', ')}\n` +
        `To cancel it: ${ids.map((id) => `${programName} cdr cancel ${id}`).join(', ')}`,
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
  started: readonly CdrRunView[],
  progress: BackfillProgress,
): Promise<readonly CdrRunView[]> {
  let runs = started;
  for (let answeredAt = performance.now(); ; await sleep(POLL_EVERY_MS)) {
    try {
      runs = await Promise.all(runs.map(({ id }) => client.get<CdrRunView>(`cdrs/runs/${id}`)));
      answeredAt = performance.now();
    } catch (error) {
      if (error instanceof ApiRefusal && error.status < 500) throw error;
      if (performance.now() - answeredAt < UNREACHABLE_FOR_MS) continue;
      throw new ApiUnreachableError(
        `The API has not answered for a minute (${messageOf(error)}). The backfill continues once the suite runs: see GET /v1/cdrs/runs.`,
      );
    }
    progress.show(stateOf(runs));
    if (runs.every(({ endedAt }) => endedAt !== undefined)) return runs;
  }
}

function report(runs: readonly CdrRunView[], seconds: number): number {
  const { records, added } = stateOf(runs);
  const unfinished = runs.filter(({ failure }) => failure !== undefined);
  const read = `${records} records read, ${added} of them new, in ${duration(seconds)}.`;
  if (unfinished.length === 0) {
    say(`Done: ${read}`);
    return 0;
  }
  for (const { providerId, state, failure, doneUntil } of unfinished) {
    complain(
      `${providerId}: ${state}, done up to ${doneUntil}: ${failure?.message ?? ''} (${failure?.code ?? ''}). What was read is stored. Run the backfill again from there.`,
    );
  }
  complain(`The range was not read to its end: ${read}`);
  return 1;
}
