import { RpcRefusal } from '#messaging';
import { RunEndedError, type RunTable, type StoredRun } from '#persistence';

/** Finds a run for a caller. @throws {RpcRefusal} RUN_UNKNOWN */
export async function findRun<Run extends StoredRun>(table: RunTable<Run>, id: string): Promise<Run> {
  const run = await table.find(id);
  if (!run) throw new RpcRefusal('RUN_UNKNOWN', 'There is no run with this id.');
  return run;
}

/**
 * Cancels a run that is queued or running for a caller; cancelling it again has no effect.
 *
 * @throws {RpcRefusal} RUN_UNKNOWN, RUN_OVER
 */
export async function cancelRun<Run extends StoredRun>(table: RunTable<Run>, id: string): Promise<Run> {
  await table.cancel(id).catch((error: unknown) => {
    if (!(error instanceof RunEndedError)) throw error;
  });
  const run = await findRun(table, id);
  if (run.state !== 'cancelled')
    throw new RpcRefusal('RUN_OVER', `The run has already ended: it is ${run.state}.`);
  return run;
}
