import { randomInt } from 'node:crypto';
import { Command } from 'commander';
import { runCdrSoak } from './cdr-soak.js';
import { NoRoomForKillsError } from './kill-plan.js';
import { wholeNumber } from './whole-number.js';
import { endWith, say } from './soak-report.js';

interface Options {
  readonly seed?: number;
  readonly count: number;
  readonly rate: number;
  readonly kills: number;
}

/** `npm run soak -- cdr`: what was acknowledged is stored and told, exactly, whatever dies. */
export function cdrCommand(): Command {
  return new Command('cdr')
    .description(
      'charge detail records at a steady rate while gateway, cdr, RabbitMQ and PostgreSQL are killed: what was acknowledged is stored and told, once, and the rest comes by reconciliation',
    )
    .option('--seed <number>', 'makes the records and the moments of the kills; printed', wholeNumber)
    .option('--count <number>', 'how many records', wholeNumber, 20_000)
    .option('--rate <number>', 'records per second', wholeNumber, 60)
    .option('--kills <number>', 'how often each of the four is killed', wholeNumber, 3)
    .addHelpText('after', '\nExample: npm run soak -- cdr --seed 7 --count 2000 --rate 25')
    .action(async ({ seed = randomInt(1, 1_000_000), count, rate, kills }: Options, command: Command) => {
      const began = performance.now();
      say(`Seed ${seed}: ${count} records, ${rate} a second, ${kills} kills of each.`);
      const soak = {
        seed,
        count,
        ratePerSecond: rate,
        kills,
        reconcileEvery: 'PT10S',
        restWithinMs: 600_000,
      };
      const report = await runCdrSoak(soak, say).catch((error: unknown) => {
        if (error instanceof NoRoomForKillsError) return command.error(error.message);
        throw error;
      });
      endWith(report, seed, began);
    });
}
