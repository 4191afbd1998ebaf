import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { CallCount } from '../../../hbs-sandbox/src/calls/call-ledger.js';
import type { WaitingFault } from '../../../hbs-sandbox/src/faults/fault-board.js';
import { faultKinds } from '../../../hbs-sandbox/src/faults/fault.js';
import type { CdrCounts } from '../../../hbs-sandbox/src/send-cdrs/cdrs.controller.js';
import { say, type Control } from './control.js';

/** What HBS and its operators do. */
export function addHbsCommands(program: Command, control: () => Control): void {
  addCdrs(program, control);
  addFaults(program, control);
  program
    .command('calls')
    .description(
      'how we have called HBS: calls, the worst 60 seconds and violations of the limit, by operation',
    )
    .option('--clear', 'count anew from now on')
    .addHelpText('after', '\nExample: npm run sandbox -- calls')
    .action(async ({ clear }: { clear?: true }) => {
      const counts = Object.entries(await control().get<Readonly<Record<string, CallCount>>>('calls'));
      if (counts.length === 0) say('HBS was not called yet.');
      for (const [operation, { calls, worstWindow, limitPerMinute, violations }] of counts) {
        const limit = limitPerMinute === undefined ? 'no limit known' : `limit ${limitPerMinute}`;
        say(`${operation}: ${calls} calls, worst minute ${worstWindow} (${limit}), ${violations} too many`);
      }
      if (clear) await control().delete('calls');
    });
}

function addCdrs(program: Command, control: () => Control): void {
  program
    .command('cdrs')
    .description('let operators hand in charge detail records, which HBS forwards to us once each')
    .option('-n, --count <n>', 'how many; 0 only shows what became of all so far', Number, 1)
    .option('--rate <n>', 'per second', Number, 50)
    .option('--twice', 'send a second copy of each beside the first')
    .option(
      '--alter <what>',
      'what the second copies tell otherwise: energy, evse, time, identification, partner-session, format',
    )
    .option('--evse <EvseID>', 'the charging point')
    .option('--uid <UID>', 'the card of all of them; else each has its own medium')
    .option('--seed <text>', 'the same seed (and --until) makes the same records')
    .option('--until <instant>', 'when the last session ended; now if not given')
    .option('--spread-days <n>', 'spread the sessions, and when HBS received them, over so many days', Number)
    .option('--no-forward', 'HBS keeps them: they can only be fetched by GetChargeDetailRecords')
    .addHelpText(
      'after',
      `
Examples:
  npm run sandbox -- cdrs -n 1000 --rate 200
  npm run sandbox -- cdrs --twice --alter energy
  npm run sandbox -- cdrs -n 500 --spread-days 200 --no-forward`,
    )
    .action(async ({ rate, twice, evse, count, ...order }: CdrsOptions) => {
      if (count > 0) {
        const { seed, until } = await control().post<{ seed: string; until: string }>('cdrs', {
          ...order,
          count,
          ratePerSecond: rate,
          ...(twice && { copies: 'twice' }),
          ...(evse !== undefined && { evseId: evse }),
        });
        say(`Sending ${count} with seed ${seed}, until ${until} …`);
      }
      let view = await control().get<CdrCounts>('cdrs/counts');
      for (; view.sending > 0; view = await control().get<CdrCounts>('cdrs/counts')) await sleep(250);
      const { received, acknowledged, refused, failed } = view.counts;
      const kept = view.counts['not-forwarded'];
      say(
        `HBS has ${received}: ${acknowledged} acknowledged, ${refused} refused, ${failed} without an answer, ${kept} not forwarded.`,
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

function addFaults(program: Command, control: () => Control): void {
  const faults = program.command('faults').description('let our calls to HBS go wrong');
  faults
    .command('set <operation> <kind>')
    .description(`the next calls of an operation meet a fault: ${faultKinds.join(', ')}`)
    .option('--code <code>', 'for the kind code: a status code of OICP')
    .option('--delay <ms>', 'milliseconds before anything is answered; for slow, until all is', Number)
    .option('--times <n>', 'how many calls', Number, 1)
    .option('--page <n>', 'only calls for this page', Number)
    .option('--after', 'carry the operation out first: its effect is there, its answer is lost')
    .addHelpText(
      'after',
      `
Examples:
  npm run sandbox -- faults set authorizeRemoteStart code --code 603
  npm run sandbox -- faults set authorizeRemoteStart cut --after
  npm run sandbox -- faults set pullEvseData 500 --page 3 --times 2
  npm run sandbox -- faults set authorizeRemoteStart late --delay 30000`,
    )
    .action(async (operation: string, kind: string, options: { delay?: number }) => {
      const { delay: delayMs, ...others } = options;
      sayFaults(await control().post('faults', { operation, kind, delayMs, ...others }));
    });
  faults
    .command('list')
    .description('faults that still wait for calls')
    .action(async () => sayFaults(await control().get('faults')));
  faults
    .command('clear')
    .description('everything goes well again, also for a call that is held back just now')
    .action(async () => {
      await control().delete('faults');
      say('No faults wait.');
    });
}

function sayFaults(faults: readonly WaitingFault[]): void {
  if (faults.length === 0) say('No faults wait.');
  for (const { operation, kind, code, page, left, after } of faults) {
    const where = page === undefined ? '' : `, page ${page}`;
    const when = after ? ', after it was carried out' : '';
    say(`${operation}${where}: ${kind}${code === undefined ? '' : ` ${code}`}${when}; ${left} calls to come`);
  }
}
