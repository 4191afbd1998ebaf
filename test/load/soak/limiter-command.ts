import { Command } from 'commander';
import { soakLimiter } from './limiter.js';

/** `npm run soak -- limiter`. */
export function limiterCommand(): Command {
  return new Command('limiter')
    .description('three gateways call HBS as often as they can: never more than the limit within any 60 s')
    .option('--seconds <number>', 'how long', '150')
    .action(async ({ seconds }: { seconds: string }) => {
      const held = await soakLimiter((line) => void process.stdout.write(`${line}\n`), Number(seconds));
      process.stdout.write(held ? 'It held.\n' : 'IT DID NOT HOLD.\n');
      process.exit(held ? 0 : 1);
    });
}
