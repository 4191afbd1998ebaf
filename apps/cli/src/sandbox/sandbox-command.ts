import { Command } from 'commander';
import { dataFolder } from '../suite/folders.js';
import { findRunningSuite } from '../suite/running-suite.js';
import { SandboxClient } from './sandbox-client.js';
import { addDriverCommands } from './driver-commands.js';
import { addHbsCommands } from './hbs-commands.js';
import { addNetworkCommands } from './network-commands.js';

/** `cli sandbox`: plays drivers, operators and HBS by the control API of a running sandbox. */
export function sandboxCommand(): Command {
  const command = new Command('sandbox').option(
    '--control <url>',
    'where the control API of the sandbox listens',
    findRunningSuite(dataFolder)?.sandboxUrl ?? 'http://127.0.0.1:8090',
  );
  const client = (): SandboxClient => new SandboxClient(command.opts<{ control: string }>().control);
  addDriverCommands(command, client);
  addHbsCommands(command, client);
  addNetworkCommands(command, client);
  return command;
}
