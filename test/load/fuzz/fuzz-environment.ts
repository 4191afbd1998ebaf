import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Suite, SuiteOnAnyPorts } from '../../../tools/suite-for-tests.js';
import { fuzzSuite, type FuzzFolders } from './fuzz-suite.js';
import type { LogJudge } from './log-judge.js';
import { installSchemathesis } from './python.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a run creates and removes, also after a Ctrl-C: folders, a suite with its servers, a virtual environment. */
export class FuzzEnvironment implements SuiteOnAnyPorts {
  private readonly brokenOff = new AbortController();
  private removed: Promise<void> | undefined;

  private constructor(
    private readonly folder: string,
    readonly folders: FuzzFolders,
    readonly suite: Suite,
    readonly ports: SuiteOnAnyPorts['ports'],
    private readonly keep: boolean,
    private readonly say: (line: string) => void,
  ) {
    for (const signal of SIGNALS) process.on(signal, this.breakOff);
  }

  /** Starts nothing yet. @param keep whether logs and reports stay */
  static async make(judge: LogJudge, keep: boolean, say: (line: string) => void): Promise<FuzzEnvironment> {
    const folder = mkdtempSync(join(tmpdir(), 'emp-suite-fuzz-'));
    chmodSync(folder, 0o755); // PostgreSQL runs as another account when this runs as root
    const folders = {
      data: join(folder, 'data'),
      reports: join(folder, 'reports'),
      python: join(folder, 'python'),
    };
    mkdirSync(folders.reports);
    const { suite, ports } = await fuzzSuite(folders, judge, say);
    return new FuzzEnvironment(folder, folders, suite, ports, keep, say);
  }

  /** After a Ctrl-C the process ends by itself. */
  get isBrokenOff(): boolean {
    return this.brokenOff.signal.aborted;
  }

  /** @returns the program @throws {NoPythonError} */
  installSchemathesis(): Promise<string> {
    this.say('Installing schemathesis into a virtual environment …');
    return installSchemathesis(this.folders.python, this.brokenOff.signal);
  }

  /** Aborted after this time, and by a Ctrl-C. */
  timeUpAfter(milliseconds: number): AbortSignal {
    return AbortSignal.any([AbortSignal.timeout(milliseconds), this.brokenOff.signal]);
  }

  /** Stops and removes everything, once for all calls. */
  remove(): Promise<void> {
    this.removed ??= this.stopAndRemove();
    return this.removed;
  }

  private async stopAndRemove(): Promise<void> {
    await this.suite.stop();
    const { data, python, reports } = this.folders;
    for (const each of this.keep ? [data, python] : [this.folder])
      rmSync(each, { recursive: true, force: true });
    if (this.keep) this.say(`Logs and reports are in ${reports}.`);
    for (const signal of SIGNALS) process.off(signal, this.breakOff);
  }

  /** In order; a second time at once. */
  private readonly breakOff = (): void => {
    if (this.isBrokenOff) {
      this.suite.supervisor.killAll();
      process.exit(130);
    }
    this.say('Stopping … (Ctrl-C again to stop at once)');
    this.brokenOff.abort();
    void this.remove().finally(() => process.exit(130));
  };
}
