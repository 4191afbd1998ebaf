import { Command } from 'commander';
import { DeadLetters, workQueuesOf } from '#messaging';
import { suiteMessages } from '#suite';
import { masked, messageOf } from '#platform';
import { dataFolder } from '../suite/places.js';
import { findRunningSuite } from '../suite/running-suite.js';

const program: Command = new Command('npm run broker --').description(
  'Looks after the message broker of the suite.',
);
const deadLetters = program
  .command('dead-letters')
  .description('messages that could not be handled after every attempt, and were put aside')
  .addHelpText('after', '\nThe broker is RABBITMQ_URL or, while `npm start` runs, its private one.');

deadLetters
  .command('list')
  .description('how many messages each queue has put aside')
  .action(() =>
    withDeadLetters(async (letters) => {
      const counts = await letters.count(workQueuesOf(suiteMessages));
      for (const [queue, count] of counts) say(`${String(count).padStart(8)}  ${queue}`);
      if (counts.size === 0) say('No service has declared a queue yet.');
    }),
  );

deadLetters
  .command('show <queue>')
  .description('the oldest messages that a queue has put aside; they stay where they are')
  .option('--most <count>', 'how many', '10')
  .option('--body', 'their bodies, too; they may name drivers')
  .action((queue: string, { most, body }: { most: string; body?: boolean }) =>
    withDeadLetters(async (letters) => {
      for (const letter of await letters.show(queue, Number(most) || 10)) {
        say(
          `${letter.messageId}  ${letter.type}  ${letter.since ?? 'unknown since when'}  ${letter.bytes} bytes`,
        );
        say(`  ${String(masked(letter.reason))}`);
        if (body === true) say(`  ${letter.content.toString()}`);
      }
    }),
  );

deadLetters
  .command('replay <queue>')
  .description(
    'send put-aside messages back to their queue, as if they were new: all that are there now, or one',
  )
  .option('--id <messageId>', 'only this one')
  .action((queue: string, { id }: { id?: string }) =>
    withDeadLetters(async (letters) => say(`${await letters.replay(queue, id)} replayed`)),
  );

await program.parseAsync();

async function withDeadLetters(work: (letters: DeadLetters) => Promise<void>): Promise<void> {
  const url = process.env['RABBITMQ_URL'] ?? findRunningSuite(dataFolder)?.rabbitmqUrl;
  if (url === undefined)
    program.error('Set RABBITMQ_URL, or start the suite with `npm start`.', { exitCode: 78 });
  try {
    const letters = await DeadLetters.connect(url);
    try {
      await work(letters);
    } finally {
      await letters.close();
    }
  } catch (error) {
    program.error(String(masked(messageOf(error))));
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
