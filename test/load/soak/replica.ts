import { randomInt } from 'node:crypto';
import { Command } from 'commander';
import { runReplicaSoak } from './replica-soak.js';
import { NoRoomForPageKillsError, pageVictims } from './page-kills.js';
import { wholeNumber } from './whole-number.js';
import { endWith, say } from './soak-report.js';

/** As many as HBS gives. */
const PAGE_SIZE = 2_000;

interface Options {
  readonly seed?: number;
  readonly evses: number;
  readonly kills: number;
  readonly minutes: number;
}

/** `npm run soak -- replica`: whatever dies during a full pull, the replica becomes the network. */
export function replicaCommand(): Command {
  return new Command('replica')
    .description(
      'a full pull from the sandbox while evse-sync, gateway, RabbitMQ and PostgreSQL are killed: it goes on at its page, the replica becomes the network, and HBS is never asked more often than it allows',
    )
    .option('--seed <number>', 'makes the network and the pages at which is killed; printed', wholeNumber)
    .option('--evses <number>', 'how many charging points', wholeNumber, 100_000)
    .option('--kills <number>', 'how often each of the four is killed', wholeNumber, 1)
    .option('--minutes <number>', 'how long the pull may take', wholeNumber, 15)
    .addHelpText('after', '\nExample: npm run soak -- replica --seed 7 --evses 100000')
    .action(async ({ seed = randomInt(1, 1_000_000), evses, kills, minutes }: Options, command: Command) => {
      const began = performance.now();
      say(`Seed ${seed}: ${evses} charging points, ${kills} kills of each.`);
      const pull = { evses, pageSize: PAGE_SIZE, pageDelayMs: 0, withinMs: minutes * 60_000 };
      const soak = { seed, ...pull, victims: pageVictims, kills };
      const report = await runReplicaSoak(soak, say).catch((error: unknown) => {
        if (error instanceof NoRoomForPageKillsError) return command.error(error.message);
        throw error;
      });
      endWith(report, seed, began);
    });
}
