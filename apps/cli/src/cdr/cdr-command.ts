import { Command } from 'commander';
import { backfillCommand } from './backfill.js';
import { cancelCommand } from './cancel.js';

/** `cli cdr`: what a running suite does with charge detail records on demand. */
export function cdrCommand(): Command {
  return new Command('cdr').addCommand(backfillCommand()).addCommand(cancelCommand());
}
