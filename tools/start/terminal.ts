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
      `  API      ${apiUrl}  (key in ${keysFile})`,
      `  Health   ${apiUrl}/readyz`,
      `  Edge     ${edgeUrl}  (HBS calls here, by mutual TLS)`,
      ...(uid === undefined
        ? []
        : [
            '',
            'Swipe a card, in another terminal:',
            `  npm run sandbox -- swipe ${uid}     known: authorised`,
            '  npm run sandbox -- swipe 04FFFFFFFFFFFF     unknown: refused with 102',
          ]),
      '',
      dim('Ctrl-C stops everything; the data stays.'),
      '',
    ];
    for (const line of lines) write(line);
  },
} satisfies SupervisorWatcher & Record<string, unknown>;
