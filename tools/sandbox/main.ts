import { Command } from 'commander';
import { request } from 'undici';
import type { SwipeResult } from '../../apps/hbs-sandbox/src/swipe/swipe.service.js';
import { dataFolder } from '../provision/places.js';
import { runningSuite } from '../suite/running-suite.js';
import { addNetworkCommands } from './network-commands.js';

const program = new Command('npm run sandbox --')
  .description(
    'Tells the running sandbox, a double of Hubject’s roaming hub, what its drivers and operators do.',
  )
  .option(
    '--control <url>',
    'where the sandbox listens',
    runningSuite(dataFolder)?.sandboxUrl ?? 'http://127.0.0.1:8090',
  );

program
  .command('swipe <uid>')
  .description('hold a card to a charging point: HBS asks us whether its driver may charge')
  .option('--evse <EvseID>', 'the charging point', 'DE*ABC*E12345*1')
  .option('--operator <OperatorID>', 'its operator', 'DE*ABC')
  .addHelpText('after', '\nExample: npm run sandbox -- swipe 04A1B2C3D4E5F6')
  .action(async (uid: string, { evse, operator }: { evse: string; operator: string }) => {
    const result = (await tell('swipe', { uid, evseId: evse, operatorId: operator })) as SwipeResult;
    const verdict = result.authorized ? 'Authorized' : 'NotAuthorized';
    say(
      `${verdict}, code ${result.code ?? 'none'} (${result.means ?? 'unknown'}), HTTP ${result.httpStatus}, ${Math.round(result.durationMs)} ms`,
    );
    for (const violation of result.violations) say(`HBS would record a ValidationError: ${violation}`);
    say(JSON.stringify(result.answer, undefined, 2));
  });

addNetworkCommands(program, { tell, say });

await program.parseAsync();

async function tell(command: string, body: object): Promise<unknown> {
  const { control } = program.opts<{ control: string }>();
  const answer = await request(`${control}/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => fail(`No sandbox listens at ${control}. Start it with \`npm start\`.`));
  const text = await answer.body.text();
  if (answer.statusCode >= 400) fail(`The sandbox refused: ${text}`);
  return JSON.parse(text) as unknown;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
