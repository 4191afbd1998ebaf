import type { ProcessDefinition } from '../supervisor/process-definition.js';
import type { SupervisorWatcher } from '../supervisor/supervisor.js';

export interface Summary {
  readonly seconds: number;
  readonly apiUrl: string;
  readonly keysFile: string;
  readonly edgeUrl: string;
  /** A card to swipe, where the sandbox runs. */
  readonly uid: string | undefined;
}

const isInteractive = process.stdout.isTTY;
const style = (code: number) => (text: string) => (isInteractive ? `\u001B[${code}m${text}\u001B[0m` : text);
const bold = style(1);
const dim = style(2);
const red = style(31);

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What `npm start` shows: what it is doing, what the services write, and where to look. */
export const terminal = {
  isInteractive,

  say(line: string): void {
    write(dim(line));
  },

  fail(message: string): void {
    process.stderr.write(`${red(message)}\n`);
  },

  line({ kind }: ProcessDefinition, line: string): void {
    if (kind === 'service') write(line);
  },

  died({ name }: ProcessDefinition, how: string, delay: number): void {
    terminal.fail(`${name} died (${how}); it is started again in ${delay} ms.`);
  },

  givenUp({ name }: ProcessDefinition, why: string, lastLines: readonly string[]): void {
    terminal.fail(`${name} is given up: ${why}. Its last lines:`);
    for (const line of lastLines) process.stderr.write(`  ${line}\n`);
  },

  summary({ seconds, apiUrl, keysFile, edgeUrl, uid }: Summary): void {
    const lines = [
      '',
      bold(`The suite is ready after ${seconds.toFixed(1)} s.`),
      '',
      `  API      ${apiUrl}/v1   ${dim(`key in ${keysFile}`)}`,
      `  Docs     ${apiUrl}/docs`,
      `  Health   ${apiUrl}/readyz`,
      `  Edge     ${edgeUrl}   ${dim('HBS calls here, by mutual TLS')}`,
      '',
      ...(uid === undefined ? [] : [...trying(apiUrl, keysFile, uid), '', ...LEAVING, '']),
      dim('Ctrl-C stops everything; the data stays.'),
      '',
    ];
    for (const line of lines) write(line);
  },
} satisfies SupervisorWatcher & Record<string, unknown>;

const trying = (apiUrl: string, keysFile: string, uid: string): readonly string[] => {
  const key = `$(node -p "JSON.parse(fs.readFileSync('${keysFile}'))[0].key")`;
  return [
    bold('Try, in another terminal'),
    `  npm run sandbox -- swipe ${uid}   ${dim('a driver swipes a card')}`,
    `  npm run demo                              ${dim('the whole story: a card, an app, the records, explained')}`,
    `  curl -sH "Authorization: Bearer ${key}" ${apiUrl}/v1/cdrs`,
    `  ${dim('the charge detail records, ten seconds after the swipe')}`,
  ];
};

const LEAVING = [
  bold('To leave the sandbox'),
  '  HBS_BASE_URL, HBS_CLIENT_CERT_FILE, HBS_CLIENT_KEY_FILE, HBS_CA_FILE   how we call HBS',
  '  EDGE_CERT_FILE, EDGE_KEY_FILE, EDGE_CLIENT_CA_FILE, EDGE_CLIENT_NAMES  how HBS calls us',
  `  EMP_PROVIDER_IDS                                                       who we are`,
  dim('  in .env or the environment; docs/onboarding.md leads from the contract to production'),
];
