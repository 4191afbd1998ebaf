import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { suiteOnAnyPorts, type SuiteOnAnyPorts } from '../../../tools/suite-for-tests.js';
import type { Environment } from '../../../apps/cli/src/published.js';
import type { LogJudge } from './log-judge.js';

/** Whose drivers are ours; the second provider is that of the examples in Hubject's document. */
export const PROVIDER_IDS = ['DE-EMP', 'DE-DCB'] as const;

const SETTINGS: Environment = {
  EMP_PROVIDER_IDS: PROVIDER_IDS.join(','),
  SANDBOX_EVSES: '500',
  SANDBOX_CHARGE_DURATION: 'PT5S',
  // One key sends everything; its limit is not what is tested.
  API_REQUESTS_PER_MINUTE: '1000000',
};

export interface FuzzFolders {
  /** Of the suite: databases, certificates, keys. */
  readonly data: string;
  /** Logs, documents and reports. */
  readonly reports: string;
  readonly python: string;
}

/** The whole suite with the sandbox, not started yet; every line of its services is judged. */
export function fuzzSuite(
  { data, reports }: FuzzFolders,
  judge: LogJudge,
  say: (line: string) => void,
): Promise<SuiteOnAnyPorts> {
  return suiteOnAnyPorts(SETTINGS, {
    dataFolder: data,
    say,
    watcher: {
      line: ({ name, kind }, line) => {
        appendFileSync(join(reports, `${name}.log`), `${line}\n`);
        if (kind === 'service') judge.line(name, line);
      },
      died: ({ name }, how) => judge.died(name, how),
      givenUp: ({ name }, why) => judge.died(name, why),
    },
  });
}
