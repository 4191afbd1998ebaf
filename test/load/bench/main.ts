import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import type { BenchRow } from './bench-row.js';
import { benchAuthorize } from './authorize.js';
import { benchCdr } from './cdr.js';
import { benchOicp } from './oicp.js';
import { benchReplica } from './replica/replica.js';
import { benchRpc } from './rpc.js';

interface BenchOptions {
  /** Size of the network, where a benchmark has one. */
  readonly scale: number;
}
type Bench = (say: (line: string) => void, options: BenchOptions) => Promise<readonly BenchRow[]>;

const benches: Readonly<Record<string, Bench>> = {
  authorize: benchAuthorize,
  cdr: benchCdr,
  oicp: benchOicp,
  replica: benchReplica,
  rpc: benchRpc,
};

const names = Object.keys(benches).join(', ');
const program: Command = new Command('npm run bench --')
  .description(
    'Measures hot paths beside a bare floor in the same run. The ratio is what counts: machines differ.',
  )
  .argument('[what...]', `which of them: ${names}; by default all`)
  .option('--json <file>', 'also write the rows as JSON')
  .option('--scale <count>', 'charging points in the network of `replica`', '100000')
  .parse();

const { json, scale } = program.opts<{ json?: string; scale: string }>();
if (!/^[1-9]\d{0,6}$/.test(scale))
  program.error(`--scale is "${scale}"; it must be a whole number such as 100000.`);
const chosen = program.args.length > 0 ? program.args : Object.keys(benches);
const rows: BenchRow[] = [];
for (const name of chosen) {
  const bench = benches[name];
  if (!bench) program.error(`There is no benchmark ${name}; there are ${names}.`);
  rows.push(...(await bench(say, { scale: Number(scale) })));
}
say(`${'what'.padEnd(52)} ${'floor'.padStart(10)} ${'suite'.padStart(10)} ${'ratio'.padStart(6)}  target`);
for (const { name, unit, floor, suite, ratio, target, met } of rows) {
  const numbers = `${number(floor)} ${number(suite)} ${ratio.toFixed(2).padStart(6)}`;
  say(`${`${name} (${unit})`.padEnd(52)} ${numbers}  ${target}, ${met ? 'met' : 'NOT MET'}`);
}
if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, undefined, 2)}\n`);

function number(value: number): string {
  return value.toFixed(value < 100 ? 2 : 0).padStart(10);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
