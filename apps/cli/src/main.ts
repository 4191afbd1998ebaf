import { Command } from 'commander';
import { commands } from './commands.js';
import { programName } from './program-name.js';

const program = new Command(programName)
  .description('What operators run beside the services. Every command has --help.')
  .addHelpText(
    'after',
    `
Examples:
  ${programName} migrate
  ${programName} broker dead-letters list
  ${programName} cdr backfill --from 2026-01-01 --to 2026-04-01
  ${programName} sandbox swipe 04A1B2C3D4E5F6`,
  );
const wanted = process.argv.slice(2).find((word) => word !== 'help');
for (const { name, description, load } of commands) {
  const command = name === wanted ? await load() : new Command(name);
  program.addCommand(command.description(description));
}
await program.parseAsync();
