import { Command } from 'commander';
import { soakLimiter } from './limiter.js';

const soaks: Readonly<Record<string, (say: (line: string) => void, seconds: number) => Promise<boolean>>> = {
  limiter: soakLimiter,
};
const names = Object.keys(soaks).join(', ');

const program: Command = new Command('npm run soak --')
  .description('Long runs that are too slow for `npm test`, on servers of their own.')
  .argument('<what>', `which of them: ${names}`)
  .option('--seconds <number>', 'how long', '150')
  .parse();

const [what = ''] = program.args;
const soak = soaks[what] ?? program.error(`There is no soak ${what}; there are ${names}.`);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const held = await soak(say, Number(program.opts<{ seconds: string }>().seconds));
say(held ? 'It held.' : 'IT DID NOT HOLD.');
process.exit(held ? 0 : 1);
