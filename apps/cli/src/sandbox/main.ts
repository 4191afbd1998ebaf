import { Command } from 'commander';
import { dataFolder } from '../suite/places.js';
import { findRunningSuite } from '../suite/running-suite.js';
import { Control } from './control.js';
import { addDriverCommands } from './driver-commands.js';
import { addHbsCommands } from './hbs-commands.js';
import { addNetworkCommands } from './network-commands.js';

const program = new Command('npm run sandbox --')
  .description(
    'Tells the running sandbox, a double of Hubject’s roaming hub, what its drivers and operators do.',
  )
  .option(
    '--control <url>',
    'where the sandbox listens',
    findRunningSuite(dataFolder)?.sandboxUrl ?? 'http://127.0.0.1:8090',
  );
const control = (): Control => new Control(program.opts<{ control: string }>().control);

addDriverCommands(program, control);
addHbsCommands(program, control);
addNetworkCommands(program, control);
await program.parseAsync();
