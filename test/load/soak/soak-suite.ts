import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../../apps/cli/src/published.js';
import { type Suite, suiteOnAnyPorts } from '../../../tools/suite-for-tests.js';
import { SandboxControl } from './sandbox-control.js';
import type { SoakReport } from './soak-report.js';

/** The whole suite with the sandbox on servers of its own, which a soak may kill. */
export interface SoakSuite {
  readonly suite: Suite;
  readonly sandbox: SandboxControl;
  /** The folder with the output of every process, a file each. */
  readonly logs: string;
  /** Processes that the supervisor has given up. */
  readonly givenUp: readonly string[];
  /** Stops the suite; @param keep whether the folder with its logs stays */
  stop(keep: boolean): Promise<void>;
}

/**
 * @param settings beside the ports, which are any free ones
 * @param beforePulls configures the sandbox before the first pull
 */
export async function startSoakSuite(
  settings: Environment,
  say: (line: string) => void,
  beforePulls?: (sandbox: SandboxControl) => Promise<void>,
): Promise<SoakSuite> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'emp-suite-soak-'));
  chmodSync(dataFolder, 0o755); // PostgreSQL runs as another account when this runs as root
  const givenUp: string[] = [];
  const { suite, ports } = await suiteOnAnyPorts(settings, {
    dataFolder,
    ...(beforePulls && { beforePulls: () => beforePulls(sandbox) }),
    say,
    watcher: {
      line: ({ name }, line) => appendFileSync(join(dataFolder, `${name}.log`), `${line}\n`),
      died: () => {},
      givenUp: ({ name }, why) => {
        givenUp.push(name);
        say(`${name} is given up: ${why}`);
      },
    },
  });
  const sandbox = new SandboxControl(`http://127.0.0.1:${ports.control}`);
  const undone = killOnSignal(suite);
  await suite.start();
  return {
    suite,
    sandbox,
    logs: dataFolder,
    givenUp,
    stop: async (keep) => {
      await suite.stop();
      undone();
      if (!keep) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Runs a soak and stops its suite; the logs stay only if something did not hold. */
export async function keepLogsOnFailure<R extends SoakReport>(
  running: Pick<SoakSuite, 'logs' | 'stop'>,
  say: (line: string) => void,
  soak: () => Promise<R>,
): Promise<R> {
  let report: R | undefined;
  try {
    report = await soak();
    return report;
  } finally {
    const keep = report?.problems.length !== 0;
    await running.stop(keep);
    if (keep) say(`What the processes wrote is in ${running.logs}.`);
  }
}

/** Its processes are in groups of their own: a Ctrl-C here would leave them behind. @returns what undoes it */
function killOnSignal(suite: Suite): () => void {
  const kill = (): never => {
    suite.supervisor.killAll();
    process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, kill);
  return () => {
    for (const signal of signals) process.off(signal, kill);
  };
}
