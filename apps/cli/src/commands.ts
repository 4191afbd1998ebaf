import type { Command } from 'commander';

interface CommandEntry {
  readonly name: string;
  readonly description: string;
  /** Loads the command alone: `sandbox` needs neither TypeORM nor the entities of five services. */
  readonly load: () => Promise<Command>;
}

/** The commands of the program, in the order of its help. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'migrate',
    description: 'update the schemas of the services: the one step before a new version starts',
    load: async () => (await import('./migrate/migrate-command.js')).migrateCommand(),
  },
  {
    name: 'broker',
    description: 'list, show and replay dead-lettered messages',
    load: async () => (await import('./broker/broker-command.js')).brokerCommand(),
  },
  {
    name: 'cdr',
    description: 'read charge detail records from HBS once more',
    load: async () => (await import('./cdr/cdr-command.js')).cdrCommand(),
  },
  {
    name: 'prepare',
    description: 'create what a suite in containers needs: certificates, keys, a contract with a card',
    load: async () => (await import('./prepare/prepare-command.js')).prepareCommand(),
  },
  {
    name: 'sandbox',
    description: 'play drivers, operators and HBS in the running sandbox',
    load: async () => (await import('./sandbox/sandbox-command.js')).sandboxCommand(),
  },
];
