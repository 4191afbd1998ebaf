import type { ProcessDefinition } from '../supervisor/process-definition.js';
import type { SupervisorWatcher } from '../supervisor/supervisor.js';
import type { FirstCommand } from './first-commands.js';

export interface Summary {
  readonly seconds: number;
  readonly apiUrl: string;
  readonly keysFile: string;
  readonly edgeUrl: string;
  /** What to try; empty without the sandbox. */
  readonly commands: readonly FirstCommand[];
}

const isInteractive = process.stdout.isTTY;
const style = (code: number) => (text: string) => (isInteractive ? `\u001B[${code}m${text}\u001B[0m` : text);
const bold = style(1);
const dim = style(2);
const red = style(31);

const ERASE_LINE = '\r\u001B[K';
/** The line beneath all others, such as a progress bar. */
let statusLine = '';

/** The status line is on stdout, wherever the line goes: stderr may be a file. */
function write(line: string, to: NodeJS.WriteStream = process.stdout): void {
  if (statusLine !== '') process.stdout.write(ERASE_LINE);
  to.write(`${line}\n`);
  if (statusLine !== '') process.stdout.write(statusLine);
}

function setStatusLine(line: string): void {
  statusLine = line.slice(0, process.stdout.columns - 1);
  process.stdout.write(`${ERASE_LINE}${statusLine}`);
}

/** The output of `npm start`: its steps, the lines of the services, and where to look. */
export const terminal = {
  isInteractive,
  keep: isInteractive ? setStatusLine : undefined,

  say(line: string): void {
    write(dim(line));
  },

  fail(message: string): void {
    write(red(message), process.stderr);
  },

  line({ kind }: ProcessDefinition, line: string): void {
    if (kind === 'service') write(line);
  },

  died({ name }: ProcessDefinition, how: string, delay: number): void {
    terminal.fail(`${name} died (${how}). Restart in ${delay} ms.`);
  },

  givenUp({ name }: ProcessDefinition, why: string, lastLines: readonly string[]): void {
    terminal.fail(`${name} is not restarted: ${why}. Its last lines:`);
    for (const line of lastLines) write(`  ${line}`, process.stderr);
  },

  summary({ seconds, apiUrl, keysFile, edgeUrl, commands }: Summary): void {
    const lines = [
      '',
      bold(`The suite is ready after ${seconds.toFixed(1)} s.`),
      '',
      `  API      ${apiUrl}/v1   ${dim(`key in ${keysFile}`)}`,
      `  Docs     ${apiUrl}/docs`,
      `  Health   ${apiUrl}/readyz`,
      `  Edge     ${edgeUrl}   ${dim('HBS calls here, by mutual TLS')}`,
      '',
      ...(commands.length === 0 ? [] : [...describeCommands(commands), '', ...LEAVING, '']),
      dim('Ctrl-C stops everything; the data stays.'),
      '',
    ];
    for (const line of lines) write(line);
  },
} satisfies SupervisorWatcher & Record<string, unknown>;

const describeCommands = (commands: readonly FirstCommand[]): readonly string[] => [
  bold('Try, in another terminal'),
  ...commands.flatMap(({ what, command }) => [dim(`  # ${what}`), `  ${command}`]),
];

const LEAVING = [
  bold('To leave the sandbox'),
  '  HBS_BASE_URL, HBS_CLIENT_CERT_FILE, HBS_CLIENT_KEY_FILE, HBS_CA_FILE   how we call HBS',
  '  EDGE_CERT_FILE, EDGE_KEY_FILE, EDGE_CLIENT_CA_FILE, EDGE_CLIENT_NAMES  how HBS calls us',
  `  EMP_PROVIDER_IDS                                                       who we are`,
  dim('  in .env or the environment; docs/onboarding.md leads from the contract to production'),
];
