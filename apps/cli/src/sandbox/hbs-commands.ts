import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { CallCount, CdrCounts, WaitingFault } from '../../../hbs-sandbox/src/control-api.js';
import { say } from '../output.js';
import { programName } from '../program-name.js';
import { faultKinds } from './fault-kinds.js';
import type { SandboxClient } from './sandbox-client.js';

/** Adds what HBS and its operators do. */
export function addHbsCommands(program: Command, client: () => SandboxClient): void {
  addCdrs(program, client);
  addFaults(program, client);
  program
    .command('calls')
    .description(
      'count our calls to HBS by operation: all, the most within 60 seconds, and those beyond the limit',
    )
    .option('--clear', 'start the count over')
    .addHelpText('after', `\nExample: ${programName} sandbox calls`)
    .action(async ({ clear }: { clear?: true }) => {
      const counts = Object.entries(await client().get<Readonly<Record<string, CallCount>>>('calls'));
      if (counts.length === 0) say('HBS has not been called yet.');
      for (const [operation, { calls, worstWindow, limitPerMinute, violations }] of counts) {
        const limit = limitPerMinute === undefined ? 'no limit known' : `limit ${limitPerMinute}`;
        say(`${operation}: ${calls} calls, worst minute ${worstWindow} (${limit}), ${violations} too many`);
      }
      if (clear) await client().delete('calls');
    });
}

function addCdrs(program: Command, client: () => SandboxClient): void {
  program
    .command('cdrs')
    .description('let operators submit charge detail records, which HBS forwards to us once each')
    .option('-n, --count <n>', 'how many; 0 only counts those sent so far', Number, 1)
    .option('--rate <n>', 'per second', Number, 50)
    .option('--twice', 'send each a second time, beside the first')
    .option(
      '--alter <what>',
      'in what the second copies differ: energy, evse, time, identification, partner-session, format',
    )
    .option('--evse <EvseID>', 'the charging point')
    .option('--uid <UID>', 'the card of all of them; by default each has its own medium')
    .option('--seed <text>', 'the same seed (and --until) makes the same records')
    .option('--until <instant>', 'when the last session ended; by default now')
    .option(
      '--spread-days <n>',
      'spread the sessions, and when HBS received them, over this many days',
      Number,
    )
    .option('--no-forward', 'HBS only stores them: GetChargeDetailRecords returns them')
    .addHelpText(
      'after',
      `
Examples:
  ${programName} sandbox cdrs -n 1000 --rate 200
  ${programName} sandbox cdrs --twice --alter energy
  ${programName} sandbox cdrs -n 500 --spread-days 200 --no-forward`,
    )
    .action(async ({ rate, twice, evse, count, ...order }: CdrsOptions) => {
      if (count > 0) {
        const { seed, until } = await client().post<{ seed: string; until: string }>('cdrs', {
          ...order,
          count,
          ratePerSecond: rate,
          ...(twice && { copies: 'twice' }),
          ...(evse !== undefined && { evseId: evse }),
        });
        say(`Sending ${count} with seed ${seed}, until ${until} …`);
      }
      let view = await client().get<CdrCounts>('cdrs/counts');
      for (; view.sending > 0; view = await client().get<CdrCounts>('cdrs/counts')) await sleep(250);
      const { received, acknowledged, refused, failed } = view.counts;
      const notForwarded = view.counts['not-forwarded'];
      say(
        `HBS has ${received}: ${acknowledged} acknowledged, ${refused} refused, ${failed} without an answer, ${notForwarded} not forwarded.`,
      );
    });
}

interface CdrsOptions {
  readonly count: number;
  readonly rate: number;
  readonly twice?: true;
  readonly alter?: string;
  readonly evse?: string;
  readonly uid?: string;
  readonly seed?: string;
  readonly until?: string;
  readonly spreadDays?: number;
  readonly forward: boolean;
}

function addFaults(program: Command, client: () => SandboxClient): void {
  const kinds = Object.entries(faultKinds).map(([kind, effect]) => `  ${kind.padEnd(22)}${effect}`);
  const faults = program.command('faults').description('make our calls to HBS fail');
  faults
    .command('set <operation> <kind>')
    .description('make the next calls of an operation fail in one of the ways below')
    .option('--code <code>', 'for the kind code: a status code of OICP')
    .option('--delay <ms>', 'milliseconds before the answer starts; for slow, until it ends', Number)
    .option('--times <n>', 'how many calls', Number, 1)
    .option('--page <n>', 'only calls for this page', Number)
    .option('--after', 'carry the operation out first: it has its effect, and its answer is lost')
    .addHelpText(
      'after',
      `
Kinds:
${kinds.join('\n')}

Examples:
  ${programName} sandbox faults set authorizeRemoteStart code --code 603
  ${programName} sandbox faults set authorizeRemoteStart cut --after
  ${programName} sandbox faults set pullEvseData 500 --page 3 --times 2
  ${programName} sandbox faults set authorizeRemoteStart late --delay 30000`,
    )
    .action(async (operation: string, kind: string, options: { delay?: number }) => {
      const { delay: delayMs, ...others } = options;
      printFaults(await client().post('faults', { operation, kind, delayMs, ...others }));
    });
  faults
    .command('list')
    .description('list the faults that are pending')
    .action(async () => printFaults(await client().get('faults')));
  faults
    .command('clear')
    .description('remove all faults, also that of a call that is being delayed')
    .action(async () => {
      await client().delete('faults');
      say('No faults are pending.');
    });
}

function printFaults(faults: readonly WaitingFault[]): void {
  if (faults.length === 0) say('No faults are pending.');
  for (const { operation, kind, code, page, left, after } of faults) {
    const where = page === undefined ? '' : `, page ${page}`;
    const when = after ? ', after it was carried out' : '';
    say(`${operation}${where}: ${kind}${code === undefined ? '' : ` ${code}`}${when}; ${left} calls to come`);
  }
}
