import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { ChangesMade, NetworkSummary } from '../../../hbs-sandbox/src/control-api.js';
import { say } from '../output.js';
import { programName } from '../program-name.js';
import type { SandboxClient } from './sandbox-client.js';

interface SourceOptions {
  readonly evses?: number;
  readonly seed?: number;
  readonly data?: string;
  readonly statuses?: string;
}

/** At most this many EvseIDs of a change are printed, beside their count. */
const MOST_EVSE_IDS = 5;

/** Adds what changes the charging network of the sandbox. */
export function addNetworkCommands(program: Command, client: () => SandboxClient): void {
  const network = program
    .command('network')
    .description('change the charging network that HBS has, replace it, or change its statuses')
    .addHelpText(
      'after',
      `
Examples:
  ${programName} sandbox network change --insert 10 --update 100 --delete 5
  ${programName} sandbox network load --data evses.json.gz --statuses statuses.json.gz
  ${programName} sandbox network statuses --change 500`,
    );

  network
    .command('change')
    .description(
      'let operators upload, change and delete charging points; the next delta pull has the changes',
    )
    .option('--insert <n>', 'new charging points', parseCount, 0)
    .option('--update <n>', 'charging points whose record changes', parseCount, 0)
    .option('--delete <n>', 'charging points that are taken down', parseCount, 0)
    .option('--restore <n>', 'deleted charging points that are uploaded again', parseCount, 0)
    .option('--seed <n>', 'the same changes each time', parseCount)
    .addHelpText(
      'after',
      `\nExample: ${programName} sandbox network change --insert 10 --update 100 --delete 5`,
    )
    .action(async (order: object) => {
      const made = await client().post<ChangesMade>('network/changes', order);
      for (const [what, evseIds] of Object.entries(made) as [string, readonly string[]][]) {
        if (evseIds.length > 0) say(`${evseIds.length} ${what}: ${firstOf(evseIds)}`);
      }
    });

  network
    .command('load')
    .description('replace the network that HBS has')
    .option('--evses <n>', 'number of charging points to generate', parseCount)
    .option('--seed <n>', 'the same seed generates the same charging points', parseCount)
    .option('--data <file>', 'charging points in the shape of the Swiss feed, .json or .json.gz')
    .option('--statuses <file>', 'statuses in the shape of the Swiss feed; they do not change by themselves')
    .addHelpText('after', `\nExample: ${programName} sandbox network load --evses 100000 --seed 7`)
    .action(async ({ evses, seed, data, statuses }: SourceOptions) => {
      // The sandbox runs in another folder than its user.
      const files = {
        ...(data !== undefined && { dataFile: resolve(data) }),
        ...(statuses !== undefined && { statusFile: resolve(statuses) }),
      };
      printSummary(await client().post<NetworkSummary>('network', { evses, seed, ...files }));
    });

  network
    .command('statuses [assignments...]')
    .description('count the statuses, after changing some: by number, or as EvseID=Status')
    .option('--change <n>', 'charging points that get another status', parseCount, 0)
    .option('--seed <n>', 'the same changes each time', parseCount)
    .addHelpText('after', `\nExample: ${programName} sandbox network statuses 'DE*ABC*E12345*1=OutOfService'`)
    .action(async (assignments: readonly string[], { change, seed }: { change: number; seed?: number }) => {
      const set = assignments.map((assignment) => {
        const [evseId, status] = assignment.split('=');
        return { evseId, status };
      });
      printSummary(await client().post<NetworkSummary>('network/statuses', { change, seed, set }));
    });

  function printSummary({ evses, operators, statuses }: NetworkSummary): void {
    say(`${evses} charging points of ${operators} operators`);
    for (const [status, number] of Object.entries(statuses)) say(`${status}: ${number}`);
  }
}

function firstOf(evseIds: readonly string[]): string {
  const more = evseIds.length > MOST_EVSE_IDS ? ' …' : '';
  return `${evseIds.slice(0, MOST_EVSE_IDS).join(', ')}${more}`;
}

function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
