import { Command } from 'commander';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectFolder } from '../../../apps/cli/src/published.js';
import { parseWholeNumber } from './parse-whole-number.js';

/** The tests of what the edge acknowledges; the gate has time for few payloads. */
const TESTS = 'test/component/acknowledged';
/** A payload through broker and database takes a hundred times as long as one through functions alone. */
const STORED_SHARE = 1 / 50;
const LEAST_STORED = 50;

/** `npm run soak -- payloads`. */
export function payloadsCommand(): Command {
  return new Command('payloads')
    .description('odd payloads of every inbound message: what the edge acknowledges is processed')
    .option(
      '--count <number>',
      'payloads of each message as functions; 2 % of them, at least 50, are stored',
      parseWholeNumber,
      100_000,
    )
    .option('--seed <number>', 'which payloads', parseWholeNumber, 1)
    .action(async ({ count, seed }: { count: number; seed: number }) => {
      const jest = spawn(join(projectFolder, 'node_modules', '.bin', 'jest'), ['--runInBand', TESTS], {
        cwd: projectFolder,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: {
          ...process.env,
          NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
          ODD_PAYLOADS: String(count),
          ODD_PAYLOADS_STORED: String(Math.max(LEAST_STORED, Math.round(count * STORED_SHARE))),
          ODD_SEED: String(seed),
        },
      });
      const [code] = (await once(jest, 'close')) as [number | null];
      process.stdout.write(code === 0 ? 'It held.\n' : 'IT DID NOT HOLD.\n');
      process.exitCode = code ?? 1;
    });
}
