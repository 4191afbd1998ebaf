import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the suite that runs can be reached: `npm start` writes it for the other commands. */
export interface RunningSuite {
  readonly pid: number;
  readonly apiUrl?: string;
  /** A file of API keys; see `firstApiKey`. */
  readonly keysFile?: string;
  /** The first of EMP_PROVIDER_IDS. */
  readonly providerId?: string;
  readonly rabbitmqUrl?: string;
  readonly databaseUrl?: string;
  readonly sandboxUrl?: string;
}

/** Another suite runs from the same data folder. */
export class AlreadyRunningError extends Error {
  constructor(pid: number) {
    super(
      `The suite already runs from this folder (process ${pid}). Stop it with Ctrl-C in the terminal where it was started.`,
    );
  }
}

const fileIn = (dataFolder: string): string => join(dataFolder, 'running-suite.json');

/** The suite that runs from this data folder, if one does. */
export function findRunningSuite(dataFolder: string): RunningSuite | undefined {
  const file = fileIn(dataFolder);
  if (!existsSync(file)) return undefined;
  const suite = JSON.parse(readFileSync(file, 'utf8')) as RunningSuite;
  return isAlive(suite.pid) ? suite : undefined;
}

/** Records that this process runs the suite of the data folder. @throws {AlreadyRunningError} */
export function claimDataFolder(dataFolder: string, suite: Omit<RunningSuite, 'pid'> = {}): void {
  const other = findRunningSuite(dataFolder);
  if (other && other.pid !== process.pid) throw new AlreadyRunningError(other.pid);
  mkdirSync(dataFolder, { recursive: true, mode: 0o755 });
  const content = `${JSON.stringify({ pid: process.pid, ...suite }, undefined, 2)}\n`;
  writeFileSync(fileIn(dataFolder), content, { mode: 0o600 });
}

/** Removes the record: no suite runs from the data folder any more. */
export function releaseDataFolder(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
