import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import { exitWithReport, say } from '../soak/soak-report.js';
import { parseWholeNumber } from '../soak/parse-whole-number.js';
import { fuzz } from './fuzz.js';
import { LogJudge } from './log-judge.js';
import { NoPythonError } from './python.js';
import { FuzzEnvironment } from './fuzz-environment.js';

interface Options {
  readonly seed?: number;
  readonly cases: number;
  readonly target: 'api' | 'edge' | 'both';
  readonly oicp?: string;
  readonly minutes: number;
  readonly keep?: true;
}

const program: Command = new Command('npm run fuzz --')
  .description(
    'schemathesis against a suite of its own, beside the demonstration’s traffic: the API by its own document, the edge by Hubject’s. No input may cause a server error, an error in a log or a dead letter, and what is acknowledged must be stored.',
  )
  .option('--cases <number>', 'how many per target, at least', parseWholeNumber, 1_000)
  .option('--seed <number>', 'determines the cases; printed', parseWholeNumber)
  .addOption(new Option('--target <name>', 'what is called').choices(['api', 'edge', 'both']).default('both'))
  .option(
    '--oicp <file>',
    'Hubject’s OpenAPI document of an EMP; by default ../oicp/openapi-emp-2.3.json of OICP_TEST_DATA',
  )
  .option('--minutes <number>', 'how long cases may be sent', parseWholeNumber, 30)
  .option('--keep', 'leave logs and reports in their folder')
  .addHelpText('after', '\nExample: npm run fuzz -- --cases 10000 --seed 7')
  .action(run);
await program.parseAsync();

async function run(options: Options): Promise<void> {
  const { seed = randomInt(1, 1_000_000), cases, target, minutes, keep = false } = options;
  const began = performance.now();
  const oicpFile = target === 'api' ? undefined : oicpDocument(options.oicp);
  if (target === 'edge' && oicpFile === undefined) return;
  const judge = new LogJudge();
  const surroundings = await FuzzEnvironment.make(judge, keep, say);
  try {
    const schemathesis = await surroundings.installSchemathesis();
    say(`Seed ${seed}: at least ${cases} cases per target.`);
    await surroundings.suite.start();
    const timeUp = surroundings.timeUpAfter(minutes * 60_000);
    const { folders } = surroundings;
    const order = { seed, cases, api: target !== 'edge', oicpFile, schemathesis, folders, timeUp };
    const report = await fuzz(surroundings, order, judge, say);
    if (surroundings.isBrokenOff) return;
    await surroundings.remove();
    exitWithReport(report, seed, began);
  } catch (error) {
    if (surroundings.isBrokenOff) return;
    await surroundings.remove();
    if (!(error instanceof NoPythonError)) throw error;
    say(`Skipped: ${error.message}.`);
  }
}

function oicpDocument(named: string | undefined): string | undefined {
  if (named !== undefined && !existsSync(named)) return program.error(`There is no file ${named}.`);
  const data = process.env['OICP_TEST_DATA'] ?? '';
  const file = named ?? join(dirname(data), 'oicp', 'openapi-emp-2.3.json');
  if (named !== undefined || (data !== '' && existsSync(file))) return file;
  say('The edge is skipped: name Hubject’s OpenAPI document of an EMP by --oicp.');
  return undefined;
}
