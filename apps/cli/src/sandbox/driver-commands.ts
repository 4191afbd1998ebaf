import type { Command } from 'commander';
import type {
  AuthorizationVerdict,
  ChargeView,
  StopResult,
  SwipeResult,
} from '../../../hbs-sandbox/src/control-api.js';
import { say } from '../output.js';
import { programName } from '../program-name.js';
import type { SandboxClient } from './sandbox-client.js';

const EVSE = 'DE*ABC*E12345*1';

interface MediumOptions {
  readonly evse: string;
  readonly qr?: string;
  readonly pin?: string;
  readonly plugAndCharge?: string;
}

/** Adds what drivers do at charging stations. */
export function addDriverCommands(program: Command, client: () => SandboxClient): void {
  withMediumOptions(program.command('swipe [uid]'))
    .description('hold a card, QR code or car to a charging point: HBS asks us whether its driver may charge')
    .option('--operator <OperatorID>', 'the operator of the charging point', 'DE*ABC')
    .option('--no-charge', 'only ask: no charge starts after an Authorized')
    .addHelpText(
      'after',
      `
Examples:
  ${programName} sandbox swipe 04A1B2C3D4E5F6
  ${programName} sandbox swipe --qr DE-EMP-C12345678-X --pin 1234
  ${programName} sandbox swipe --plug-and-charge DE-EMP-C12345678-X --evse 'DE*ABC*E12345*2'`,
    )
    .action(
      async (
        uid: string | undefined,
        options: MediumOptions & { readonly operator: string; readonly charge: boolean },
      ) => {
        const { operator: operatorId, charge } = options;
        const result = await client().post<SwipeResult>('swipe', {
          ...mediumOrder(uid, options),
          operatorId,
          charge,
        });
        printVerdict(result);
        if (result.charging) say(`The car charges: session ${result.sessionId}. See \`charges\`.`);
      },
    );

  withMediumOptions(program.command('stop [uid]'))
    .description('show the same medium again, or another, to a charging point that charges (AuthorizeStop)')
    .addHelpText(
      'after',
      `
Examples:
  ${programName} sandbox stop                   the medium that started the charge
  ${programName} sandbox stop 04A1B2C3D4E5F6    a card, also for a charge that an app started`,
    )
    .action(async (uid: string | undefined, options: MediumOptions) => {
      printVerdict(await client().post<StopResult>('stop', mediumOrder(uid, options)));
    });

  program
    .command('plug')
    .description('plug the cable in: the charging point is occupied')
    .option('--evse <EvseID>', 'the charging point', EVSE)
    .addHelpText('after', `\nExample: ${programName} sandbox plug --evse 'DE*ABC*E12345*2'`)
    .action(async ({ evse }: { evse: string }) => {
      await client().post('plug', { evseId: evse });
      say(`${evse} is occupied.`);
    });

  program
    .command('unplug')
    .description('unplug the cable: a charge ends, and its record follows')
    .option('--evse <EvseID>', 'the charging point', EVSE)
    .addHelpText('after', `\nExample: ${programName} sandbox unplug`)
    .action(async ({ evse }: { evse: string }) => {
      const { ended } = await client().post<{ ended: ChargeView | null }>('unplug', { evseId: evse });
      say(ended ? lineOf(ended) : `Nothing charged; ${evse} is available.`);
    });

  program
    .command('break')
    .description('let a charge break off with an error; unplug or plug repairs the station')
    .option('--evse <EvseID>', 'the charging point', EVSE)
    .option('--error <type>', 'ConnectorError or CriticalError', 'ConnectorError')
    .addHelpText('after', `\nExample: ${programName} sandbox break --error CriticalError`)
    .action(async ({ evse, error }: { evse: string; error: string }) => {
      say(lineOf((await client().post<{ ended: ChargeView }>('break', { evseId: evse, error })).ended));
    });

  program
    .command('charges')
    .description('list the charges, the newest first, with what HBS reported to us and how we answered')
    .option('--last <n>', 'how many', '20')
    .addHelpText('after', `\nExample: ${programName} sandbox charges --last 5`)
    .action(async ({ last }: { last: string }) => {
      const charges = await client().get<readonly ChargeView[]>(`charges?last=${encodeURIComponent(last)}`);
      if (charges.length === 0) say('Nothing has charged yet.');
      for (const charge of charges) say(lineOf(charge));
    });
}

function withMediumOptions(command: Command): Command {
  return command
    .option('--evse <EvseID>', 'the charging point', EVSE)
    .option('--qr <EvcoID>', 'a QR code instead of a card')
    .option('--pin <PIN>', 'the PIN beside the QR code')
    .option('--plug-and-charge <EvcoID>', 'a car with a contract certificate instead of a card');
}

function mediumOrder(
  uid: string | undefined,
  { evse: evseId, qr, pin, plugAndCharge }: MediumOptions,
): object {
  return { uid, evseId, qr, pin, plugAndCharge };
}

function printVerdict({
  authorized,
  code,
  means,
  httpStatus,
  durationMs,
  violations,
  answer,
}: AuthorizationVerdict): void {
  const verdict = authorized ? 'Authorized' : 'NotAuthorized';
  const shownCode = `code ${code ?? 'none'} (${means ?? 'unknown'})`;
  say(`${verdict}, ${shownCode}, HTTP ${httpStatus}, ${Math.round(durationMs)} ms`);
  for (const violation of violations) say(`HBS would record a ValidationError: ${violation}`);
  say(JSON.stringify(answer, undefined, 2));
}

function lineOf(charge: ChargeView): string {
  const { sessionId, evseId, startedBy, endedBy, energyKwh, reports } = charge;
  const state = endedBy === undefined ? 'charges' : `ended (${endedBy})`;
  const reported = reports.map(({ what, answer }) => `${what} ${answer}`).join(', ') || 'nothing yet';
  return `${sessionId}  ${evseId}  started by ${startedBy}, ${state}, ${energyKwh} kWh; reported: ${reported}`;
}
