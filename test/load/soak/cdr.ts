import { randomInt } from 'node:crypto';
import { Command } from 'commander';
import { runCdrSoak } from './cdr-soak.js';
import { KillPlanError } from './kill-plan.js';
import { parseWholeNumber } from './parse-whole-number.js';
import { exitWithReport, say } from './soak-report.js';

interface Options {
  readonly seed?: number;
  readonly count: number;
  readonly rate: number;
  readonly kills: number;
}

/** `npm run soak -- cdr`: what was acknowledged is stored and published once, whichever process dies. */
export function cdrCommand(): Command {
  return new Command('cdr')
    .description(
      'charge detail records at a steady rate while gateway, cdr, RabbitMQ and PostgreSQL are killed: what was acknowledged is stored and published once, and reconciliation pulls the rest',
    )
    .option(
      '--seed <number>',
      'determines the records and the moments of the kills; printed',
      parseWholeNumber,
    )
    .option('--count <number>', 'how many records', parseWholeNumber, 20_000)
    .option('--rate <number>', 'records per second', parseWholeNumber, 60)
    .option('--kills <number>', 'how often each of the four is killed', parseWholeNumber, 3)
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
        if (error instanceof KillPlanError) return command.error(error.message);
        throw error;
      });
      exitWithReport(report, seed, began);
    });
}
