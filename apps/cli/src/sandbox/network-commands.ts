import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { NetworkSummary } from '../../../hbs-sandbox/src/network/control/network-control.js';
import type { ChangesMade } from '../../../hbs-sandbox/src/network/network-changes.js';
import { say, type Control } from './control.js';

interface SourceOptions {
  readonly evses?: number;
  readonly seed?: number;
  readonly data?: string;
  readonly statuses?: string;
}

/** EvseIDs that a change names at most; the counts are always there. */
const SHOWN = 5;

/** What a tester does to the charging network that the sandbox has. */
export function addNetworkCommands(program: Command, control: () => Control): void {
  const network = program
    .command('network')
    .description('change, exchange or move the charging network that HBS has')
    .addHelpText(
      'after',
      '\nExamples:\n  npm run sandbox -- network change --insert 10 --update 100 --delete 5\n  npm run sandbox -- network load --data evses.json.gz --statuses statuses.json.gz\n  npm run sandbox -- network statuses --change 500',
    );

  network
    .command('change')
    .description('let operators upload, change and delete charging points; the next pull by LastCall says so')
    .option('--insert <n>', 'charging points that are new', count, 0)
    .option('--update <n>', 'charging points whose record changes', count, 0)
    .option('--delete <n>', 'charging points that are taken down', count, 0)
    .option('--restore <n>', 'deleted charging points that come back', count, 0)
    .option('--seed <n>', 'the same changes each time', count)
    .addHelpText('after', '\nExample: npm run sandbox -- network change --insert 10 --update 100 --delete 5')
    .action(async (order: object) => {
      const made = await control().post<ChangesMade>('network/changes', order);
      for (const [what, evseIds] of Object.entries(made) as [string, readonly string[]][]) {
        if (evseIds.length > 0) say(`${evseIds.length} ${what}: ${shown(evseIds)}`);
      }
    });

  network
    .command('load')
    .description('put another network in the place of the one HBS has')
    .option('--evses <n>', 'generate so many charging points', count)
    .option('--seed <n>', 'what they are generated from', count)
    .option('--data <file>', 'charging points in the shape of the Swiss feed, .json or .json.gz')
    .option('--statuses <file>', 'statuses in the shape of the Swiss feed; they stay as they are')
    .addHelpText('after', '\nExample: npm run sandbox -- network load --evses 100000 --seed 7')
    .action(async ({ evses, seed, data, statuses }: SourceOptions) => {
      // The sandbox runs in another folder than its user.
      const files = {
        ...(data !== undefined && { dataFile: resolve(data) }),
        ...(statuses !== undefined && { statusFile: resolve(statuses) }),
      };
      summarize(await control().post<NetworkSummary>('network', { evses, seed, ...files }));
    });

  network
    .command('statuses [assignments...]')
    .description('count the statuses, after moving some: by number, or as EvseID=Status')
    .option('--change <n>', 'charging points that get another status', count, 0)
    .option('--seed <n>', 'the same moves each time', count)
    .addHelpText('after', "\nExample: npm run sandbox -- network statuses 'DE*ABC*E12345*1=OutOfService'")
    .action(async (assignments: readonly string[], { change, seed }: { change: number; seed?: number }) => {
      const set = assignments.map((assignment) => {
        const [evseId, status] = assignment.split('=');
        return { evseId, status };
      });
      summarize(await control().post<NetworkSummary>('network/statuses', { change, seed, set }));
    });

  function summarize({ evses, operators, statuses }: NetworkSummary): void {
    say(`${evses} charging points of ${operators} operators`);
    for (const [status, number] of Object.entries(statuses)) say(`${status}: ${number}`);
  }
}

function shown(evseIds: readonly string[]): string {
  const more = evseIds.length > SHOWN ? ' …' : '';
  return `${evseIds.slice(0, SHOWN).join(', ')}${more}`;
}

function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
