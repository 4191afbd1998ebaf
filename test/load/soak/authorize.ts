import { Command } from 'commander';
import { startInfrastructure } from '../../support/infrastructure.js';
import { runAuthorizeLoad, type AuthorizeLoadReport } from './authorize-load.js';
import { wholeNumber } from './whole-number.js';

interface Options {
  readonly seed: number;
  readonly rate: number;
  readonly seconds: number;
  readonly away: number;
}

/** `npm run soak -- authorize`: nothing may be malformed, late or wrong while a replica dies and the database is away. */
export function authorizeCommand(): Command {
  return new Command('authorize')
    .description(
      'AuthorizeStart at a steady rate while one of two replicas is killed and the database is away',
    )
    .option('--seed <number>', 'which cards are swiped', wholeNumber, 1)
    .option('--rate <number>', 'calls per second', wholeNumber, 300)
    .option('--seconds <number>', 'how long', wholeNumber, 60)
    .option('--away <seconds>', 'how long the database is away', wholeNumber, 20)
    .action(async (options: Options) => {
      const infrastructure = await startInfrastructure();
      process.env['TEST_DATABASE_URL'] = infrastructure.databaseUrl;
      process.env['TEST_RABBITMQ_URL'] = infrastructure.rabbitUrl;
      process.env['TEST_RABBITMQ_MANAGEMENT_URL'] = infrastructure.managementUrl;
      try {
        const { seed, rate: perSecond, seconds, away: databaseAwaySeconds } = options;
        const report = await runAuthorizeLoad(
          { seed, perSecond, seconds, databaseAwaySeconds, deadlineMs: 3_000 },
          say,
        );
        say(JSON.stringify({ ...report, malformed: report.malformed.slice(0, 5) }, undefined, 2));
        if (!holds(report)) process.exitCode = 1;
        say(holds(report) ? 'All of it holds.' : 'It does NOT hold.');
      } finally {
        await infrastructure.stop();
      }
    });
}

function holds({ malformed, late, knownRefused, strangersLetIn, unwritten }: AuthorizeLoadReport): boolean {
  const wrong = malformed.length + late + Object.keys(knownRefused).length + strangersLetIn + unwritten;
  return wrong === 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
