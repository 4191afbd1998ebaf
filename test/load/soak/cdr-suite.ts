import { EventWitness } from './event-witness.js';
import { startSoakSuite, type SoakSuite } from './soak-suite.js';
import { StoredCdrs } from './stored-cdrs.js';

/** The whole suite, what it has stored, and a consumer of its events. */
export interface CdrSuite extends SoakSuite {
  readonly stored: StoredCdrs;
  readonly witness: EventWitness;
}

/** @param reconcileEvery an ISO 8601 duration */
export async function startCdrSuite(reconcileEvery: string, say: (line: string) => void): Promise<CdrSuite> {
  const started = await startSoakSuite(
    // Few charging points: this soak does not use them.
    { SANDBOX_EVSES: '100', CDR_RECONCILE_INTERVAL: reconcileEvery },
    say,
  );
  const { RABBITMQ_URL = '', DATABASE_URL = '' } = started.suite.environment;
  const witness = new EventWitness(RABBITMQ_URL);
  await witness.start();
  return {
    ...started,
    witness,
    stored: new StoredCdrs(DATABASE_URL),
    stop: async (keep) => {
      await witness.close();
      await started.stop(keep);
    },
  };
}
