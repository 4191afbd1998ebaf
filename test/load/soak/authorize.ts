import { Command } from 'commander';
import { startInfrastructure } from '../../support/infrastructure.js';
import { runAuthorizeLoad, type AuthorizeLoadReport } from './authorize-load.js';
import { parseWholeNumber } from './parse-whole-number.js';

interface Options {
  readonly seed: number;
  readonly rate: number;
  readonly seconds: number;
  readonly away: number;
}

/** `npm run soak -- authorize`: no answer may be malformed, late or wrong while a replica dies and the database is unreachable. */
export function authorizeCommand(): Command {
  return new Command('authorize')
    .description(
      'AuthorizeStart at a steady rate while one of two replicas is killed and the database is unreachable',
    )
    .option('--seed <number>', 'which cards are swiped', parseWholeNumber, 1)
    .option('--rate <number>', 'calls per second', parseWholeNumber, 300)
    .option('--seconds <number>', 'how long', parseWholeNumber, 60)
    .option('--away <seconds>', 'how long the database is unreachable', parseWholeNumber, 20)
    .action(async (options: Options) => {
      const infrastructure = await startInfrastructure();
      process.env['TEST_DATABASE_URL'] = infrastructure.databaseUrl;
      process.env['TEST_RABBITMQ_URL'] = infrastructure.rabbitUrl;
      process.env['TEST_RABBITMQ_MANAGEMENT_URL'] = infrastructure.managementUrl;
      try {
        const { seed, rate: perSecond, seconds, away: databaseDownSeconds } = options;
        const report = await runAuthorizeLoad(
          { seed, perSecond, seconds, databaseDownSeconds, deadlineMs: 3_000 },
          say,
        );
        say(JSON.stringify({ ...report, malformed: report.malformed.slice(0, 5) }, undefined, 2));
        if (!holds(report)) process.exitCode = 1;
        say(holds(report) ? 'It held.' : 'IT DID NOT HOLD.');
      } finally {
        await infrastructure.stop();
      }
    });
}

function holds({
  malformed,
  late,
  knownRefused,
  strangersAuthorized,
  unwritten,
}: AuthorizeLoadReport): boolean {
  const wrong = malformed.length + late + Object.keys(knownRefused).length + strangersAuthorized + unwritten;
  return wrong === 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
