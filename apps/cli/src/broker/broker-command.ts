import { Command } from 'commander';
import { DeadLetters } from '#messaging';
import { EXIT_WRONG_SETTINGS, maskValue, messageOf } from '#platform';
import { suiteWorkQueues } from '#suite';
import { say } from '../output.js';
import { programName } from '../program-name.js';
import { dataFolder } from '../suite/folders.js';
import { findRunningSuite } from '../suite/running-suite.js';

/** `cli broker dead-letters`: lists, shows and replays messages whose every attempt failed. */
export function brokerCommand(): Command {
  const broker = new Command('broker');
  const deadLetters = broker
    .command('dead-letters')
    .description('messages that failed in every attempt')
    .addHelpText(
      'after',
      `
The broker is RABBITMQ_URL or, while \`npm start\` runs, its private one.

Examples:
  ${programName} broker dead-letters list
  ${programName} broker dead-letters show cdr.intake --most 3
  ${programName} broker dead-letters replay cdr.intake`,
    );

  deadLetters
    .command('list')
    .description('count the dead-lettered messages of each queue')
    .action((_options: object, command: Command) =>
      withDeadLetters(command, async (letters) => {
        const counts = await letters.count(suiteWorkQueues);
        for (const [queue, count] of counts) say(`${String(count).padStart(8)}  ${queue}`);
        if (counts.size === 0) say('No service has declared a queue yet.');
      }),
    );

  deadLetters
    .command('show <queue>')
    .description('show the oldest dead-lettered messages of a queue; they stay there')
    .option('--most <count>', 'how many', '10')
    .option('--body', 'their bodies, too; they may name drivers')
    .action((queue: string, { most, body }: { most: string; body?: boolean }, command: Command) =>
      withDeadLetters(command, async (letters) => {
        for (const letter of await letters.show(queue, Number(most) || 10)) {
          const { messageId, type, since = 'unknown since when', bytes } = letter;
          say(`${messageId}  ${type}  ${since}  ${bytes} bytes`);
          say(`  ${String(maskValue(letter.reason))}`);
          if (body === true) say(`  ${letter.content.toString()}`);
        }
      }),
    );

  deadLetters
    .command('replay <queue>')
    .description('send dead-lettered messages to their queue again, as new ones: all that are there, or one')
    .option('--id <messageId>', 'only this one')
    .action((queue: string, { id }: { id?: string }, command: Command) =>
      withDeadLetters(command, async (letters) => say(`${await letters.replay(queue, id)} replayed`)),
    );
  return broker;
}

async function withDeadLetters(
  command: Command,
  work: (letters: DeadLetters) => Promise<void>,
): Promise<void> {
  const url = process.env['RABBITMQ_URL'] ?? findRunningSuite(dataFolder)?.rabbitmqUrl;
  if (url === undefined)
    return command.error('Set RABBITMQ_URL, or start the suite with `npm start`.', {
      exitCode: EXIT_WRONG_SETTINGS,
    });
  try {
    const letters = await DeadLetters.connect(url);
    try {
      await work(letters);
    } finally {
      await letters.close();
    }
  } catch (error) {
    command.error(String(maskValue(messageOf(error))));
  }
}
