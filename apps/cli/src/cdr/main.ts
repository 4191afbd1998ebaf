import { Command } from 'commander';
import { backfillCommand } from './backfill.js';

await new Command('npm run cdr --')
  .description('What a running suite does with charge detail records when somebody tells it to.')
  .addCommand(backfillCommand())
  .parseAsync();
