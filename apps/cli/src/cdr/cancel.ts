import { Command } from 'commander';
import type { CdrRunView } from '#suite';
import type { ApiOptions } from '../suite/connect-api.js';
import { say } from '../output.js';
import { addApiOptions, callApi, callFirst } from './call-api.js';

/** `cli cdr cancel`: cancels a reconciliation, such as a backfill of the wrong range. */
export function cancelCommand(): Command {
  const command = new Command('cancel')
    .description('cancel a reconciliation that is queued or running; what it has read stays stored')
    .argument('<run>', 'its id: an interrupted backfill says it, GET /v1/cdrs/runs lists it');
  return addApiOptions(command).action(async (id: string, options: ApiOptions) => {
    const run = await callApi(options, command, (client, url) =>
      callFirst(url, client.post<CdrRunView>(`cdrs/runs/${encodeURIComponent(id)}/cancel`)),
    );
    say(`Cancelled, done up to ${run.doneUntil}: ${run.records} records read, ${run.added} of them new.`);
  });
}
