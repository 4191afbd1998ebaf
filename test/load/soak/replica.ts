import { randomInt } from 'node:crypto';
import { Command } from 'commander';
import { runReplicaSoak } from './replica-soak.js';
import { PageKillPlanError, pageVictims } from './page-kills.js';
import { parseWholeNumber } from './parse-whole-number.js';
import { exitWithReport, say } from './soak-report.js';

/** The most that HBS returns. */
const PAGE_SIZE = 2_000;

interface Options {
  readonly seed?: number;
  readonly evses: number;
  readonly kills: number;
  readonly minutes: number;
}

/** `npm run soak -- replica`: whichever process dies during a full pull, the replica equals the network at its end. */
export function replicaCommand(): Command {
  return new Command('replica')
    .description(
      'a full pull from the sandbox while evse-sync, gateway, RabbitMQ and PostgreSQL are killed: it resumes at its page, the replica equals the network at the end, and HBS is never called more often than it allows',
    )
    .option(
      '--seed <number>',
      'determines the network and the pages at which processes are killed; printed',
      parseWholeNumber,
    )
    .option('--evses <number>', 'how many charging points', parseWholeNumber, 100_000)
    .option('--kills <number>', 'how often each of the four is killed', parseWholeNumber, 1)
    .option('--minutes <number>', 'how long the pull may take', parseWholeNumber, 15)
    .addHelpText('after', '\nExample: npm run soak -- replica --seed 7 --evses 100000')
    .action(async ({ seed = randomInt(1, 1_000_000), evses, kills, minutes }: Options, command: Command) => {
      const began = performance.now();
      say(`Seed ${seed}: ${evses} charging points, ${kills} kills of each.`);
      const pull = { evses, pageSize: PAGE_SIZE, pageDelayMs: 0, withinMs: minutes * 60_000 };
      const soak = { seed, ...pull, victims: pageVictims, kills };
      const report = await runReplicaSoak(soak, say).catch((error: unknown) => {
        if (error instanceof PageKillPlanError) return command.error(error.message);
        throw error;
      });
      exitWithReport(report, seed, began);
    });
}
