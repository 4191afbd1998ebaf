import type { Command } from 'commander';
import type { AuthorizationVerdict } from '../../../hbs-sandbox/src/authorization/authorization-caller.js';
import type { ChargeView } from '../../../hbs-sandbox/src/stations/charge-view.js';
import type { StopResult } from '../../../hbs-sandbox/src/stop/stop.service.js';
import type { SwipeResult } from '../../../hbs-sandbox/src/swipe/swipe.service.js';
import { say, type Control } from './control.js';

const EVSE = 'DE*ABC*E12345*1';

interface Shown {
  readonly evse: string;
  readonly qr?: string;
  readonly pin?: string;
  readonly plugAndCharge?: string;
}

/** What drivers do at charging stations. */
export function addDriverCommands(program: Command, control: () => Control): void {
  showingMedium(program.command('swipe [uid]'))
    .description('hold a card, QR code or car to a charging point: HBS asks us whether its driver may charge')
    .option('--operator <OperatorID>', 'the operator of the charging point', 'DE*ABC')
    .option('--no-charge', 'only ask: begin no charge after a yes')
    .addHelpText(
      'after',
      `
Examples:
  npm run sandbox -- swipe 04A1B2C3D4E5F6
  npm run sandbox -- swipe --qr DE-EMP-C12345678-X --pin 1234
  npm run sandbox -- swipe --plug-and-charge DE-EMP-C12345678-X --evse 'DE*ABC*E12345*2'`,
    )
    .action(
      async (
        uid: string | undefined,
        options: Shown & { readonly operator: string; readonly charge: boolean },
      ) => {
        const { operator: operatorId, charge } = options;
        const result = await control().post<SwipeResult>('swipe', {
          ...shown(uid, options),
          operatorId,
          charge,
        });
        sayVerdict(result);
        if (result.charging) say(`The car charges: session ${result.sessionId}. See \`charges\`.`);
      },
    );

  showingMedium(program.command('stop [uid]'))
    .description('show the same medium again, or another, to a charging point that charges (AuthorizeStop)')
    .addHelpText(
      'after',
      `
Examples:
  npm run sandbox -- stop                   the medium that began the charge
  npm run sandbox -- stop 04A1B2C3D4E5F6    a card, also for a charge that an app began`,
    )
    .action(async (uid: string | undefined, options: Shown) => {
      sayVerdict(await control().post<StopResult>('stop', shown(uid, options)));
    });

  program
    .command('plug')
    .description('put the cable in: the charging point is occupied')
    .option('--evse <EvseID>', 'the charging point', EVSE)
    .addHelpText('after', "\nExample: npm run sandbox -- plug --evse 'DE*ABC*E12345*2'")
    .action(async ({ evse }: { evse: string }) => {
      await control().post('plug', { evseId: evse });
      say(`${evse} is occupied.`);
    });

  program
    .command('unplug')
    .description('take the cable out: what charges ends, and its record follows')
    .option('--evse <EvseID>', 'the charging point', EVSE)
    .addHelpText('after', '\nExample: npm run sandbox -- unplug')
    .action(async ({ evse }: { evse: string }) => {
      const { ended } = await control().post<{ ended: ChargeView | null }>('unplug', { evseId: evse });
      say(ended ? lineOf(ended) : `Nothing charged; ${evse} is available.`);
    });

  program
    .command('break')
    .description('let a charge break off with an error; unplug or plug repairs the station')
    .option('--evse <EvseID>', 'the charging point', EVSE)
    .option('--error <type>', 'ConnectorError or CriticalError', 'ConnectorError')
    .addHelpText('after', '\nExample: npm run sandbox -- break --error CriticalError')
    .action(async ({ evse, error }: { evse: string; error: string }) => {
      say(lineOf((await control().post<{ ended: ChargeView }>('break', { evseId: evse, error })).ended));
    });

  program
    .command('charges')
    .description('list the charges, the newest first, with what we were told of them and answered')
    .option('--last <n>', 'how many', '20')
    .addHelpText('after', '\nExample: npm run sandbox -- charges --last 5')
    .action(async ({ last }: { last: string }) => {
      const charges = await control().get<readonly ChargeView[]>(`charges?last=${encodeURIComponent(last)}`);
      if (charges.length === 0) say('Nothing has charged yet.');
      for (const charge of charges) say(lineOf(charge));
    });
}

function showingMedium(command: Command): Command {
  return command
    .option('--evse <EvseID>', 'the charging point', EVSE)
    .option('--qr <EvcoID>', 'a QR code instead of a card')
    .option('--pin <PIN>', 'the PIN beside the QR code')
    .option('--plug-and-charge <EvcoID>', 'a car with a contract certificate instead of a card');
}

function shown(uid: string | undefined, { evse: evseId, qr, pin, plugAndCharge }: Shown): object {
  return { uid, evseId, qr, pin, plugAndCharge };
}

function sayVerdict({
  authorized,
  code,
  means,
  httpStatus,
  durationMs,
  violations,
  answer,
}: AuthorizationVerdict): void {
  const verdict = authorized ? 'Authorized' : 'NotAuthorized';
  const spoken = `code ${code ?? 'none'} (${means ?? 'unknown'})`;
  say(`${verdict}, ${spoken}, HTTP ${httpStatus}, ${Math.round(durationMs)} ms`);
  for (const violation of violations) say(`HBS would record a ValidationError: ${violation}`);
  say(JSON.stringify(answer, undefined, 2));
}

function lineOf(charge: ChargeView): string {
  const { sessionId, evseId, startedBy, endedBy, energyKwh, reports } = charge;
  const state = endedBy === undefined ? 'charges' : `ended (${endedBy})`;
  const told = reports.map(({ what, answer }) => `${what} ${answer}`).join(', ') || 'nothing yet';
  return `${sessionId}  ${evseId}  begun by ${startedBy}, ${state}, ${energyKwh} kWh; we were told: ${told}`;
}
