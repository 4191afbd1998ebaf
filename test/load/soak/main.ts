import { Command } from 'commander';
import { authorizeCommand } from './authorize.js';
import { cdrCommand } from './cdr.js';
import { limiterCommand } from './limiter-command.js';
import { payloadsCommand } from './payloads.js';
import { replicaCommand } from './replica.js';

await new Command('npm run soak --')
  .description(
    'Long runs under load and faults, on servers of their own. `npm test` carries small ones of them.',
  )
  .addCommand(authorizeCommand())
  .addCommand(cdrCommand())
  .addCommand(limiterCommand())
  .addCommand(payloadsCommand())
  .addCommand(replicaCommand())
  .parseAsync();
